"""Actions on the comparison of annexe 2: judge a line, word it, and what stands outside of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dmn_desktop.core.comparison import propose
from dmn_desktop.core.costs import CostTotal, total
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import ComparisonRow, Question
from dmn_desktop.core.records import Assessment, Candidate, CostLine
from dmn_desktop.core.vocabulary import AnswerState, Judgement
from dmn_desktop.services.register import Register, save


def assessment_or_new(dossier: Dossier, candidate: Candidate, row: ComparisonRow) -> Assessment:
    """What is stored for a cell of annexe 2, or an empty assessment for it."""
    wanted = Assessment.id_for(candidate.id, row.n)
    found = next((a for a in dossier.assessments if a.id == wanted), None)
    return found or Assessment(
        id=wanted,
        project_id=dossier.project.id,
        candidate_id=candidate.id,
        row=row.n,
        judgement=Judgement.NONE,
        line="",
    )


def label_of(dossier: Dossier, candidate: Candidate, row: ComparisonRow) -> str:
    """« appréciation 5.1, candidat B »: the words of undo and history."""
    return f"appréciation {row.label}, candidat {dossier.letter(candidate)}"


def set_judgement(
    register: Register,
    dossier: Dossier,
    candidate: Candidate,
    row: ComparisonRow,
    judgement: Judgement,
) -> Dossier:
    """Keep what the practice thinks of a line; « À apprécier » takes it back.

    Returns:
        The dossier with this assessment.
    """
    changed = assessment_or_new(dossier, candidate, row).but(judgement=judgement)
    save(register, changed, label_of(dossier, candidate, row))
    return _with(dossier, changed)


def _with(dossier: Dossier, changed: Assessment) -> Dossier:
    others = (a for a in dossier.assessments if a.id != changed.id)
    return replace(dossier, assessments=(*others, changed))


def set_line(register: Register, dossier: Dossier, changed: Assessment, run: str = "") -> Dossier:
    """Keep the practice's own words for a line.

    Words that are empty, or those that the answers propose, leave the cell on its proposal, which
    then follows the answers.

    Args:
        register: Where.
        dossier: The project as the screen knows it.
        changed: The assessment with its new words.
        run: Joins the saves of one stretch of typing into one undo.

    Returns:
        The dossier with these words.
    """
    candidate, row = candidate_of(dossier, changed), row_of(dossier, changed)
    line = " ".join(changed.line.split())
    if line == propose(dossier, row, candidate):
        line = ""
    label = f"{label_of(dossier, candidate, row)}, phrase"
    kept = changed.but(line=line)
    save(register, kept, label, run)
    return _with(dossier, kept)


def candidate_of(dossier: Dossier, assessment: Assessment) -> Candidate:
    """The candidate that an assessment is about."""
    return next(c for c in dossier.candidates if c.id == assessment.candidate_id)


def row_of(dossier: Dossier, assessment: Assessment) -> ComparisonRow:
    """The line of annexe 2 that an assessment is about."""
    rows = dossier.guide.forms[0].comparison_rows
    return next(row for row in rows if row.n == assessment.row)


def is_judged(dossier: Dossier) -> bool:
    """Whether anybody judged a line of a compared candidate."""
    kept = {candidate.id for candidate in dossier.compared}
    return any(
        a.judgement is not Judgement.NONE and a.candidate_id in kept for a in dossier.assessments
    )


def is_started(dossier: Dossier) -> bool:
    """Whether there is anything to compare: an answer, a question asked, a judgement."""
    kept = {candidate.id for candidate in dossier.compared}
    answered = any(
        answer.candidate_id in kept and answer.state is not AnswerState.EMPTY
        for answer in dossier.answers.values()
    )
    return answered or is_judged(dossier)


def pages_outside(dossier: Dossier) -> tuple[Question, ...]:
    """The pages of the official guide that no line of annexe 2 covers (5.3, 7.4, 8.14)."""
    guide = dossier.guide.forms[0]
    covered = {cell.id for row in guide.comparison_rows for cell in guide.cells_of_row(row)}
    return tuple(
        page
        for page in dossier.guide.official_pages
        if not any(cell.id in covered for cell in page.cells)
    )


def own_pages(dossier: Dossier) -> tuple[Question, ...]:
    """The pages that the practice adds beside the official guide."""
    official = dossier.guide.official_pages
    return tuple(page for page in dossier.guide.pages if page not in official)


def costs_of(dossier: Dossier, candidate: Candidate) -> tuple[CostLine, ...]:
    """The amounts noted for a candidate, in their order."""
    return tuple(line for line in dossier.costs if line.candidate_id == candidate.id)


def total_of(dossier: Dossier, lines: Iterable[CostLine]) -> CostTotal:
    """What some amounts come to over the compared duration: facts, not a judgement."""
    return total(lines, dossier.project)
