"""From a decision to the inventory: the device and its open risks, made from the answers."""

from __future__ import annotations

from dataclasses import dataclass

from dmn_desktop.core.device_vocabulary import Known, LearningKind
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Cell
from dmn_desktop.core.records import Answer, Candidate, Device, Risk
from dmn_desktop.core.text import shorten
from dmn_desktop.core.vocabulary import AnswerState, LifeState, Opinion
from dmn_desktop.core.wording import answer_words

TAKEN_OVER: dict[str, tuple[str, ...]] = {
    "purpose": ("q3_a",),
    "population": ("q3_b",),
    "limits": ("q3_e",),
    "learning_note": ("q5_3",),
    "hosting_note": ("q8_11_a", "q8_11_b"),
    "reuse_note": ("q8_9_a",),
    "contract_note": ("q7_2_a", "q8_16_a", "q8_16_c"),
    "fallback": ("q8_6",),
}
"""Field of the device: the cells whose answers fill it."""

LEARNING = {
    "q5_3_a": LearningKind.FROZEN,
    "q5_3_b": LearningKind.INCREMENTAL,
    "q5_3_c": LearningKind.CONTINUOUS,
}
"""Options of question 5.3, in the words of the inventory."""

LEARNS = {Opinion.YES: Known.YES, Opinion.PARTLY: Known.YES, Opinion.NO: Known.NO}
"""Answers to question 5.2, in the words of the inventory."""


@dataclass(frozen=True)
class WorryingAnswer:
    """An answer that calls for a risk in the inventory."""

    cell: Cell
    answer: Answer


def is_worrying(cell: Cell, answer: Answer) -> bool:
    """Whether an answer is the unfavourable one, or only partly favourable."""
    if answer.state is not AnswerState.ANSWERED or not cell.worrying:
        return False
    return answer.opinion in (Opinion(cell.worrying), Opinion.PARTLY)


def worrying_answers(dossier: Dossier, candidate: Candidate) -> list[WorryingAnswer]:
    """The worrying answers of a candidate, in order of the guide."""
    found = []
    for page in dossier.guide.pages:
        for cell in page.cells:
            answer = dossier.answer(candidate.id, cell.id)
            excluded = dossier.excluded(candidate.id, cell)
            if answer is not None and not excluded and is_worrying(cell, answer):
                found.append(WorryingAnswer(cell, answer))
    return found


def device_from(dossier: Dossier, candidate: Candidate, number: int) -> Device:
    """The device that a decision adds to the inventory, with the origin of each value."""
    values: dict[str, str] = {}
    origins: dict[str, str] = {}
    for name, cells in TAKEN_OVER.items():
        texts = {cell: _words(dossier, candidate, cell) for cell in cells}
        filled = {cell: text for cell, text in texts.items() if text}
        if filled:
            values[name] = "\n".join(filled.values())
            labels = ", ".join(dossier.guide.label(cell) for cell in filled)
            origins[name] = f"{dossier.project.code}, réponse {labels}"
    return Device(
        number=number,
        project_id=dossier.project.id,
        name=candidate.name,
        version=candidate.version,
        nature=dossier.project.nature,
        functions=dossier.project.functions,
        manufacturer=candidate.vendor,
        contact=candidate.contact,
        state=LifeState.IN_USE if candidate.in_service else LifeState.PLANNED,
        uses_ai=LEARNS.get(dossier.learns(candidate.id), Known.NONE),
        learning=_learning(dossier, candidate),
        origins=origins,
        **values,
    )


def _learning(dossier: Dossier, candidate: Candidate) -> LearningKind:
    answer, cell = dossier.answer(candidate.id, "q5_3"), dossier.guide.cells["q5_3"]
    if answer is None or dossier.excluded(candidate.id, cell):
        return LearningKind.NONE
    return next((LEARNING[c] for c in answer.choices if c in LEARNING), LearningKind.NONE)


def _words(dossier: Dossier, candidate: Candidate, cell_id: str) -> str:
    answer, cell = dossier.answer(candidate.id, cell_id), dossier.guide.cells.get(cell_id)
    if cell is None or answer is None or dossier.excluded(candidate.id, cell):
        return ""
    return answer_words(cell, answer) if answer.state is AnswerState.ANSWERED else ""


def risk_from(dossier: Dossier, worry: WorryingAnswer, device: Device, number: int) -> Risk:
    """The open risk that a worrying answer becomes."""
    question = dossier.guide.by_id[worry.cell.question]
    label = dossier.guide.label(worry.cell.id)
    asked = shorten(worry.cell.text, 110).rstrip("\u00a0 ?")
    return Risk(
        device_id=device.id,
        number=number,
        text=f"{label} {asked}\u00a0: {shorten(answer_words(worry.cell, worry.answer), 120)}",
        theme=question.theme,
        cell=worry.cell.id,
        origin=f"{dossier.project.code}, réponse {label}",
    )
