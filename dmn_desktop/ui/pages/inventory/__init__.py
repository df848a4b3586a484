"""Inventaire: the table of devices and what is done from it."""
