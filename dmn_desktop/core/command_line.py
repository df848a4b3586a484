"""A command line that speaks French: the standard parser's words, and what options are read as."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP, parse_day
from dmn_desktop.core.typing import override

MISUSED = 2
"""Exit code of a command that is not written as it should be."""

_FRENCH = (
    (r"the following arguments are required: (.+)", r"il manque \1."),
    (r"unrecognized arguments: (.+)", r"«~\1~» est en trop."),
    (r"argument (.+?): expected .*argument.*", r"\1 attend une valeur."),
    (r"argument (.+?): ignored explicit argument .+", r"\1 n’attend pas de valeur."),
    (
        r"argument (.+?): invalid choice: (['\"])(.*)\2 \(choose from (.+?)\)",
        r"\1~: «~\3~» est inconnu. Choisir parmi~: \4.",
    ),
    (r"argument (.+?): (.+\.)", r"\1~: \2"),
)
"""What argparse says, and what is said instead; the last is for our own sentences."""


class FrenchParser(argparse.ArgumentParser):
    """The standard parser; its help and its errors are French."""

    def __init__(self, **options: Any) -> None:
        """Take what the standard parser takes."""
        super().__init__(**options, add_help=False, allow_abbrev=False, formatter_class=_FrenchHelp)
        # « : » follows these titles.
        self._positionals.title = f"arguments{NBSP}"
        self._optionals.title = f"options{NBSP}"
        self.add_argument("-h", "--help", action="help", help="afficher cette aide")

    @override
    def error(self, message: str) -> NoReturn:
        self.exit(MISUSED, f"{self.format_usage()}{self.prog}{NBSP}: {in_french(message)}\n")


class _FrenchHelp(argparse.RawDescriptionHelpFormatter):
    @override
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        if prefix is None:
            prefix = f"utilisation{NBSP}: "
        super().add_usage(usage, actions, groups, prefix)


def in_french(message: str) -> str:
    """What argparse found wrong; in general words when it is something new."""
    for english, french in _FRENCH:
        match = re.fullmatch(english, message, re.DOTALL)
        if match is not None:
            said = match.expand(french.replace("~", NBSP))
            return said.replace("', '", ", ").replace(f"{NBSP}: '", f"{NBSP}: ").replace("'.", ".")
    return "commande mal écrite."


@dataclass(frozen=True)
class ObjectNumber:
    """A number as it is written on screen.

    Attributes:
        series: « P », « DMN », « IP », « I »; empty when only figures were written.
        year: That of an incident, else 0.
    """

    series: str
    number: int
    year: int = 0

    def within(self, series: str) -> int:
        """The number, if it may be one of this series.

        Raises:
            UserError: It names an object of another series.
        """
        if self.series not in ("", series):
            named = f"{self.series}-{self.number:02d}"
            raise UserError(
                f"Ce document attend un numéro comme {series}-03, pas {named}.",
                "Rien n’a été écrit.",
                f"Écrire {series}-03 ou 3.",
            )
        return self.number


def object_number(text: str) -> ObjectNumber:
    """« P-03 », « DMN-07 », « IP-07 », « I-2026-04 » or « 3 »."""
    incident = re.fullmatch(r"i-?([0-9]{4})-([0-9]{1,4})", text.strip(), re.IGNORECASE)
    if incident is not None:
        return ObjectNumber("I", int(incident[2]), int(incident[1]))
    match = re.fullmatch(r"(?:(p|dmn|ip)-?)?([0-9]{1,6})", text.strip(), re.IGNORECASE)
    if match is None:
        raise argparse.ArgumentTypeError(f"écrire P-03 ou 3, pas «{NBSP}{text}{NBSP}».")
    return ObjectNumber((match[1] or "").upper(), int(match[2]))


def project_number(text: str) -> int:
    """« P-03 » or « 3 »."""
    found = object_number(text)
    if found.series not in ("", "P"):
        raise argparse.ArgumentTypeError(f"écrire P-03 ou 3, pas «{NBSP}{text}{NBSP}».")
    return found.number


def french_day(text: str) -> date:
    """« 03/02/2026 »."""
    found = parse_day(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"écrire JJ/MM/AAAA, pas «{NBSP}{text}{NBSP}».")
    return found


def path_ending(*suffixes: str) -> Callable[[str], Path]:
    """Reads a path that must end with one of these."""

    def read(text: str) -> Path:
        path = Path(text)
        if path.suffix.lower() not in suffixes:
            raise argparse.ArgumentTypeError(f"le nom doit finir par {' ou '.join(suffixes)}.")
        return path

    return read
