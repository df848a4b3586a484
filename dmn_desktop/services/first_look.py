"""The first lines of a register, before the services that open it are loaded."""

from __future__ import annotations

from dmn_desktop.store.first_look import FirstLook, first_look

__all__ = ["FirstLook", "first_look"]
