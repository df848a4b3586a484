"""Forms made from records: fields that are kept as one types."""
