"""The sheet of one device of the inventory."""
