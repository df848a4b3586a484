"""Reusable parts: they get data and emit signals, and know no service."""
