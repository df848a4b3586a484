"""The studies and the costs of a project's candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dmn_desktop.core.costs import line_total, total
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Candidate, CostLine, Study
from dmn_desktop.core.text import DASH, count, euros
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import Paper
from dmn_desktop.exports.pdf.parts import facts, grouped, name_of, named, nothing
from dmn_desktop.exports.pdf.setting import (
    ASIDE,
    SMALL,
    SMALL_STRONG,
    STRONG,
    SUBSECTION,
    Piece,
)


def print_studies(paper: Paper, dossier: Dossier) -> None:
    """An evidence sheet for each study, candidate by candidate (4.2 to 4.4)."""
    if not dossier.studies:
        nothing(paper, "Aucune étude notée.")
    for candidate_id in _owners(dossier, [study.candidate_id for study in dossier.studies]):
        mine = [study for study in dossier.studies if study.candidate_id == candidate_id]
        _owner_heading(paper, dossier, candidate_id)
        for study in mine:
            _print_study(paper, study)


def _owners(dossier: Dossier, owners: Iterable[str]) -> list[str]:
    """Candidates that own something, compared ones first, in their order."""
    order = [c.id for c in (*dossier.compared, *dossier.others)]
    return sorted(set(owners), key=lambda o: (order.index(o) if o in order else len(order), o))


def _owner_heading(paper: Paper, dossier: Dossier, candidate_id: str) -> None:
    paper.need(50)
    paper.gap(5)
    paper.flow(Piece(name_of(dossier, candidate_id), SUBSECTION))
    paper.y += 1


def _print_study(paper: Paper, study: Study) -> None:
    paper.need(45)
    paper.gap(3)
    paper.flow(Piece(study.citation, STRONG))
    paper.y += 1
    facts(
        paper,
        [
            ("Année", str(study.year or "")),
            ("Type d’étude", study.study_kind.label),
            ("Porte sur", study.about.label),
            ("Méthode", study.method),
            ("Population, effectif", study.population),
            ("Effet observé", study.effect),
            ("Liens d’intérêts des auteurs", study.interests),
            ("Limites, transposition", study.limits),
        ],
    )


def print_costs(paper: Paper, dossier: Dossier) -> None:
    """The lines of cost and gain, then the totals over the compared duration (7.3, 7.5)."""
    if not dossier.costs:
        nothing(paper, "Aucun coût noté.")
        return
    years = count(dossier.project.contract_years, "an")
    uses = dossier.project.uses_per_year
    volume = "" if uses is None else f", {grouped(uses)} utilisations par an"
    paper.flow(Piece(f"Totaux sur {years}{volume}. Aucun classement n’en est tiré.", ASIDE))
    _print_totals(paper, dossier)
    for candidate_id in _owners(dossier, [line.candidate_id for line in dossier.costs]):
        mine = [line for line in dossier.costs if line.candidate_id == candidate_id]
        _owner_heading(paper, dossier, candidate_id)
        _print_lines(paper, dossier, mine)


def _print_totals(paper: Paper, dossier: Dossier) -> None:
    paper.gap(2)
    heads = ("Candidat", "Coût", "Gain attendu", "Lignes sans volume connu")
    grid = Grid(paper, Layout((paper.width - 114, 36.0, 36.0, 42.0), heads, (1, 2, 3)))
    for candidate in dossier.compared:
        _print_total(grid, dossier, candidate)


def _print_total(grid: Grid, dossier: Dossier, candidate: Candidate) -> None:
    lines = [line for line in dossier.costs if line.candidate_id == candidate.id]
    result = total(lines, dossier.project)
    unknown = str(result.without_volume) if result.without_volume else DASH
    amounts = (euros(result.cost), euros(result.gain)) if lines else (DASH, DASH)
    grid.row(
        [Piece(named(dossier, candidate), SMALL_STRONG)],
        *([Piece(words, SMALL, align="right")] for words in (*amounts, unknown)),
    )


def _print_lines(paper: Paper, dossier: Dossier, lines: Sequence[CostLine]) -> None:
    years = count(dossier.project.contract_years, "an")
    heads = ("Point", "Libellé", "Nature", "Payé", "Montant", f"Sur {years}", "Source")
    widths = (13.0, 36.0, 20.0, 23.0, 22.0, 23.0, paper.width - 137)
    grid = Grid(paper, Layout(widths, heads, (4, 5)))
    for line in lines:
        value = line_total(line, dossier.project)
        grid.row(
            [Piece(dossier.guide.label(line.cell), SMALL_STRONG)],
            [Piece(line.label, SMALL)],
            [Piece(line.cost_kind.label, SMALL)],
            [Piece(line.basis.label, SMALL)],
            [Piece(euros(line.amount), SMALL, align="right")],
            [Piece(DASH if value is None else euros(value), SMALL, align="right")],
            [Piece(line.source, SMALL)],
        )
