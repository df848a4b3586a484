"""One device of the review: five questions, a remark, who confirms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from dmn_desktop.core.census import QUESTIONS
from dmn_desktop.core.device_vocabulary import CensusAnswer
from dmn_desktop.core.records import CensusLine, Device, today
from dmn_desktop.core.text import DASH, NBSP, day, long_day, parse_day
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services.census import EDITED
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.pages.census.question_row import QuestionRow
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, row, rule
from dmn_desktop.ui.widgets.fields import LineField, TextField

_ANSWERS = {
    "used": (CensusAnswer.UNCHANGED, CensusAnswer.CHANGED, CensusAnswer.NO),
    "version": (CensusAnswer.UNCHANGED, CensusAnswer.CHANGED, CensusAnswer.NO),
    "places": (CensusAnswer.UNCHANGED, CensusAnswer.CHANGED),
    "risks": (CensusAnswer.UNCHANGED, CensusAnswer.CHANGED, CensusAnswer.NO),
    "contract": (CensusAnswer.UNCHANGED, CensusAnswer.CHANGED, CensusAnswer.NO),
}
_HINTS = {
    "used": "Usage prévu, tel qu’il est aujourd’hui",
    "version": "Version lue dans le logiciel",
    "places": "Services et lieux, séparés par des virgules",
    "contract": "Nouvelle fin du contrat, jj/mm/aaaa",
}


@dataclass
class Draft:
    """What was typed for a device and is only written when it is confirmed.

    Attributes:
        values: Text of each new value, by the name of the question.
        withdraw: Whether it is to be withdrawn.
        withdrawn_on: Its last day, as typed.
    """

    values: dict[str, str] = field(default_factory=dict)
    withdraw: bool = True
    withdrawn_on: str = ""


class DeviceCard(QFrame):
    """The questions of one device.

    Attributes:
        line_changed: An answer, the remark or the person changed; carries the line.
    """

    line_changed = Signal(object)

    def __init__(self, context: Context) -> None:
        """Make the questions, without a device."""
        super().__init__()
        self.setProperty("kind", "block")
        self._context = context
        self._line = CensusLine(census_id="")
        self._draft = Draft()
        self._fields: dict[str, LineField | TextField] = {}
        self._rows: dict[str, QuestionRow] = {}
        self._title = PlainLabel(kind="h2", wrap=True)
        self._sub = PlainLabel(kind="help", wrap=True)
        self._state = PlainLabel(kind="strong")
        self._open = button("Ouvrir la fiche", self._open_sheet, "quiet")
        self._note = TextField(
            "Remarque", "Ce qui mérite d’être gardé dans le compte rendu", (1, 5)
        )
        self._who = LineField("Confirmé par", "Radiologue référent, A. B.")
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(4)
        head = row(self._title, self._state, self._open, spacing=10)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self._sub)
        for name, words in QUESTIONS.items():
            layout.addWidget(rule())
            made = QuestionRow(words, _ANSWERS[name], self._editors(name))
            made.answered.connect(lambda answer, name=name: self._answered(name, answer))
            made.passed.connect(lambda name=name: self._go_on(name))
            self._rows[name] = made
            layout.addWidget(made)
        layout.addWidget(rule())
        layout.addSpacing(4)
        layout.addLayout(labelled("Remarque", self._note))
        layout.addLayout(labelled("Confirmé par (fonction et initiales)", self._who))
        self._note.edited.connect(lambda text: self._changed(note=text))
        self._who.told.connect(lambda text: self._changed(confirmed_by=text))

    def _editors(self, name: str) -> dict[CensusAnswer, QWidget]:
        editors: dict[CensusAnswer, QWidget] = {}
        if name in EDITED:
            hint = _HINTS[name]
            made = TextField(hint, hint, (2, 5)) if name == "used" else LineField(hint, hint)
            made.textChanged.connect(lambda *_: self._typed(name))
            self._fields[name] = made
            editors[CensusAnswer.CHANGED] = made
        if name == "used":
            editors[CensusAnswer.NO] = self._withdrawal()
        return editors

    def _withdrawal(self) -> QWidget:
        """Proposed for a device that is no longer used."""
        frame, layout = block(spacing=6, margins=10)
        self._withdraw = QCheckBox("Retirer ce dispositif de l’usage")
        self._withdraw.toggled.connect(self._withdrawal_changed)
        self._last_day = LineField("Dernier jour d’usage", "jj/mm/aaaa")
        self._last_day.textChanged.connect(self._withdrawal_changed)
        layout.addWidget(self._withdraw)
        layout.addLayout(labelled("Dernier jour d’usage", self._last_day))
        layout.addWidget(
            PlainLabel(
                "Le retrait ouvre trois points à traiter\u00a0: récupérer les données, obtenir la "
                "preuve de l’effacement, fermer les accès.",
                kind="help",
                wrap=True,
            )
        )
        frame.setFocusProxy(self._withdraw)
        return frame

    # Showing

    def show_device(
        self, line: CensusLine, device: Device | None, draft: Draft, risks: str
    ) -> None:
        """Show a device with what was answered and typed for it."""
        self._line, self._draft = line, draft
        self._title.setText(line.device)
        self._sub.setText(_summary(device) if device else "Ce dispositif a quitté l’inventaire.")
        self._open.setVisible(device is not None)
        self._show_state()
        for name, made in self._rows.items():
            made.letters = bool(self._context.settings.get("touches_simples", True))
            made.show_answer(getattr(line, name), risks if name == "risks" else _now(name, device))
            made.set_enabled(device is not None and not self._context.register.read_only)
        for name, field_ in self._fields.items():
            field_.blockSignals(True)
            field_.set_value(draft.values.get(name, _typed_form(name, device)))
            field_.blockSignals(False)
        self._withdraw.setChecked(draft.withdraw)
        self._last_day.set_value(draft.withdrawn_on or day(today()))
        self._note.set_value(line.note)
        self._who.set_value(line.confirmed_by)
        self._enable_others()

    def _show_state(self) -> None:
        on = self._line.confirmed_on
        self._state.setText(f"Confirmé le {day(on)}" if on else "À confirmer")

    def start(self) -> None:
        """Put the keyboard on the first question without answer."""
        waiting = [n for n in QUESTIONS if getattr(self._line, n) is CensusAnswer.NONE]
        self._rows[waiting[0] if waiting else "used"].start()

    def _go_on(self, name: str) -> None:
        names = list(QUESTIONS)
        place = names.index(name) + 1
        if place < len(names) and self._rows[names[place]].isEnabled():
            self._rows[names[place]].start()
        else:
            self._who.setFocus()

    def _open_sheet(self) -> None:
        if self._line.device_id:
            self._context.go(Route("dispositif", self._line.device_id))

    # Answering

    def _answered(self, name: str, answer: CensusAnswer) -> None:
        self._changed(**{name: answer})
        self._enable_others()

    def _enable_others(self) -> None:
        """A device that is no longer used is asked nothing else."""
        for name in list(QUESTIONS)[1:]:
            self._rows[name].setEnabled(self._line.used is not CensusAnswer.NO)

    def _changed(self, **values: Any) -> None:
        line = self._line.but(**values)
        if line != self._line:
            self._line = line
            self.line_changed.emit(line)

    def show_stored(self, line: CensusLine) -> None:
        """Take over the line as it was kept."""
        self._line = line
        self._show_state()

    def answer_rest(self) -> None:
        """Answer « Oui » to every question that has no answer yet."""
        waiting = [n for n in QUESTIONS if getattr(self._line, n) is CensusAnswer.NONE]
        for name in waiting:
            self._rows[name].show_answer(CensusAnswer.UNCHANGED, self._rows[name].now())
        if waiting:
            self._changed(**dict.fromkeys(waiting, CensusAnswer.UNCHANGED))
        self._enable_others()

    def _typed(self, name: str) -> None:
        self._draft.values[name] = self._fields[name].value()

    def _withdrawal_changed(self, *_: object) -> None:
        self._draft.withdraw = self._withdraw.isChecked()
        self._draft.withdrawn_on = self._last_day.value()

    def flush(self) -> None:
        """Keep the remark and the person typed last."""
        self._note.flush()
        self._who.flush()

    # What confirming writes

    @property
    def line(self) -> CensusLine:
        """The line as answered."""
        return self._line

    def changes(self, device: Device) -> dict[str, Any]:
        """The new values, by field of the device; those that read the same are left out."""
        found: dict[str, Any] = {}
        for name, field_name in EDITED.items():
            if getattr(self._line, name) is not CensusAnswer.CHANGED:
                continue
            value = _READERS[name](self._fields[name].value())
            if value and value != getattr(device, field_name):
                found[field_name] = value
        return found

    def withdrawn_on(self) -> date | None:
        """The last day of a device that is to be withdrawn."""
        if self._line.used is not CensusAnswer.NO or not self._draft.withdraw:
            return None
        return parse_day(self._last_day.value()) or today()

    def problem(self) -> str:
        """What was typed and cannot be read, in French; empty when nothing is wrong."""
        texts = []
        if self._line.contract is CensusAnswer.CHANGED:
            texts.append(self._fields["contract"].value())
        if self._line.used is CensusAnswer.NO and self._draft.withdraw:
            texts.append(self._last_day.value())
        wrong = [text for text in texts if text and parse_day(text) is None]
        return f"«{NBSP}{wrong[0]}{NBSP}» n’est pas une date. Écrire jj/mm/aaaa." if wrong else ""


def _places(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


_READERS: dict[str, Callable[[str], Any]] = {
    "used": str,
    "version": str,
    "places": _places,
    "contract": parse_day,
}


def _now(name: str, device: Device | None) -> str:
    """What the sheet says now, under the question."""
    if device is None:
        return ""
    return {
        "used": device.intended_use or "Usage prévu non écrit",
        "version": device.version or "Version non notée",
        "places": ", ".join(device.places) or "Aucun service noté",
        "contract": f"Fin le {day(device.contract_end)}"
        if device.contract_end
        else "Fin non notée",
    }[name]


def _typed_form(name: str, device: Device | None) -> str:
    """The present value as it would be typed."""
    value = getattr(device, EDITED[name]) if device else ""
    if isinstance(value, tuple):
        return ", ".join(value)
    return day(value) if isinstance(value, date) else str(value or "")


def _summary(device: Device) -> str:
    reviewed = f"revu le {long_day(device.reviewed_on)}" if device.reviewed_on else "jamais revu"
    state = LifeState(device.state).label.lower()
    parts = [state, reviewed, f"référent{NBSP}: {device.referent or DASH}"]
    if device.to_examine:
        parts.insert(0, "déclaré, à examiner")
    words = ", ".join(parts)
    return f"{words[:1].upper()}{words[1:]}"
