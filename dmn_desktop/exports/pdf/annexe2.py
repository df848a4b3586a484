"""The comparison of annexe 2: 35 lines under 7 titles, in the order of the guide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dmn_desktop.core.comparison import ComparisonCell, ComparisonLine, compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import ComparisonTitle
from dmn_desktop.core.records import Candidate
from dmn_desktop.core.text import shorten
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import (
    LANDSCAPE,
    LANDSCAPE_A3,
    Identity,
    Paper,
)
from dmn_desktop.exports.pdf.parts import named, nothing
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import (
    ASIDE,
    BODY,
    SECTION,
    SMALL,
    SMALL_STRONG,
    STRONG,
    Piece,
    badge,
)
from dmn_desktop.exports.writing import Cancel, Progress, Steps

TITLE = "Comparaison (annexe 2)"

A4_CANDIDATES = 3
A3_CANDIDATES = 6
"""Candidates beside each other on one page."""

_KEY = (
    "Entre crochets, l’appréciation de la structure ; dessous, sa phrase, ou un résumé des "
    "réponses. Le guide ne donne ni note ni classement."
)

_LABELS = 22.0
_TEXTS = 62.0


def write_annexe2(
    dossier: Dossier,
    path: Path,
    a3: bool = False,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write the comparison of annexe 2, three candidates a page, or six on A3.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    project = dossier.project
    identity = Identity(dossier.structure.name, TITLE, project.code, not project.is_decided)
    paper = Paper(identity, LANDSCAPE_A3 if a3 else LANDSCAPE)
    paper.bookmark(TITLE)
    paper.flow(Piece(f"{TITLE} · {project.code}", SECTION))
    paper.gap(1)
    paper.flow(Piece(shorten(project.need, 220), STRONG))
    paper.gap(3)
    lines = compare(dossier)
    steps = Steps(_pages(dossier, a3) * len(lines), progress, cancelled)
    print_comparison(paper, dossier, lines, steps, a3)
    return save(paper, TITLE, path)


def groups(candidates: Sequence[Candidate], most: int) -> list[Sequence[Candidate]]:
    """Candidates shared out between pages as evenly as their order allows."""
    pages = max(1, -(-len(candidates) // most))
    share, more = divmod(len(candidates), pages)
    found, start = [], 0
    for page in range(pages):
        end = start + share + (page < more)
        found.append(candidates[start:end])
        start = end
    return found


def _pages(dossier: Dossier, a3: bool) -> int:
    return len(groups(dossier.compared, A3_CANDIDATES if a3 else A4_CANDIDATES))


def print_comparison(
    paper: Paper,
    dossier: Dossier,
    lines: Sequence[ComparisonLine],
    steps: Steps,
    a3: bool = False,
) -> None:
    """Print the table, its first columns again for each group of candidates."""
    if not dossier.compared:
        nothing(paper, "Aucun candidat n’est retenu pour l’analyse.")
        return
    paper.flow(Piece(_KEY, ASIDE))
    paper.gap(2)
    start = 0
    for rank, group in enumerate(groups(dossier.compared, A3_CANDIDATES if a3 else A4_CANDIDATES)):
        if rank:
            paper.page()
        _print_group(paper, dossier, [(line, _cells(line, start, group)) for line in lines], steps)
        start += len(group)


Row = tuple[ComparisonLine, Sequence[ComparisonCell]]


def _cells(
    line: ComparisonLine, start: int, group: Sequence[Candidate]
) -> Sequence[ComparisonCell]:
    return line.cells[start : start + len(group)]


def _print_group(paper: Paper, dossier: Dossier, rows: Sequence[Row], steps: Steps) -> None:
    candidates = [cell.candidate for cell in rows[0][1]]
    share = (paper.width - _LABELS - _TEXTS) / len(candidates)
    heads = ("Question", "Point à comparer", *(_head(dossier, c) for c in candidates))
    widths = (_LABELS, _TEXTS, *(share for _ in candidates))
    grid = Grid(paper, Layout(widths, heads, framed=True, sticky=2, padding=1.4))
    titles = {title.id: title for title in dossier.guide.forms[0].comparison_titles}
    last = ""
    for line, cells in rows:
        if line.row.title != last:
            last = line.row.title
            _print_title(grid, dossier, titles.get(last))
        _print_row(grid, line, cells)
        steps.step()


def _head(dossier: Dossier, candidate: Candidate) -> str:
    maker = shorten(", ".join(p for p in (candidate.vendor, candidate.version) if p), 90)
    return f"{named(dossier, candidate)}\n{maker}" if maker else named(dossier, candidate)


def _print_title(grid: Grid, dossier: Dossier, title: ComparisonTitle | None) -> None:
    if title is None:
        return
    sections = {section.id: section.number for section in dossier.guide.forms[0].sections}
    grid.title(sections.get(title.section, ""), Piece(title.text, STRONG))


def _print_row(grid: Grid, line: ComparisonLine, cells: Iterable[ComparisonCell]) -> None:
    grid.row(
        [Piece(line.row.label, SMALL_STRONG)],
        [Piece(line.row.text, BODY)],
        *([badge(c.judgement.label), Piece(c.line, SMALL, before=0.8)] for c in cells),
    )
