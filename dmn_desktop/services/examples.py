"""Fill a new register with the fictional one shipped with the program, to look around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.example import (
    Example,
    ExampleAnswer,
    ExampleCandidate,
    ExampleDocument,
    ExampleProject,
    read_example,
)
from dmn_desktop.core.forms import Content, Library
from dmn_desktop.core.guide import Guide
from dmn_desktop.core.records import (
    Answer,
    Assessment,
    Candidate,
    CostLine,
    Hypothesis,
    Indicator,
    Note,
    OwnQuestion,
    Project,
    Questionnaire,
    Record,
    Structure,
    Study,
    stable_id,
)
from dmn_desktop.core.takeover import device_from, risk_from, worrying_answers
from dmn_desktop.core.vocabulary import CostKind, StructureKind
from dmn_desktop.services.attachments import describe
from dmn_desktop.services.example_incidents import put_incidents
from dmn_desktop.services.example_inventory import Decided, put_inventory
from dmn_desktop.services.example_patients import put_patient_sheets
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.projects import guide_for
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.database import Transaction


def fill_with_example(
    register: Register, library: Library, kind: StructureKind, name: str = ""
) -> None:
    """Write the example of a kind of structure into a new register, as one step.

    The structure takes this name, else that of the example, and says that its data are fictional.

    Raises:
        UserError: The register is read only, or the example cannot be read; nothing is written.
    """
    refuse_read_only(register)
    example = read_example(kind)
    with register.transaction("données d’exemple", starts=True) as tx:
        structure = tx.only(Structure) or Structure()
        shown = structure.but(
            **example.structure.model_dump(), structure_kind=kind, is_example=True
        )
        tx.put(shown.but(name=name or shown.name))
        _put_own_questions(tx, example)
        guide = guide_for(tx, library)
        decided = [_put_project(tx, guide, project) for project in example.projects]
        put_inventory(tx, example, [chosen for chosen in decided if chosen])
        put_patient_sheets(tx, example)
        put_incidents(tx, kind)


def _put_own_questions(tx: Transaction, example: Example) -> None:
    for own in example.own_questions:
        number = next_number(tx, "M")
        tx.put(OwnQuestion(id=own.key, number=number, text=own.text, help=own.help))


def _put_project(tx: Transaction, guide: Guide, example: ExampleProject) -> Decided | None:
    project = Project(
        number=next_number(tx, "P"),
        form_versions={form.id: form.version for form in guide.forms},
        **_values(example, Project),
    )
    tx.put(project)
    candidates = tuple(_candidates(example, project))
    answers = tuple(_answers(project, None, example.answers, {}))
    for made, candidate in zip(candidates, example.candidates, strict=True):
        tx.put(made)
        answers += tuple(_answers(project, made, candidate.answers, candidate.documents))
        _put_all(tx, _records_of_candidate(made, candidate))
    _put_all(tx, answers)
    _put_all(tx, _records_of_project(project, example))
    _put_attachments(tx, project, example)
    chosen = next((c for c in candidates if c.name == example.chosen_name), None)
    if chosen is None:
        return None
    project = project.but(chosen=chosen.id)
    tx.put(project)
    by_cell = {(a.candidate_id, a.cell): a for a in answers}
    return _decided(Dossier(Structure(), guide, project, candidates, by_cell), chosen)


def _put_all(tx: Transaction, records: Iterable[Record]) -> None:
    for record in records:
        tx.put(record)


def _values(content: Content, record: type[Record]) -> dict[str, Any]:
    """The fields that a piece of content shares with the record that it becomes."""
    return content.model_dump(include=set(record.model_fields))


def _candidates(example: ExampleProject, project: Project) -> Iterator[Candidate]:
    for position, candidate in enumerate(example.candidates, start=1):
        yield Candidate(project_id=project.id, position=position, **_values(candidate, Candidate))


def _answers(
    project: Project,
    candidate: Candidate | None,
    answers: dict[str, ExampleAnswer],
    documents: dict[str, ExampleDocument],
) -> Iterator[Answer]:
    owner = candidate.id if candidate else None
    for cell, answer in answers.items():
        values = _values(answer, Answer) | {"amount": _cents(answer.amount)}
        if answer.document:
            document = documents[answer.document]
            values["source"] = document.title
            values["source_day"] = document.day
            values["source_status"] = document.status
        yield Answer(
            id=Answer.id_for(project.id, owner, cell),
            project_id=project.id,
            candidate_id=owner,
            cell=cell,
            state=answer.state,
            source_place=answer.place,
            **values,
        )


def _cents(euros: float | None) -> int | None:
    return None if euros is None else round(euros * 100)


def _records_of_candidate(made: Candidate, example: ExampleCandidate) -> Iterator[Record]:
    owner = {"project_id": made.project_id, "candidate_id": made.id}
    for position, study in enumerate(example.studies, start=1):
        yield Study(position=position, **owner, **_values(study, Study))
    for position, cost in enumerate(example.costs, start=1):
        values = _values(cost, CostLine) | {"amount": _cents(cost.amount)}
        kind = CostKind.GAIN if cost.cell.startswith("q7_5") else CostKind.COST
        yield CostLine(position=position, cost_kind=kind, **owner, **values)
    for row, assessment in example.assessments.items():
        values = _values(assessment, Assessment)
        yield Assessment(id=Assessment.id_for(made.id, row), row=row, **owner, **values)
    for sent in example.questionnaires:
        asked = (cell for cell, a in example.answers.items() if a.asked_on == sent.made_on)
        yield Questionnaire(cells=tuple(asked), **owner, **_values(sent, Questionnaire))


def _records_of_project(project: Project, example: ExampleProject) -> Iterator[Record]:
    for position, hypothesis in enumerate(example.hypotheses, start=1):
        values = _values(hypothesis, Hypothesis)
        yield Hypothesis(project_id=project.id, position=position, **values)
    for position, indicator in enumerate(example.indicators, start=1):
        values = _values(indicator, Indicator)
        yield Indicator(project_id=project.id, position=position, **values)
    for question, text in example.notes.items():
        note = stable_id("note", project.id, question)
        yield Note(id=note, project_id=project.id, question=question, text=text)


def _put_attachments(tx: Transaction, project: Project, example: ExampleProject) -> None:
    for attachment in example.attachments:
        content = attachment.text.encode()
        made = describe(project.id, attachment.question, attachment.name, content)
        tx.put_content(made.sha256, content)
        tx.put(made.but(about_on=attachment.about_on))


def _decided(dossier: Dossier, chosen: Candidate) -> Decided:
    """The chosen candidate as a device, with a risk for each worrying answer."""
    device = device_from(dossier, chosen, number=1)
    if dossier.project.decided_on is not None:
        device = device.but(added_on=dossier.project.decided_on)
    worries = enumerate(worrying_answers(dossier, chosen), start=1)
    risks = [risk_from(dossier, worry, device, number) for number, worry in worries]
    return Decided(dossier.project.number, device, tuple(risks))
