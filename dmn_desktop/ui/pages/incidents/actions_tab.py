"""Corrective actions of the whole register: the list, and the one in focus changed in place."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QScrollArea, QWidget
from typing_extensions import override

from dmn_desktop.core.actions import ENDED, is_overdue, is_to_check
from dmn_desktop.core.incident_vocabulary import ActionOrigin
from dmn_desktop.core.records import CorrectiveAction, today
from dmn_desktop.core.text import count, day
from dmn_desktop.services import actions as services
from dmn_desktop.services import form_drafts
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.incidents.action_card import ActionCard, late_badge
from dmn_desktop.ui.incidents.badges import ACTIONS
from dmn_desktop.ui.incidents.drafted import Drafted
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import LineField, PlainLabel, button, column, row
from dmn_desktop.ui.widgets.record_table import Column, RecordTable, RecordTableModel


def _late_badge(action: CorrectiveAction) -> Badge | None:
    badge = late_badge(action)
    return badge if badge.text else None


def _due_words(action: CorrectiveAction) -> str:
    return late_badge(action).text or day(action.due_on)


def _due_order(action: CorrectiveAction) -> date | None:
    return action.due_on


COLUMNS = (
    Column("N°", 66, muted=True, strong=True, at=1),
    Column("Action", 300, strong=True, at=2),
    Column("Origine", 104, at=3),
    Column("Confiée à", 150, at=4),
    Column("Échéance", 180, text=_due_words, sort=_due_order, badge=_late_badge, at=5),
    Column("État", 160, text=lambda one: one.label, badge=ACTIONS.get, at=6),
)

VIEWS = {
    "En cours": lambda one: one.state not in ENDED,
    "En retard": lambda one: is_overdue(one, today()),
    "Effet à vérifier": lambda one: is_to_check(one, today()),
    "Terminées": lambda one: one.state in ENDED,
    "Toutes": lambda one: True,
}

BESIDE = 1_150


class ActionsTab(QWidget):
    """List and card."""

    def __init__(self, context: Context) -> None:
        """Make an empty list."""
        super().__init__()
        self.setObjectName("page")
        self._context = context
        self._found: dict[str, CorrectiveAction] = {}
        self._card: ActionCard | None = None
        self.new = LineField("Nouvelle action", "Ce qu’il faut faire, en une phrase")
        self.new.returnPressed.connect(self.add)
        self.draft = Drafted(context, self, form_drafts.ACTION)
        self.draft.bind("action", self.new)
        self._origin = QComboBox()
        self._origin.setAccessibleName("Origine")
        for origin in (ActionOrigin.AUDIT, ActionOrigin.CONTROL, ActionOrigin.RISK):
            self._origin.addItem(origin.label, origin.value)
        self._add = button("Ajouter", self.add, name="Ajouter une action")
        self.view = QComboBox()
        self.view.setAccessibleName("Actions à montrer")
        self.view.addItems(list(VIEWS))
        self.view.activated.connect(lambda _: self._show_rows())
        self.words = LineField("Filtrer les actions", "Filtrer")
        self._model = RecordTableModel(COLUMNS, "Action")
        self.table = RecordTable(context.theme, self._model, "Actions correctives")
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.words.textChanged.connect(self._model.set_filter)
        self._count = PlainLabel(kind="help", wrap=True)
        self._build()

    def _build(self) -> None:
        adding = row(spacing=8)
        adding.addWidget(self.new, 1)
        for part in (self._origin, self._add):
            adding.addWidget(part)
        narrowing = row(self.view, spacing=8)
        narrowing.addWidget(self.words, 1)
        listing = QWidget()
        layout = column(spacing=8)
        layout.addLayout(adding)
        layout.addLayout(narrowing)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._count)
        listing.setLayout(layout)
        self._holder = QScrollArea()
        self._holder.setWidgetResizable(True)
        self._holder.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder.hide()
        self._sides = QHBoxLayout(self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(12)
        self._sides.addWidget(listing, 3)
        self._sides.addWidget(self._holder, 2)

    def reload(self) -> None:
        """Read the actions again; the card in focus keeps what is typed in it."""
        self._found = {one.id: one for one in services.listing(self._context.register)}
        free = not self._context.register.read_only
        self._add.setEnabled(free)
        self.new.setEnabled(free)
        self.draft.show()
        if self._card is not None and self._card.action.id in self._found:
            self._card.show_action(self._found[self._card.action.id])
        elif self._card is not None:
            self._drop()
        self._show_rows()

    @property
    def late(self) -> int:
        """How many should have been done."""
        return sum(is_overdue(one, today()) for one in self._found.values())

    def _show_rows(self) -> None:
        fits = VIEWS[self.view.currentText()]
        shown = [one for one in self._found.values() if fits(one)]
        shown.sort(key=lambda one: (not is_overdue(one, today()), one.due_on or date.max))
        self._model.set_rows([_row(one) for one in shown])
        late = f", {count(self.late, 'en retard', 'en retard')}" if self.late else ""
        if self._found:
            words = f"{count(len(shown), 'action')} sur {len(self._found)}{late}."
        else:
            words = (
                "Aucune action corrective. Elles viennent d’un incident, d’un risque, d’un "
                "contrôle ou d’un audit."
            )
        self._count.setText(words)

    def _row_chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self.show_one(self._model.row_values(current.row())[0])

    def show_one(self, action_id: str) -> None:
        """Show an action beside the list."""
        action = self._found.get(action_id)
        if action is None or not self.flush():
            return
        if self._card is not None and self._card.action.id == action_id:
            return
        self._card = ActionCard(self._context, action)
        self._card.changed.connect(self._changed)
        self._holder.setWidget(self._card)
        self._card.show()
        self._holder.show()

    def _drop(self) -> None:
        self._holder.hide()
        card = self._holder.takeWidget()
        if card is not None:
            card.deleteLater()
        self._card = None

    def _changed(self) -> None:
        self._context.events.incidents_changed.emit()

    def add(self) -> None:
        """Add an action that comes from elsewhere than an incident."""
        text = self.new.value()
        if not text:
            self.new.setFocus()
            return
        origin = ActionOrigin(self._origin.currentData())

        def run() -> None:
            made = self._context.save(services.add, self._context.register, text, origin)
            self.draft.reset()
            self._context.events.incidents_changed.emit()
            self.view.setCurrentText("En cours")
            self._show_rows()
            self.table.selectRow(self._model.place_of(made.id))

        self._context.tried(run)

    def flush(self) -> bool:
        """Keep what was typed."""
        return self.draft.flush() and (self._card is None or self._card.form.flush())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        beside = self.width() >= self._context.theme.px(BESIDE)
        self._sides.setDirection(way.LeftToRight if beside else way.TopToBottom)


def _row(one: CorrectiveAction) -> tuple[Any, ...]:
    origin = one.reference or one.origin.label
    return (one.id, one.code, one.text, origin, one.owner, one, one.state)
