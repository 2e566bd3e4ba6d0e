"""Tables of letters: their schema, the rows of a letter, and runs that write them."""

from imrparse.tables.columns.column import Column, Table, Type
from imrparse.tables.columns.rows import TABLES, fault_rows, rows

__all__ = ["TABLES", "Column", "Table", "Type", "fault_rows", "rows"]
