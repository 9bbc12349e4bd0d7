"""Files of customers: reading tables of every format, recognising their columns, writing results safely."""

from onefold.files.asking import BY_THE_HEADER, IN_PYTHON, ON_THE_COMMAND_LINE, Asking
from onefold.files.judgements import judgements_of, read_judgements
from onefold.files.read import Input, SourceReport, read_inputs, read_table, records_of
from onefold.files.write import check_writable, write_table

__all__ = [
    "BY_THE_HEADER",
    "IN_PYTHON",
    "ON_THE_COMMAND_LINE",
    "Asking",
    "Input",
    "SourceReport",
    "check_writable",
    "judgements_of",
    "read_inputs",
    "read_judgements",
    "read_table",
    "records_of",
    "write_table",
]
