"""The page of the structure that a printed code may lead to: its own, over https, in words."""

from __future__ import annotations

import re

from dmn_desktop.core.text import NBSP

LIMIT = 200
"""Characters: beyond, the squares of a code of 25 mm are too small for an old telephone."""

_SIGNS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_PARTS = re.compile(r"https://(?P<host>[^/?#]*)(?:[/?#].*)?", re.IGNORECASE)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9](?::\d{{1,5}})?", re.IGNORECASE)


_RULES = (
    (
        _PARTS.fullmatch,
        f"L’adresse de la page doit commencer par https://{NBSP}: elle est alors chiffrée.",
    ),
    (
        lambda address: len(address) <= LIMIT,
        f"L’adresse dépasse {LIMIT} signes{NBSP}: le code serait difficile à lire.",
    ),
    (
        _SIGNS.fullmatch,
        "L’adresse contient un espace, un accent ou un signe qui n’y a pas sa place.",
    ),
    (
        lambda address: "@" not in _host(address),
        "L’adresse contient un nom d’utilisateur, qui peut cacher un autre site.",
    ),
    (
        lambda address: _HOST.fullmatch(_host(address)),
        "L’adresse ne nomme pas un site, comme www.cabinet.fr.",
    ),
)


def _host(address: str) -> str:
    parts = _PARTS.fullmatch(address)
    return parts["host"] if parts else ""


def problem(address: str) -> str:
    """Why an address cannot be printed as a code, in a sentence; empty when it can."""
    if not address:
        return "La page de la structure n’est pas écrite dans les Paramètres."
    return next((sentence for holds, sentence in _RULES if not holds(address)), "")
