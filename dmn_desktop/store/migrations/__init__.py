"""Schema changes, kept for ever."""
