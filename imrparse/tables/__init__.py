"""Tables of letters: their schema, the rows of a letter, and runs that write them."""

from imrparse.tables.rows import TABLES, fault_rows, rows
from imrparse.tables.schema import Column, Table, Type

__all__ = ["TABLES", "Column", "Table", "Type", "fault_rows", "rows"]
