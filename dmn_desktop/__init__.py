"""Registre DMN: register of professional digital medical devices for a French practice."""

__version__ = "0.1.0"
