"""The dossier of a project: everything the register knows of it, from the need to the decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.comparison import compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Section
from dmn_desktop.core.text import NBSP, count, day, shorten
from dmn_desktop.core.vocabulary import Decision
from dmn_desktop.exports.pdf import annexe2
from dmn_desktop.exports.pdf.answers import print_question, print_strays, stray_answers
from dmn_desktop.exports.pdf.conclusion import (
    print_decision,
    print_documents,
    print_indicators,
    print_trial,
)
from dmn_desktop.exports.pdf.evidence import print_costs, print_studies
from dmn_desktop.exports.pdf.need import print_candidates, print_scope
from dmn_desktop.exports.pdf.paper import LANDSCAPE, PORTRAIT, Identity, Paper, Sheet
from dmn_desktop.exports.pdf.parts import facts, name_of, named
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import (
    SUBSECTION,
    TITLE,
    Piece,
    badge,
)
from dmn_desktop.exports.writing import Cancel, Progress, Steps

NAME = "Dossier de projet"

Print = Callable[[Paper, Dossier], None]


@dataclass(frozen=True)
class Chapter:
    """A section of the dossier, which begins a page."""

    title: str
    print: Print
    sheet: Sheet = PORTRAIT


def write_dossier(
    dossier: Dossier,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write the whole dossier of a project.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    project = dossier.project
    chapters = list(_chapters(dossier))
    steps = Steps(len(chapters) + 1, progress, cancelled)
    identity = Identity(dossier.structure.name, NAME, project.code, not project.is_decided)
    paper = Paper(identity)
    _print_front(paper, dossier, chapters)
    for chapter in chapters:
        paper.page(chapter.sheet)
        paper.section(chapter.title)
        chapter.print(paper, dossier)
        steps.step()
    steps.step()
    return save(paper, NAME, path)


def _chapters(dossier: Dossier) -> Iterator[Chapter]:
    """The sections, in the order of the guide."""
    yield Chapter("Périmètre du projet", print_scope)
    yield Chapter("1 · Besoin", _print_need)
    yield Chapter("2 · Candidats", print_candidates)
    for section in dossier.guide.sections:
        yield Chapter(f"{section.number} · {section.title}", _section_printer(section))
    yield Chapter("Études (4.2 à 4.4)", print_studies)
    yield Chapter("Coûts et gains attendus (7.3, 7.5)", print_costs)
    yield Chapter("Comparaison (annexe 2)", _print_comparison, LANDSCAPE)
    yield Chapter("9 · Expérimentation", print_trial)
    yield Chapter("10 · Indicateurs", print_indicators)
    yield Chapter("Décision", print_decision)
    yield Chapter("Pièces et questionnaires", print_documents)
    strays = stray_answers(dossier)
    if strays:
        yield Chapter("Autres réponses conservées", lambda p, d: print_strays(p, d, strays))


def _print_need(paper: Paper, dossier: Dossier) -> None:
    print_question(paper, dossier, dossier.guide.by_id["q1"])


def _section_printer(section: Section) -> Print:
    def print_section(paper: Paper, dossier: Dossier) -> None:
        for question in dossier.guide.pages:
            if question.section == section.id:
                print_question(paper, dossier, question)

    return print_section


def _print_comparison(paper: Paper, dossier: Dossier) -> None:
    lines = compare(dossier)
    annexe2.print_comparison(paper, dossier, lines, Steps(0))


def _print_front(paper: Paper, dossier: Dossier, chapters: list[Chapter]) -> None:
    """The first page: what, whose, where it stands, and the contents."""
    project = dossier.project
    paper.y += 8
    paper.flow(Piece(f"{NAME} {project.code}", TITLE))
    paper.y += 3
    paper.flow(Piece(shorten(project.need, 300), SUBSECTION))
    paper.y += 4
    paper.flow(badge(project.decision.label if project.is_decided else "Brouillon"))
    paper.y += 4
    facts(paper, _front_facts(dossier))
    paper.need(60)
    paper.gap(8)
    paper.flow(Piece("Sommaire", SUBSECTION))
    paper.y += 2
    paper.contents([(chapter.title, 0) for chapter in chapters])


def _front_facts(dossier: Dossier) -> list[tuple[str, str]]:
    structure, project = dossier.structure, dossier.project
    decision = project.decision.label
    if project.decision is Decision.KEEP and project.chosen:
        decision = f"{decision}{NBSP}: {name_of(dossier, project.chosen)}"
    if project.decided_on:
        decision = f"{decision}, le {day(project.decided_on)}"
    done, pages = dossier.complete_count, len(dossier.guide.official_pages)
    return [
        ("Structure", "\n".join(p for p in (structure.name, structure.address) if p)),
        ("Type", structure.structure_kind.label),
        ("Responsable du registre", structure.manager),
        ("Délégué à la protection des données", structure.dpo),
        ("Registre d’exemple", "Oui, données fictives" if structure.is_example else ""),
        ("Candidats comparés", "\n".join(named(dossier, c) for c in dossier.compared)),
        ("Questions complètes", f"{done} sur {count(pages, 'question')}"),
        ("Décision", decision),
    ]
