"""Import of a practice’s own table: file, columns, words, preview."""
