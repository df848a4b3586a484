"""A vendor's questionnaire read back. Called in a process of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vendor_return import VendorLine
from dmn_desktop.exports.xlsx.identity import SHEET, Identity, find_identity
from dmn_desktop.exports.xlsx.questionnaire import (
    DAY,
    DETAILS,
    ID_TITLE,
    KIND,
    PLACE,
    REPLY,
    SOURCE,
    VERSION,
)
from dmn_desktop.exports.xlsx.reading import ReadSheet, read_book
from dmn_desktop.exports.xlsx.rows import Value, words_of
from dmn_desktop.exports.xlsx.scan import NOTHING_DONE, refused

_NEEDED = (ID_TITLE, REPLY, DETAILS, SOURCE, PLACE, DAY)
_ASK_AGAIN = (
    "Demander à l’éditeur de répondre dans le fichier envoyé, sans supprimer, copier ni déplacer "
    "de ligne."
)


@dataclass(frozen=True)
class ReturnedFile:
    """What a returned questionnaire says of itself, and its lines in order."""

    questionnaire_id: str
    project_id: str
    project_code: str
    candidate_id: str
    candidate_name: str
    made_on: str
    lines: tuple[VendorLine, ...]


def read_questionnaire(path: Path) -> ReturnedFile:
    """Read a questionnaire that a vendor sent back.

    Raises:
        UserError: It is refused: harmful, not one of ours, from a newer version, or with
            identifiers that were changed, removed or copied.
    """
    sheets = read_book(path)
    identity = find_identity(sheets, KIND)
    if identity is None:
        raise refused(
            "ce n’est pas un questionnaire établi par Registre DMN",
            "Choisir le fichier envoyé à l’éditeur, rempli par lui.",
        )
    _check(identity)
    start, columns, sheet = _table(sheets)
    lines = tuple(_lines(sheet.rows[start:], columns, identity.listed))
    _check_ids(Counter(line.cell for line in lines if line.cell), identity.listed)
    facts = identity.facts
    return ReturnedFile(
        facts["envoi"],
        facts["projet"],
        facts["numéro du projet"],
        facts["candidat"],
        facts["dispositif"],
        facts["établi le"],
        lines,
    )


def _check(identity: Identity) -> None:
    if not identity.intact:
        raise _altered("sa feuille d’identification a été modifiée")
    if identity.facts.get("version") != VERSION:
        raise UserError(
            "Ce questionnaire vient d’une version plus récente du programme.",
            NOTHING_DONE,
            "Mettre à jour le programme sur ce poste.",
        )


def _altered(reason: str) -> UserError:
    return refused(reason, _ASK_AGAIN)


def _table(sheets: Sequence[ReadSheet]) -> tuple[int, dict[str, int], ReadSheet]:
    """Where the questions start, and in which column each thing stands."""
    for sheet in sheets:
        if sheet.title == SHEET:
            continue
        for i, (_, row) in enumerate(sheet.rows[:40]):
            columns = {words_of(value): place for place, value in enumerate(row) if value}
            if all(title in columns for title in _NEEDED):
                return i + 1, columns, sheet
    raise _altered("les titres de ses colonnes ont été modifiés")


def _lines(
    rows: Sequence[tuple[int, tuple[Value, ...]]],
    columns: Mapping[str, int],
    listed: Mapping[str, str],
) -> Iterator[VendorLine]:
    """The lines with an identifier, and those that the vendor added."""
    for _, row in rows:
        at = _At(row, columns)
        identifier = at.text(ID_TITLE)
        asked = at.text("Question")
        line = VendorLine(
            cell=identifier,
            question=listed.get(identifier, asked),
            reply=at.text(REPLY),
            details=at.text(DETAILS),
            source=at.text(SOURCE),
            place=at.text(PLACE),
            day=at.day(DAY),
            changed_question=bool(identifier) and not _same(asked, listed.get(identifier, "")),
        )
        if identifier or not line.is_blank:
            yield line


@dataclass(frozen=True)
class _At:
    """One row, by the titles of its columns."""

    row: Sequence[Value]
    columns: Mapping[str, int]

    def _value(self, title: str) -> Value:
        place = self.columns.get(title, len(self.row))
        return self.row[place] if place < len(self.row) else None

    def text(self, title: str) -> str:
        return words_of(self._value(title))

    def day(self, title: str) -> date | str | None:
        value = self._value(title)
        return value if isinstance(value, date) else words_of(value) or None


def _same(first: str, second: str) -> bool:
    return first.split() == second.split()


def _check_ids(found: Counter[str], listed: Mapping[str, str]) -> None:
    """Refuse identifiers that were changed, removed or copied, and say which."""
    copied = [i for i, times in found.items() if times > 1]
    unknown = [i for i in found if i not in listed]
    removed = [i for i in listed if i not in found]
    if copied:
        raise _altered(f"la question {_names(copied, listed)} y figure deux fois")
    if unknown:
        raise _altered(f"l’identifiant «{NBSP}{unknown[0][:40]}{NBSP}» n’est pas le nôtre")
    if removed:
        raise _altered(f"il y manque la question {_names(removed, listed)}")


def _names(ids: Sequence[str], listed: Mapping[str, str]) -> str:
    words = " ".join(listed.get(ids[0], ids[0]).split())[:60]
    more = f" et {len(ids) - 1} autres" if len(ids) > 2 else " et une autre" if ids[1:] else ""
    return f"«{NBSP}{words}{NBSP}»{more}"
