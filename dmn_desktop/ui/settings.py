"""What this workstation remembers: may be lost, holds no answer and no name of a patient."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

RECENT = 8
_LATER = 3_000
"""Milliseconds after which what changes at every move is written."""


class Settings:
    """A small JSON file in the data folder, written at once and whole.

    Args:
        folder: The data folder; made when something is first written.
    """

    def __init__(self, folder: Path) -> None:
        """Read what is there; an unreadable file counts as empty."""
        self.folder = folder
        self._path = folder / "reglages.json"
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            values = {}
        self._values: dict[str, Any] = values if isinstance(values, dict) else {}
        self._late = QTimer()
        self._late.setSingleShot(True)
        self._late.setInterval(_LATER)
        self._late.timeout.connect(self.write)

    def get(self, key: str, default: Any = None) -> Any:
        """What is remembered under a key."""
        return self._values.get(key, default)

    def set(self, key: str, value: Any, later: bool = False) -> None:
        """Remember a JSON value.

        Args:
            key: Its name.
            value: What to remember.
            later: It changes at every move: written a little later, several at once.
        """
        if self._values.get(key) == value:
            return
        self._values[key] = value
        if not later:
            self.write()
        elif not self._late.isActive():
            self._late.start()

    def write(self) -> None:
        """Write the file; a folder that refuses it is no obstacle to work."""
        self._late.stop()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            making = self._path.with_suffix(".tmp")
            making.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), "utf-8")
            making.replace(self._path)
        except OSError:
            return

    def get_bytes(self, key: str) -> bytes:
        """A remembered Qt state."""
        try:
            return base64.b64decode(self.get(key, ""))
        except (ValueError, TypeError):
            return b""

    def set_bytes(self, key: str, value: bytes) -> None:
        """Remember a Qt state."""
        self.set(key, base64.b64encode(value).decode())

    @property
    def recent(self) -> list[Path]:
        """The registers last opened, newest first."""
        return [Path(text) for text in self.get("recents", []) if isinstance(text, str)]

    def add_recent(self, path: Path) -> None:
        """Put a register first in the list."""
        paths = [path, *(p for p in self.recent if p != path)][:RECENT]
        self.set("recents", [str(p) for p in paths])

    def forget_recent(self, path: Path) -> None:
        """Take a register off the list."""
        self.set("recents", [str(p) for p in self.recent if p != path])
