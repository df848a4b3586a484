"""Names of files that every system accepts."""

from __future__ import annotations

import re

from dmn_desktop.core.text import shorten

NAME_LIMIT = 120
"""Characters of a proposed file name, its ending included."""

_NAME_BYTES = 240
"""Disks take 255 bytes; some room is left for those who add « (copie) »."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')


def file_name(head: str, name: str, suffix: str) -> str:
    """« P-03 Dossier – Renouveler la détection de fractures.pdf »."""
    safe = _safe(name)
    text = f"{head} – {safe}" if safe else head
    return f"{_cut(text, suffix)}{suffix}"


def _safe(text: str) -> str:
    """Text without what Windows forbids in a name, nor marks that reverse its reading."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(_FORBIDDEN.sub(" ", shown).split()).rstrip(" .")


def _cut(text: str, suffix: str) -> str:
    limit = NAME_LIMIT - len(suffix)
    kept = shorten(text, limit)
    while len(kept.encode()) > _NAME_BYTES:
        limit -= 1
        kept = shorten(text, limit)
    return kept
