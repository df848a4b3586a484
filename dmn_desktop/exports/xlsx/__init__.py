"""Spreadsheets: what is written for people and vendors, and how their files are read back."""
