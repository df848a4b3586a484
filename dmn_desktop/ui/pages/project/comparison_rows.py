"""What the grid of the comparison shows: lines of annexe 2, what stands outside of it, costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dmn_desktop.core.comparison import ComparisonLine, counts
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Question
from dmn_desktop.core.records import Candidate
from dmn_desktop.core.text import NBSP, count, euros
from dmn_desktop.core.vocabulary import AnswerState, CostKind, Judgement
from dmn_desktop.core.wording import answer_words, state_words
from dmn_desktop.services import comparison as services
from dmn_desktop.ui.pages.project.grid_cells import note_of
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.grid_model import GridCell, GridColumn, GridRow

ROW, PAGE, COST = "ligne:", "page:", "cout:"
"""Beginnings of the keys of rows: a line of annexe 2, a page outside of it, a cost total."""

OUTSIDE, OWN, COSTS = "hors_annexe2", "questions_structure", "couts"
"""Keys of the headings that are folded at first."""

BADGES = {
    Judgement.NONE: Badge(Judgement.NONE.label, "neu", "scale", filled=False),
    Judgement.SUITS: Badge(Judgement.SUITS.label, "ok", "circle-check", filled=False),
    Judgement.DISCUSS: Badge(Judgement.DISCUSS.label, "warn", "message-report", filled=False),
    Judgement.BLOCKING: Badge(Judgement.BLOCKING.label, "dang", "x", filled=False),
    Judgement.MISSING: Badge(Judgement.MISSING.label, "neu", "circle-dashed", filled=False),
    Judgement.NOT_APPLICABLE: Badge(
        Judgement.NOT_APPLICABLE.label, "neu", "circle-minus", filled=False
    ),
}
"""Icon, word and colour of each judgement."""


def columns_of(dossier: Dossier, lines: Sequence[ComparisonLine]) -> list[GridColumn]:
    """One head per candidate, in the order of the project whatever the counts."""
    return [
        _column(dossier, candidate, counts(lines, place))
        for place, candidate in enumerate(dossier.compared)
    ]


def _column(dossier: Dossier, candidate: Candidate, found: Counter[Judgement]) -> GridColumn:
    grey = sum(found.values()) - sum(found[j] for j in _TONES)
    return GridColumn(
        candidate.id,
        dossier.letter(candidate),
        candidate.name,
        note_of(dossier, candidate),
        [*((tone, found[judgement]) for judgement, tone in _TONES.items()), ("neu", grey)],
        count_words(found),
    )


_TONES = {Judgement.SUITS: "ok", Judgement.DISCUSS: "warn", Judgement.BLOCKING: "dang"}


def count_words(found: Counter[Judgement]) -> str:
    """« 24 conviennent, 7 à discuter, 0 bloquant, 4 manquent »; the rest only when there is any."""
    parts = [
        count(found[Judgement.SUITS], "convient", "conviennent"),
        f"{found[Judgement.DISCUSS]} à discuter",
        count(found[Judgement.BLOCKING], "bloquant"),
        count(found[Judgement.MISSING], "manque", "manquent"),
    ]
    if found[Judgement.NOT_APPLICABLE]:
        parts.append(f"{found[Judgement.NOT_APPLICABLE]} sans objet")
    if found[Judgement.NONE]:
        parts.append(f"{found[Judgement.NONE]} à apprécier")
    return ", ".join(part.replace(" ", NBSP) for part in parts)


def line_rows(dossier: Dossier, lines: Iterable[ComparisonLine]) -> list[GridRow]:
    """Lines of annexe 2 under the titles that they belong to."""
    form = dossier.guide.forms[0]
    numbers = {section.id: section.number for section in form.sections}
    kept = list(lines)
    rows = []
    for title in form.comparison_titles:
        found = [line for line in kept if line.row.title == title.id]
        if found:
            words = f"{numbers[title.section]}. {title.text}"
            rows.append(GridRow(title.id, "", words, heading=True))
            rows += [_line_row(line) for line in found]
    return rows


def _line_row(line: ComparisonLine) -> GridRow:
    cells = [GridCell(BADGES[cell.judgement], cell.line) for cell in line.cells]
    return GridRow(f"{ROW}{line.row.n}", line.row.label, line.row.text, cells)


def more_rows(dossier: Dossier) -> list[GridRow]:
    """What annexe 2 leaves out, and the cost totals: each group under its folded heading."""
    outside, own = services.pages_outside(dossier), services.own_pages(dossier)
    rows = _pages(dossier, OUTSIDE, "Hors annexe 2", outside)
    rows += _pages(dossier, OWN, "Questions de la structure", own)
    years = count(dossier.project.contract_years, "an")
    rows.append(GridRow(COSTS, "", f"Coûts notés, sur {years}", heading=True))
    for kind, (label, text) in COST_ROWS.items():
        cells = [_cost_cell(dossier, candidate, kind) for candidate in dossier.compared]
        rows.append(GridRow(f"{COST}{kind.value}", label, text, cells))
    return rows


COST_ROWS = {
    CostKind.COST: ("7.3", "Total des coûts notés"),
    CostKind.GAIN: ("7.5", "Total des gains attendus"),
}
"""Number of the question and words of each total."""


def _pages(dossier: Dossier, key: str, title: str, pages: Sequence[Question]) -> list[GridRow]:
    if not pages:
        return []
    words = f"{title}{NBSP}: {', '.join(page.number for page in pages)}"
    rows = [GridRow(key, "", words, heading=True)]
    for page in pages:
        cells = [_page_cell(dossier, candidate, page) for candidate in dossier.compared]
        rows.append(GridRow(f"{PAGE}{page.id}", page.number, page.title, cells))
    return rows


def _page_cell(dossier: Dossier, candidate: Candidate, page: Question) -> GridCell:
    """The answers of one page in one text; a page outside of annexe 2 is not judged."""
    states = {dossier.state(candidate.id, cell) for cell in page.cells}
    if states == {AnswerState.NOT_APPLICABLE}:
        return GridCell(BADGES[Judgement.NOT_APPLICABLE], muted=True)
    pieces = []
    for cell in page.cells:
        answer = dossier.answer(candidate.id, cell.id)
        if answer is None or dossier.excluded(candidate.id, cell):
            continue
        answered = answer.state is AnswerState.ANSWERED
        text = answer_words(cell, answer) if answered else state_words(answer)
        if answer.state is not AnswerState.EMPTY and text:
            pieces.append(f"{cell.letter} {text}".strip().rstrip("."))
    return GridCell(text=f"{NBSP}; ".join(pieces), placeholder="Pas encore de réponse.")


def _cost_cell(dossier: Dossier, candidate: Candidate, kind: CostKind) -> GridCell:
    noted = [line for line in services.costs_of(dossier, candidate) if line.cost_kind is kind]
    if not noted:
        return GridCell(placeholder="Aucun montant noté.")
    found = services.total_of(dossier, noted)
    value = found.cost if kind is CostKind.COST else found.gain
    if not found.without_volume:
        return GridCell(text=euros(value))
    left = count(found.without_volume, "ligne")
    return GridCell(text=f"{euros(value)}, sans {left} à l’usage, volume inconnu")
