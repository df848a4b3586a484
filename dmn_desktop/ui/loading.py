"""Loads the modules of the program quickly; what they do stays the same."""

from __future__ import annotations

import builtins
import gc


def begin() -> None:
    """Before the first import of Qt.

    What modules make stays until the end: looking for garbage among it only takes time.
    PySide replaces `import` to find `from __feature__ import`, which we do not use: it reads the
    source of each module imported after it, which makes imports a fifth slower.
    """
    gc.disable()
    plain_import = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain_import


def end() -> None:
    """Once what the first screen needs is loaded: garbage is collected from now on."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
