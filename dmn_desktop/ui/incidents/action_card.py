"""One corrective action: its fields, its state, what it comes from, its proof."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dmn_desktop.core.actions import is_overdue, is_to_check, next_states
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.incident_vocabulary import ActionState
from dmn_desktop.core.records import CorrectiveAction, Record, today
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.services import actions
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.file_choice import ask_file, save_copy
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.incidents.badges import ACTIONS
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import PlainLabel, button, clear, row
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.wrapping import breakable

ROWS = (
    ("text",),
    ("owner", "due_on"),
    ("means", "indicator"),
    ("check_on", "effect"),
    ("effect_note", "checked_by"),
    ("paqss", "proof"),
    ("reason",),
)
LONG = frozenset({"text", "effect_note", "means"})

_VERBS = {
    ActionState.TO_DECIDE: "Remettre à décider",
    ActionState.PLANNED: "Planifier",
    ActionState.IN_PROGRESS: "Commencer",
    ActionState.DONE: "Marquer réalisée",
    ActionState.CHECKED: "Efficacité vérifiée",
    ActionState.CLOSED: "Clore",
    ActionState.DROPPED: "Abandonner",
}


class ActionCard(QFrame):
    """An action, changed in place.

    Attributes:
        changed: It was written.
    """

    changed = Signal()

    def __init__(self, context: Context, action: CorrectiveAction, origin: bool = True) -> None:
        """Show an action; `origin` offers to open what it comes from."""
        super().__init__()
        self.setProperty("kind", "block")
        self._context, self.action, self._origin = context, action, origin
        theme = context.theme
        self._code = PlainLabel(kind="h3")
        self._state, self._late = BadgeLabel(theme), BadgeLabel(theme)
        head = QWidget()
        flow = FlowLayout(head, 8)
        for part in (self._code, self._state, self._late):
            flow.addWidget(part)
        self._from = button("", self._open, "quiet")
        self._remove = button("Supprimer", self._delete, "small")
        self._remove.setIcon(theme.icon("trash", "ink2", 15))
        line = row(spacing=8)
        line.addWidget(head, 1)
        line.addWidget(self._from)
        line.addWidget(self._remove)
        self.form = RecordForm(context, action, self._keep, ROWS, LONG)
        self._problem = PlainLabel(kind="error", wrap=True)
        self._problem.hide()
        self._dates = PlainLabel(kind="help", wrap=True)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self.form)
        layout.addWidget(self._dates)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons)
        self.show_action(action)

    def show_action(self, action: CorrectiveAction) -> None:
        """Show what is stored."""
        moved = action.state is not self.action.state or not self._flow.count()
        self.action = action
        read_only = self._context.register.read_only
        self._code.setText(action.code)
        self._state.show_badge(ACTIONS[action.state])
        self._late.show_badge(late_badge(action))
        self._from.setText(action.reference or action.device.partition(" ")[0])
        self._from.setAccessibleName(f"Ouvrir {self._from.text()}")
        self._from.setVisible(self._origin and self._target() is not None)
        self._remove.setAccessibleName(f"Supprimer {action.code}")
        self._remove.setEnabled(not read_only)
        self.form.show_record(action)
        self._dates.setText(_dates(action))
        if moved:
            self._make_buttons()

    def _make_buttons(self) -> None:
        clear(self._flow)
        free = not self._context.register.read_only
        for place, state in enumerate(next_states(self.action)):
            kind = "primary" if place == 0 and state is not ActionState.DROPPED else ""
            made = button(
                _VERBS[state],
                lambda s=state: self._move(s),
                kind,
                f"{_VERBS[state]}{NBSP}: {self.action.code}",
            )
            made.setEnabled(free)
            self._flow.addWidget(made)
        proof = button(
            "Joindre la preuve…", self._choose, "quiet", f"Joindre la preuve, {self.action.code}"
        )
        proof.setEnabled(free)
        self._flow.addWidget(proof)
        if self.action.sha256:
            name = f"Copie de la preuve, {self.action.code}"
            self._flow.addWidget(button("Copie de la preuve…", self._save, "quiet", name))

    # Doing

    def _write(self, action: Callable[..., Any], *args: Any) -> bool:
        try:
            self._context.save(action, self._context.register, *args)
        except UserError as error:
            self._say(str(error))
            return False
        self._say("")
        self.changed.emit()
        return True

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        if words:
            announce(self, words)

    def _keep(self, changed: Record, _label: str, run: str) -> bool:
        before, after = self.action.model_dump(), changed.model_dump()
        changes = {name: value for name, value in after.items() if value != before[name]}
        return not changes or self._write(actions.update, self.action, changes, run)

    def _move(self, state: ActionState) -> None:
        if not self.form.flush():
            return
        held = any(w.hasFocus() for w in self._buttons.findChildren(QWidget))
        if self._write(actions.move, self.action, state) and held:
            made = self._flow.itemAt(0)
            if made is not None and made.widget() is not None:
                made.widget().setFocus()

    def _delete(self) -> None:
        code = self.action.code
        if self._write(actions.remove, self.action):
            self._context.messages.done(
                f"{code} supprimée. Reste 90 jours dans la Corbeille.",
                ("Annuler", self._context.undo),
            )

    def _choose(self) -> None:
        path = ask_file(self._context, self, "Preuve de l’action")
        if path and self._write(actions.attach_proof, self.action, path):
            self._make_buttons()

    def _save(self) -> None:
        context, action = self._context, self.action
        write = partial(actions.save_proof, context.register, action)
        save_copy(context, self, action.file_name, write)

    def _target(self) -> Route | None:
        action = self.action
        if action.incident_id:
            return Route("incident", action.incident_id, "actions")
        if action.risk_id:
            return Route("risques", action.risk_id)
        return Route("dispositif", action.device_id) if action.device_id else None

    def _open(self) -> None:
        if (route := self._target()) is not None:
            self._context.go(route)


def late_badge(action: CorrectiveAction) -> Badge:
    """« En retard », « Effet à vérifier », or nothing."""
    if is_overdue(action, today()):
        return Badge(f"En retard, {day(action.due_on)}", "dang", "urgent")
    if is_to_check(action, today()):
        return Badge("Effet à vérifier", "warn", "list-check")
    return Badge("")


def _dates(action: CorrectiveAction) -> str:
    known = (
        ("Ouverte le", action.opened_on),
        ("réalisée le", action.done_on),
        ("effet vérifié le", action.checked_on),
        ("close le", action.closed_on),
    )
    words = ", ".join(f"{name} {day(on)}" for name, on in known if on)
    proof = f" Preuve{NBSP}: {action.file_name}." if action.file_name else ""
    return breakable(f"{words}.{proof}")
