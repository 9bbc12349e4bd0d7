"""What people see of a run: the HTML report, and the charts that notebooks show too."""

from onefold.report.data import ReportData, gather
from onefold.report.html import render
from onefold.report.svg import histogram, waterfall

__all__ = ["ReportData", "gather", "histogram", "render", "waterfall"]
