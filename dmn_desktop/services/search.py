"""Finding objects of the register by number or word, for Ctrl+K."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dmn_desktop.core.forms import Library, Question
from dmn_desktop.core.records import Answer, Attachment, Candidate, Project
from dmn_desktop.core.text import fold, matches, shorten
from dmn_desktop.services.projects import guide_for
from dmn_desktop.services.register import Register
from dmn_desktop.store.database import Reader

_STEPS = {"q1": "besoin", "q2": "candidats", "q9": "experimentation", "q10": "indicateurs"}
"""Questions answered once for the project, and the step that asks them."""

LIMIT = 8
"""Results shown of each kind."""


@dataclass(frozen=True)
class Found:
    """One object found.

    Attributes:
        group: « Projets », « Candidats », « Questions HAS », « Réponses », « Pièces ».
        project_id: The project to open, empty for a question when there are several projects.
        step: Step of the project where it stands, empty for the project itself.
        question: The question to open.
    """

    group: str
    text: str
    detail: str
    project_id: str
    step: str = ""
    question: str = ""
    candidate_id: str = ""
    cell: str = ""


def search(register: Register, library: Library, text: str, near: str = "") -> list[Found]:
    """Objects whose words or number match.

    Args:
        register: Where.
        library: The questionnaires.
        text: What was typed.
        near: The project now on screen: its questions and answers come first.
    """
    words = fold(text).split()
    if not words:
        return []
    with register.reading() as reader:
        projects = reader.find(Project, order="number")
        found = _projects(projects, words)
        found += _questions(reader, library, projects, words, near)
        found += _candidates(reader, projects, words)
        near_first = sorted(projects, key=lambda project: project.id != near)
        found += _answers(reader, library, near_first, words)
        found += _attachments(reader, projects, words)
    return found


def named(register: Register, library: Library, places: Sequence[tuple[str, str]]) -> list[Found]:
    """Objects visited before, as they are called now; those that are gone are left out.

    Args:
        register: Where.
        library: The questionnaires.
        places: Project and question of each, no question for the project itself.
    """
    with register.reading() as reader:
        projects = {p.id: p for p in reader.find(Project)}
        questions = guide_for(reader, library).by_id
    found: list[Found] = []
    for project_id, key in places:
        project, question = projects.get(project_id), questions.get(key)
        if project is None:
            continue
        if question is not None:
            text, step = f"{question.number}  {question.title}", step_of(question)
            found.append(Found("Questions HAS", text, project.code, project_id, step, key))
        elif not key:
            found.append(Found("Projets", project.need, project.code, project_id))
    return found


def step_of(question: Question) -> str:
    """The step of a project where a question is answered."""
    return _STEPS.get(question.id, "reponses")


def _projects(projects: list[Project], words: list[str]) -> list[Found]:
    return [
        Found("Projets", p.need, f"{p.code}{', archivé' if p.archived else ''}", p.id)
        for p in projects
        if matches(words, fold(f"{p.code} {p.need}"))
    ][:LIMIT]


def _questions(
    reader: Reader, library: Library, projects: list[Project], words: list[str], near: str
) -> list[Found]:
    active = [p for p in projects if not p.archived]
    target = near or (active[-1].id if active else "")
    if not target:
        return []
    code = next((p.code for p in projects if p.id == target), "")
    questions = guide_for(reader, library).questions
    exact = [q for q in questions if fold(q.number) == words[0] and len(words) == 1]
    found = exact or [
        q
        for q in questions
        if matches(
            words, fold(f"{q.number} {q.short} {q.title} {' '.join(c.text for c in q.cells)}")
        )
    ]
    return [
        Found("Questions HAS", f"{q.number}  {q.title}", code, target, step_of(q), q.id)
        for q in found
    ][:LIMIT]


def _candidates(reader: Reader, projects: list[Project], words: list[str]) -> list[Found]:
    codes = {p.id: p.code for p in projects}
    return [
        Found("Candidats", c.name, f"{codes[c.project_id]}, {c.vendor}".strip(", "), c.project_id)
        for c in reader.find(Candidate)
        if matches(words, fold(f"{c.name} {c.vendor}"))
    ][:LIMIT]


def _answers(
    reader: Reader, library: Library, projects: list[Project], words: list[str]
) -> list[Found]:
    codes = {p.id: p.code for p in projects}
    rank = {p.id: number for number, p in enumerate(projects)}
    guide = guide_for(reader, library)
    found: list[Found] = []
    for answer in sorted(reader.find(Answer), key=lambda a: rank[a.project_id]):
        if len(found) == LIMIT:
            break
        cell = guide.cells.get(answer.cell)
        if cell is None or not answer.text:
            continue
        if matches(words, fold(f"{answer.text} {answer.source}")):
            detail = f"{codes[answer.project_id]}, {guide.label(answer.cell)}"
            found.append(
                Found(
                    "Réponses",
                    shorten(answer.text, 80),
                    detail,
                    answer.project_id,
                    step_of(guide.by_id[cell.question]),
                    cell.question,
                    answer.candidate_id or "",
                    answer.cell,
                )
            )
    return found


def _attachments(reader: Reader, projects: list[Project], words: list[str]) -> list[Found]:
    codes = {p.id: p.code for p in projects}
    return [
        Found("Pièces", a.name, codes[a.project_id], a.project_id, "reponses", a.question)
        for a in reader.find(Attachment)
        if matches(words, fold(a.name))
    ][:LIMIT]
