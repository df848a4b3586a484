"""Meaning of the register, without Qt and without SQL."""
