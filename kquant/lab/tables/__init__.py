"""Tables of numbers: text in columns, from files and from the clipboard."""

from kquant.lab.tables.read import open_table, read_table
from kquant.lab.tables.table import Table, TableError
from kquant.lab.tables.write import labelled_csv

__all__ = ["Table", "TableError", "labelled_csv", "open_table", "read_table"]
