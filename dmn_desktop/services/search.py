"""Finding objects of the register by number or word, for Ctrl+K."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dmn_desktop.core.criticality import code as risk_code
from dmn_desktop.core.forms import Library, Question
from dmn_desktop.core.inventory_table import code as device_code
from dmn_desktop.core.records import Answer, Attachment, Candidate, Device, Project, Risk
from dmn_desktop.core.text import fold, matches, shorten
from dmn_desktop.core.vocabulary import RiskState
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
        group: « Dispositifs », « Risques », « Projets », « Candidats », « Questions HAS »,
            « Réponses », « Pièces ».
        project_id: The project to open, or the object itself on another page.
        page: The page that shows it.
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
    page: str = "projet"


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
        found = _devices(reader, words)
        found += _risks(reader, words)
        found += _projects(projects, words)
        questions = _questions(reader, library, projects, words, near)
        # « 4.2 » leads to its question, not to the risk « » that holds these figures.
        numbered = "." in text and any(q.text.split()[0] == text.strip() for q in questions)
        found = questions + found if numbered else found + questions
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
        places: Project and question of each, no question for the project itself; or a device.
    """
    with register.reading() as reader:
        projects = {p.id: p for p in reader.find(Project)}
        devices = {place: reader.get(Device, place) for place, _ in places if place not in projects}
        questions = guide_for(reader, library).by_id
    found: list[Found] = []
    for project_id, key in places:
        project, question = projects.get(project_id), questions.get(key)
        if project is None:
            device = devices.get(project_id)
            if device is not None and not key:
                found.append(_device(device.id, device.number, device.name, device.manufacturer))
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


def _devices(reader: Reader, words: list[str]) -> list[Found]:
    names = ("id", "number", "name", "manufacturer", "version", "places")
    rows = reader.values(Device, names, order="number", stored=True)
    found = [
        _device(device_id, number, name, maker)
        for device_id, number, name, maker, version, places in rows
        if matches(
            words, fold(f"{device_code(number)} dmn-{number} {name} {maker} {version} {places}")
        )
    ]
    if len(words) == 1:  # the number itself comes first: « DMN-07 », « 7 »
        digits = words[0].removeprefix("dmn").lstrip("-")
        found.sort(key=lambda one: one.detail.split(",")[0] != f"DMN-{digits.zfill(2)}")
    return found[:LIMIT]


def _device(device_id: str, number: int, name: str, maker: str) -> Found:
    detail = f"{device_code(number)}, {maker}".strip(", ")
    return Found("Dispositifs", name, detail, device_id, page="dispositif")


def _risks(reader: Reader, words: list[str]) -> list[Found]:
    numbers = dict(reader.values(Device, ("id", "number")))
    found = []
    fields = ("id", "device_id", "number", "text", "state")
    for risk_id, device_id, number, text, state in reader.values(Risk, fields, order="number"):
        if state == RiskState.REFUSED:
            continue  # what was set aside is no risk
        code = risk_code(numbers.get(device_id, 0), number)
        if matches(words, fold(f"{code} {text}")):
            found.append(Found("Risques", shorten(text, 80), code, risk_id, page="risques"))
    return found[:LIMIT]


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
