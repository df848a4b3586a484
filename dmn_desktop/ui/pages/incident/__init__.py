"""The file of one incident."""
