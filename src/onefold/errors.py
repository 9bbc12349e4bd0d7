"""Every error a user can meet.

OnefoldError
├── InputError          the input cannot be used: a file, a column, a value (ValueError too)
│   ├── ReadError       a file is missing, empty, broken or of no known format
│   ├── ColumnError     no usable column, an unknown column, an attribute mapped twice
│   └── JudgementError  judgements that cannot be read or contradict each other
├── OutputError         the result could not be written; nothing half-written is left
└── MemoryLimitError    the table is estimated not to fit in memory
"""


class OnefoldError(Exception):
    """Base of all errors of Onefold; its text says what was given, what was expected, where, and what to do."""


class InputError(OnefoldError, ValueError):
    """The input cannot be used as given."""


class ReadError(InputError):
    """A file is missing, empty, broken or of no known format."""


class ColumnError(InputError):
    """No usable column, a column that is not there, or an attribute given twice."""


class JudgementError(InputError):
    """Judgements that cannot be read, name an unknown record or contradict each other."""


class OutputError(OnefoldError):
    """The result could not be written; nothing half-written is left behind."""


class MemoryLimitError(OnefoldError):
    """The table is estimated to need more memory than there is."""
