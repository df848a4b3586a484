"""Documents: records in, file out, no database."""
