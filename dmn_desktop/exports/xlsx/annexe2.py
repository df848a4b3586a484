"""The comparison table of annexe 2 as a spreadsheet: filled, or blank to fill."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dmn_desktop.core.comparison import ComparisonLine, compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import ComparisonRow, ComparisonTitle
from dmn_desktop.core.records import Candidate, today
from dmn_desktop.core.text import NBSP, long_day
from dmn_desktop.core.vocabulary import Judgement
from dmn_desktop.exports.xlsx.book import Book, Column, Sheet
from dmn_desktop.exports.xlsx.identity import add_identity
from dmn_desktop.exports.xlsx.looks import Look
from dmn_desktop.exports.xlsx.rows import Value

KIND = "annexe2"
VERSION = "1"
JUDGEMENTS = tuple(j.label for j in Judgement if j is not Judgement.NONE)
JUDGEMENT_TITLE, LINE_TITLE = "appréciation", "en une ligne"
_BLANK = ("Dispositif A", "Dispositif B", "Dispositif C")
_FIRST = 3
"""Columns before those of the candidates: row number (hidden), HAS number, line."""


def write_annexe2(dossier: Dossier, path: Path) -> Path:
    """Write annexe 2 for the compared candidates; without one, blank for three devices.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    project = dossier.project
    heads = [f"{dossier.letter(c)} {c.name}" for c in dossier.compared] or list(_BLANK)
    with Book(f"{project.code} Comparaison des candidats (annexe 2)") as book:
        _add_table(book.sheet("Annexe 2", _columns(heads)), dossier, len(heads))
        add_identity(book, _facts(dossier))
        return book.write(path)


def _add_table(sheet: Sheet, dossier: Dossier, count: int) -> None:
    sheet.line(f"{dossier.project.code} {dossier.project.need}", Look.TITLE)
    sheet.line(_about(dossier), Look.NOTE)
    sheet.row(_hidden_ids(dossier.compared, count), hidden=True)
    sheet.header(frozen=_FIRST)
    lines = {line.row.n: line for line in compare(dossier)}
    for item in _in_order(dossier):
        if isinstance(item, ComparisonTitle):
            sheet.line(item.text, Look.SECTION)
        else:
            _add_line(sheet, item, lines[item.n], count)


def _columns(heads: Sequence[str]) -> list[Column]:
    columns = [Column("Ligne", 6, Look.NUMBER, hidden=True), Column("N° HAS", 13, Look.BOX)]
    columns.append(Column("Question", 44, Look.BOX))
    for head in heads:
        columns.append(Column(f"{head}\u00a0: {JUDGEMENT_TITLE}", 15, Look.OPEN))
        columns.append(Column(f"{head}\u00a0: {LINE_TITLE}", 42, Look.OPEN))
    return columns


def _about(dossier: Dossier) -> str:
    state = "" if dossier.project.is_decided else "Brouillon. "
    return (
        f"{state}{dossier.structure.name}, {long_day(today())}. Ordre et numéros de l’annexe 2 du "
        f"guide de la HAS (2023), texte du registre. Ni note ni classement{NBSP}: l’appréciation "
        "revient à la structure."
    )


def _hidden_ids(candidates: Sequence[Candidate], count: int) -> list[Value]:
    """Which candidate each column is about, whatever becomes of its title."""
    ids = [c.id for c in candidates] or [""] * count
    pairs: list[Value] = [
        f"{part}:{i}" if i else None for i in ids for part in ("appreciation", "ligne")
    ]
    return [None] * _FIRST + pairs


def _in_order(dossier: Dossier) -> list[ComparisonTitle | ComparisonRow]:
    guide = dossier.guide.forms[0]
    items: list[ComparisonTitle | ComparisonRow] = [*guide.comparison_titles]
    return sorted([*items, *guide.comparison_rows], key=lambda item: item.rank)


def _add_line(sheet: Sheet, row: ComparisonRow, line: ComparisonLine, count: int) -> None:
    values: list[Value] = [row.n, row.label, row.text]
    for cell in line.cells:
        shown = cell.judgement is not Judgement.NONE
        values += [cell.judgement.label if shown else None, cell.line]
    values += [None] * (_FIRST + 2 * count - len(values))
    sheet.row(values)
    for i in range(count):
        words = "Choisir un des mots de la liste."
        sheet.hint(_FIRST + 2 * i, "Appréciation", words, JUDGEMENTS)


def _facts(dossier: Dossier) -> dict[str, str]:
    form = dossier.guide.forms[0]
    return {
        "fichier": KIND,
        "version": VERSION,
        "questionnaire": form.id,
        "version du questionnaire": form.version,
        "projet": dossier.project.id,
        "numéro du projet": dossier.project.code,
        "établi le": today().isoformat(),
    }
