"""Laid over the tabs for a while: another state, a new version with its four questions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from dmn_desktop.core.device_vocabulary import Reconsidered
from dmn_desktop.core.records import DeviceVersion, today
from dmn_desktop.core.text import NBSP, day, parse_day
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import device_life
from dmn_desktop.ui.forms.bound_fields import labelled, title_of
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, button, row
from dmn_desktop.ui.widgets.fields import LineField, TextField

QUESTIONS = {
    "instructions": "La notice a-t-elle été comparée à la précédente ?",
    "patient_sheet": "L’information patient est-elle encore juste ?",
    "training": "L’équipe est-elle à former de nouveau ?",
    "quality": "Le contrôle qualité est-il à recommencer ?",
}
"""What a new version asks, by field of `DeviceVersion`."""

ANSWERS = (Reconsidered.TO_DO, Reconsidered.DONE, Reconsidered.NOT_NEEDED)


class Panel(QFrame):
    """A form that is kept or given up as a whole.

    Attributes:
        closed: It is over, kept or not.
    """

    closed = Signal()

    def __init__(self, desk: SheetDesk, title: str, verb: str) -> None:
        """Make the frame; each panel adds its fields to `form`."""
        super().__init__()
        self.setProperty("kind", "block")
        self.setAccessibleName(title)
        self.desk = desk
        self.form = QVBoxLayout()
        self.form.setSpacing(8)
        self._problem = PlainLabel(kind="error", wrap=True)
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.addWidget(PlainLabel(title, kind="h2"))
        layout.addLayout(self.form)
        layout.addWidget(self._problem)
        layout.addLayout(
            row(
                button(verb, self.keep, "primary"),
                button("Abandonner", self.closed.emit),
                None,
            )
        )

    def start(self) -> None:
        """Take the keyboard."""

    def keep(self) -> None:
        """Write what was chosen."""

    def say(self, problem: str) -> None:
        """Tell what is missing, beside the buttons."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if problem:
            announce(self, problem)

    def read_day(self, field: LineField) -> bool:
        """Whether the field holds a day; said when it does not."""
        text = field.value()
        if text and parse_day(text) is None:
            self.say(f"«{NBSP}{text}{NBSP}» n’est pas une date. Écrire jj/mm/aaaa.")
            field.setFocus()
            return False
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


class StatePanel(Panel):
    """Another state, since when and why."""

    def __init__(self, desk: SheetDesk) -> None:
        """Offer the states."""
        super().__init__(desk, "Changer l’état", "Enregistrer l’état")
        self.states = Segments("État", [(state.value, state.label) for state in LifeState])
        self.since = LineField("Depuis le", "jj/mm/aaaa")
        self.reason = LineField("Motif")
        self._list = PlainLabel(kind="help", wrap=True)
        self.states.chosen.connect(lambda _: self._show_list())
        self.form.addLayout(row(self.states, None))
        pair = row(spacing=12)
        pair.addLayout(labelled("Depuis le", self.since))
        pair.addLayout(labelled("Motif", self.reason), 2)
        self.form.addLayout(pair)
        self.form.addWidget(self._list)
        self.states.set_value(desk.device.state.value)
        self.since.set_value(day(today()))
        self._show_list()

    def _show_list(self) -> None:
        gone = self.states.value() == LifeState.WITHDRAWN
        tasks = ", ".join(
            f"{text[0].lower()}{text[1:]}" for text in device_life.WITHDRAWAL.values()
        )
        self._list.setText(f"Le retrait ouvre trois points à traiter{NBSP}: {tasks}.")
        self._list.setVisible(gone)

    @override
    def start(self) -> None:
        chosen = self.states.findChildren(type(button("")))
        (next((one for one in chosen if one.isChecked()), None) or chosen[0]).setFocus()

    @override
    def keep(self) -> None:
        key = self.states.value()
        if not key or key == self.desk.device.state.value:
            self.say(f"L’état est déjà «{NBSP}{self.desk.device.state.label}{NBSP}».")
            return
        if not self.read_day(self.since):
            return
        since = parse_day(self.since.value()) or today()
        args = (self.desk.device, LifeState(key), since, self.reason.value())
        if self.desk.write(device_life.change_state, *args):
            self.closed.emit()


class VersionPanel(Panel):
    """A new version, and what it asks to look at again."""

    def __init__(self, desk: SheetDesk) -> None:
        """Ask the four questions."""
        super().__init__(desk, "Nouvelle version", "Enregistrer la version")
        before = desk.device.version
        self.version = LineField("Version", f"Remplace la {before}" if before else "")
        self.installed = LineField("Installée le", "jj/mm/aaaa")
        self.installed.set_value(day(today()))
        self.note = TextField(title_of(DeviceVersion, "note"), "", (2, 6))
        pair = row(spacing=12)
        pair.addLayout(labelled("Version", self.version))
        pair.addLayout(labelled("Installée le", self.installed))
        pair.addStretch(1)
        self.form.addLayout(pair)
        self.form.addLayout(labelled("Ce qui change", self.note))
        self.questions: dict[str, Segments] = {}
        for name, words in QUESTIONS.items():
            asked = words.replace(" ?", f"{NBSP}?")
            choice = Segments(asked, [(answer.value, answer.label) for answer in ANSWERS])
            self.questions[name] = choice
            line = row(spacing=8)
            line.addWidget(PlainLabel(asked, kind="text", wrap=True), 1)
            line.addWidget(choice)
            self.form.addLayout(line)
        words = f"«{NBSP}À faire{NBSP}» ouvre un point à traiter, à deux semaines."
        self.form.addWidget(PlainLabel(words, kind="help", wrap=True))

    @override
    def start(self) -> None:
        self.version.setFocus()

    @override
    def keep(self) -> None:
        if self.version.value() in ("", self.desk.device.version):
            self.say("Écrire le numéro de la nouvelle version, lu dans le logiciel.")
            self.version.setFocus()
            return
        if not self.read_day(self.installed):
            return
        new = DeviceVersion(
            device_id=self.desk.device.id,
            position=1,
            version=self.version.value(),
            installed_on=parse_day(self.installed.value()),
            note=self.note.value(),
            **{name: Reconsidered(choice.value()) for name, choice in self.questions.items()},
        )
        if self.desk.write(device_life.new_version, self.desk.device, new):
            self.closed.emit()


PANELS: dict[str, type[StatePanel] | type[VersionPanel]] = {
    "etat": StatePanel,
    "version": VersionPanel,
}
"""Each panel by the key that asks for it."""
