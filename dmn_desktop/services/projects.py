"""Actions on projects: list, open, create from a model, duplicate, archive, delete."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import Library, ProjectModel
from dmn_desktop.core.guide import Guide
from dmn_desktop.core.records import (
    Answer,
    Assessment,
    Attachment,
    Candidate,
    CostLine,
    Hypothesis,
    Indicator,
    Note,
    OwnQuestion,
    Project,
    QuestionMark,
    Questionnaire,
    Record,
    Structure,
    Study,
    new_id,
    today,
)
from dmn_desktop.core.vocabulary import AnswerState, Decision, Frequency, Nature, Verdict
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.database import Reader

RecordT = TypeVar("RecordT", bound=Record)

NATURE_OF_MODEL = {"dmn": Nature.DEVICE, "oti": Nature.TOOL}


class ProjectSummary(NamedTuple):
    """One line of the list of projects.

    Attributes:
        step: The step of the project where work goes on.
    """

    project: Project
    candidates: int
    step: str
    complete: int
    pages: int
    asked: int
    changed: datetime | None


def list_projects(register: Register, library: Library) -> list[ProjectSummary]:
    """All projects, the last changed first, archived ones at the end."""
    with register.reading() as reader:
        projects = reader.find(Project, order="number")
        dossiers = [_progress_of(reader, library, project) for project in projects]
        changed = {p.id: _changed(reader, p) for p in projects}
    summaries = [
        ProjectSummary(
            d.project,
            len(d.candidates),
            step_of(d),
            d.complete_count,
            len(d.guide.official_pages),
            d.asked_count,
            changed[d.project.id],
        )
        for d in dossiers
    ]
    return sorted(
        summaries,
        key=lambda s: (not s.project.archived, s.changed.timestamp() if s.changed else 0),
        reverse=True,
    )


def prepare_list(register: Register, library: Library) -> None:
    """Make the statements that the list of projects runs, on a project that is not there."""
    with register.reading() as reader:
        reader.find(Project, order="number")
        project = Project(number=1, need="")
        _progress_of(reader, library, project)
        _changed(reader, project)


def _changed(reader: Reader, project: Project) -> datetime | None:
    return reader.last_change(project.id)


def step_of(dossier: Dossier) -> str:
    """Where the work of a project stands, in two words."""
    if dossier.project.decision is not Decision.NONE:
        return dossier.project.decision.label
    if not dossier.answer(None, "q1_a") and not dossier.candidates:
        return "Besoin"
    if not dossier.compared:
        return "Candidats"
    return (
        "Réponses" if dossier.complete_count < len(dossier.guide.official_pages) else "Comparaison"
    )


def load(register: Register, library: Library, project_id: str) -> Dossier:
    """A project with everything that belongs to it.

    Raises:
        UserError: The project is no longer there.
    """
    with register.reading() as reader:
        project = reader.get(Project, project_id)
        if project is None:
            raise UserError(
                "Ce projet n’est plus dans le registre.",
                "Les projets supprimés restent 90 jours dans la Corbeille.",
                "L’y chercher, ou revenir à la liste des projets.",
            )
        return _load(reader, library, project)


def find(register: Register, number: int) -> Project | None:
    """The project with this number."""
    with register.reading() as reader:
        found = reader.find(Project, number=number)
    return found[0] if found else None


def guide_for(reader: Reader, library: Library, answered: frozenset[str] = frozenset()) -> Guide:
    """The questionnaires, with the practice's own questions.

    Args:
        reader: Where.
        library: The shipped questionnaires.
        answered: Cells that have an answer: a retired question stays where it was answered.
    """
    own = reader.find(OwnQuestion, order="number")
    return Guide(library.forms, [q for q in own if not q.retired or q.cell in answered])


def _load(reader: Reader, library: Library, project: Project) -> Dossier:
    def of(record: type[RecordT], order: str = "") -> tuple[RecordT, ...]:
        return tuple(reader.find(record, order=order, project_id=project.id))

    from dmn_desktop.core.records import Device  # not among what the list of projects loads

    devices, begun = of(Device), _progress_of(reader, library, project)
    return replace(
        begun,
        structure=reader.only(Structure) or Structure(),
        notes=tuple(n.but(question=begun.guide.current(n.question)) for n in of(Note)),
        attachments=of(Attachment, "added_on"),
        studies=of(Study, "position"),
        costs=of(CostLine, "position"),
        assessments=of(Assessment),
        hypotheses=of(Hypothesis, "position"),
        indicators=of(Indicator, "position"),
        questionnaires=of(Questionnaire, "made_on"),
        device=devices[0] if devices else None,
    )


def _progress_of(reader: Reader, library: Library, project: Project) -> Dossier:
    """What the list of projects tells of one; its first showing waits for no other record."""

    def of(record: type[RecordT], order: str = "") -> tuple[RecordT, ...]:
        return tuple(reader.find(record, order=order, project_id=project.id))

    answers = of(Answer)
    guide = guide_for(reader, library, frozenset(a.cell for a in answers))
    return Dossier(
        structure=Structure(),
        guide=guide,
        project=project,
        candidates=of(Candidate, "position"),
        answers={(a.candidate_id, a.cell): a for a in _under_present_names(answers, guide)},
        marks=frozenset(guide.current(mark.question) for mark in of(QuestionMark)),
    )


def _under_present_names(answers: tuple[Answer, ...], guide: Guide) -> list[Answer]:
    """Answers to renamed cells first, so that one given under the present name wins."""
    moved = [a.but(cell=guide.current(a.cell)) for a in answers if a.cell not in guide.cells]
    return moved + [a for a in answers if a.cell in guide.cells]


def said_need(need: str) -> str:
    """The need that a project starts from; refused when nothing is said."""
    need = need.strip()
    if not need:
        raise UserError(
            "Le besoin est vide.", "", "Écrire en une phrase ce que l’outil doit résoudre."
        )
    return need


def create(
    register: Register, library: Library, need: str, model: ProjectModel | None = None
) -> Project:
    """Start a project from a need, and a model of the specialty when there is one."""
    refuse_read_only(register)
    need = said_need(need)
    versions = {form.id: form.version for form in library.forms}
    with register.transaction("nouveau projet") as tx:
        project = Project(
            number=next_number(tx, "P"), need=need, form_versions=versions, opened_on=today()
        )
        if model is not None:
            project = project.but(
                model=model.id, functions=model.functions, nature=NATURE_OF_MODEL[model.nature]
            )
        tx.put(project)
        if model is not None:
            for record in _from_model(model, project):
                tx.put(record)
    return project


def _from_model(model: ProjectModel, project: Project) -> list[Record]:
    answers: list[Record] = [
        project_answer(project, cell, text=text) for cell, text in model.answers.items()
    ]
    hypotheses = [
        Hypothesis(
            project_id=project.id,
            position=i,
            hypothesis=h.hypothesis,
            condition=h.condition,
            measure=h.measure,
        )
        for i, h in enumerate(model.hypotheses, start=1)
    ]
    indicators = [
        Indicator(
            project_id=project.id,
            position=i,
            name=m.name,
            source=m.source,
            frequency=Frequency(m.frequency),
            target=m.target,
        )
        for i, m in enumerate(model.indicators, start=1)
    ]
    return [*answers, *hypotheses, *indicators]


def project_answer(project: Project, cell: str, **values: object) -> Answer:
    """An answer given once for the project (questions 1, 2, 9, 10)."""
    return Answer.model_validate(
        {
            "id": Answer.id_for(project.id, None, cell),
            "project_id": project.id,
            "candidate_id": None,
            "cell": cell,
            "state": AnswerState.ANSWERED,
            **values,
        }
    )


def duplicate(register: Register, library: Library, project_id: str) -> Project:
    """Copy a project's need, candidates, answers and indicators under a new number.

    The decision, the results of its trial, what was asked of vendors and the attachments stay with
    the original.
    """
    refuse_read_only(register)
    source = load(register, library, project_id)
    with register.transaction(f"copie du projet {source.project.code}") as tx:
        project = Project(
            **source.project.model_dump(include=_COPIED),
            number=next_number(tx, "P"),
            form_versions={form.id: form.version for form in library.forms},
        )
        tx.put(project)
        for record in _copies(source, project):
            tx.put(record)
    return project


_COPIED = {
    "need",
    "nature",
    "functions",
    "exclusion",
    "scope_note",
    "model",
    "shared_by",
    "own_figures",
    "contract_years",
    "uses_per_year",
}


def _copies(source: Dossier, project: Project) -> list[Record]:
    candidates = {c.id: new_id() for c in source.candidates}
    copied: list[Record] = [
        c.but(id=candidates[c.id], project_id=project.id) for c in source.candidates
    ]
    for stored in source.answers.values():
        answer = stored
        candidate = candidates.get(answer.candidate_id) if answer.candidate_id else None
        if answer.state in (AnswerState.ASKED, AnswerState.RECEIVED):
            answer = answer.but(state=AnswerState.TO_ASK, asked_on=None, received_on=None)
        copied.append(
            answer.but(
                id=Answer.id_for(project.id, candidate, answer.cell),
                project_id=project.id,
                candidate_id=candidate,
            )
        )
    for hypothesis in source.hypotheses:
        copied.append(
            hypothesis.but(id=new_id(), project_id=project.id, result="", verdict=Verdict.NONE)
        )
    for indicator in source.indicators:
        copied.append(indicator.but(id=new_id(), project_id=project.id, next_reading=None))
    owned: list[Study | CostLine] = [*source.studies, *source.costs]
    for item in owned:
        copied.append(
            item.but(id=new_id(), project_id=project.id, candidate_id=candidates[item.candidate_id])
        )
    return copied


def archive(register: Register, project: Project, archived: bool = True) -> Project:
    """Put a project aside, or take it back to the list."""
    refuse_read_only(register)
    changed = project.but(archived=archived)
    verb = "archivage" if archived else "retour"
    with register.transaction(f"{verb} du projet {project.code}") as tx:
        tx.put(changed)
    return changed


def delete(register: Register, project: Project) -> None:
    """Move a project, with everything that belongs to it, to the Corbeille."""
    refuse_read_only(register)
    with register.transaction(f"suppression du projet {project.code}") as tx:
        tx.remove(project)


def is_stale(project: Project, on: date) -> bool:
    """Whether a project has been open for a year without a decision."""
    return not project.is_decided and (on - project.opened_on).days > 365
