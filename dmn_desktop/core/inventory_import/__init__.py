"""A practice's own table becomes devices of the inventory: pure rules, no file and no register.

A cell ends as a value, or is kept as it was written and flagged; it is never guessed nor lost.
"""
