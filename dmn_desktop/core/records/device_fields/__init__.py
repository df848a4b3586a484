"""The fields of the inventory, a file per group of the sheet."""
