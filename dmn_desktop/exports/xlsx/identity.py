"""The sheet, out of sight, that says what a returned file is an answer to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from dmn_desktop.core.errors import UserError
from dmn_desktop.exports.xlsx.book import Book, Column
from dmn_desktop.exports.xlsx.reading import ReadSheet
from dmn_desktop.exports.xlsx.scan import NOTHING_DONE

SHEET = "_registre"
_CHECK = "empreinte"


def add_identity(
    book: Book, facts: Mapping[str, str], listed: Iterable[tuple[str, str]] = ()
) -> None:
    """Write facts about the file, and the questions it asks, with their checksum.

    Args:
        book: The workbook.
        facts: Kind and version of the file, identifiers of what it is about.
        listed: (identifier, text) of each question, in order.
    """
    rows = [*facts.items(), *(("question", i, text) for i, text in listed)]
    sheet = book.sheet(SHEET, [Column("a"), Column("b"), Column("c")])
    for row in rows:
        sheet.row(row)
    sheet.row([_CHECK, _checksum(rows)])
    sheet.protect()
    sheet.hide()


class Identity:
    """What a file says of itself.

    Attributes:
        facts: As written.
        listed: Text of each question by identifier.
        intact: Whether they are as the program wrote them.
    """

    def __init__(self, sheet: ReadSheet) -> None:
        """Take the facts of the hidden sheet."""
        rows = [tuple(str(v) for v in row if v is not None) for _, row in sheet.rows]
        facts = [row for row in rows if row[0] != "question"]
        self.facts = {row[0]: row[1] if len(row) > 1 else "" for row in facts}
        self.listed = {row[1]: row[2] for row in rows if row[0] == "question" and len(row) == 3}
        written = self.facts.pop(_CHECK, "")
        self.intact = written == _checksum([row for row in rows if row[0] != _CHECK])


def find_identity(sheets: Sequence[ReadSheet], kind: str) -> Identity | None:
    """The identity of a file of one kind, None when it carries none."""
    for sheet in sheets:
        if sheet.title == SHEET and sheet.rows:
            identity = Identity(sheet)
            if identity.facts.get("fichier") == kind:
                return identity
    return None


def _checksum(rows: Iterable[Sequence[str]]) -> str:
    """A sum of the rows: tells a slip, and a change made by hand, from the original."""
    text = json.dumps([[cell for cell in row if cell] for row in rows], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def other_project(code: str) -> UserError:
    """The message for a file that another project made."""
    return UserError(
        f"Ce fichier vient du projet {code}.",
        NOTHING_DONE,
        f"Ouvrir {code} ou choisir un autre fichier.",
    )
