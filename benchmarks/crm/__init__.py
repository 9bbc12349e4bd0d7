"""Realistic CRM tables of any size, with truth: for measuring, tuning and testing identity resolution.

>>> table = generate(rows=10_000, seed=7)
"""

from benchmarks.crm.styles import STYLES
from benchmarks.crm.tables import ATTRIBUTES, SCHEMA, generate, write_parquet

__all__ = ["ATTRIBUTES", "SCHEMA", "STYLES", "generate", "write_parquet"]
