"""Templates of what patients are told, of letters and of notices: read, checked, rendered."""
