"""Views of long tables: filters, columns, sort, kept under a name."""
