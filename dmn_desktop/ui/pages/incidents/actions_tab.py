"""Corrective actions of the whole register: the list, and the one in focus changed in place."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from dmn_desktop.core.actions import ENDED, is_overdue, is_to_check
from dmn_desktop.core.incident_vocabulary import ActionOrigin, ActionState
from dmn_desktop.core.records import CorrectiveAction, today
from dmn_desktop.core.text import day
from dmn_desktop.core.typing import override
from dmn_desktop.services import actions as services
from dmn_desktop.services import form_drafts
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.incidents.action_card import ActionCard, late_badge
from dmn_desktop.ui.incidents.badges import ACTIONS
from dmn_desktop.ui.incidents.drafted import Drafted
from dmn_desktop.ui.views.viewed_list import ListShape, Menu, Preset, ViewedList, item_column
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row
from dmn_desktop.ui.widgets.fields import LineField


def _late_badge(action: CorrectiveAction) -> Badge | None:
    badge = late_badge(action)
    return badge if badge.text else None


def _due_words(action: CorrectiveAction) -> str:
    return late_badge(action).text or day(action.due_on)


_TEXTS = {
    "owner": ("Confiée à", 150),
    "device": ("Dispositif", 190),
    "means": ("Moyens", 180),
    "indicator": ("Indicateur d’effet", 180),
    "paqss": ("Ligne du PAQSS", 130),
}
_DAYS = {"opened_on": "Ouverte le", "check_on": "Vérifier l’effet le", "done_on": "Réalisée le"}
"""Columns that show a text or a day of the action as it is."""

_COLUMNS = (
    item_column(
        "number",
        "N°",
        66,
        lambda one: one.code,
        sort=lambda one: one.number,
        muted=True,
        strong=True,
    ),
    item_column("text", "Action", 300, lambda one: one.text, strong=True),
    item_column("origin", "Origine", 104, lambda one: one.reference or one.origin.label),
    item_column(
        "due_on",
        "Échéance",
        180,
        _due_words,
        sort=lambda one: one.due_on,
        badge=_late_badge,
    ),
    item_column(
        "state",
        "État",
        160,
        lambda one: one.state.label,
        sort=lambda one: list(ActionState).index(one.state),
        badge=lambda one: ACTIONS[one.state],
    ),
    *(
        item_column(key, title, width, lambda one, key=key: getattr(one, key))
        for key, (title, width) in _TEXTS.items()
    ),
    *(
        item_column(
            key,
            title,
            120,
            lambda one, key=key: day(getattr(one, key)),
            sort=lambda one, key=key: getattr(one, key),
        )
        for key, title in _DAYS.items()
    ),
)

SHAPE = ListShape(
    table="actions",
    name="Actions correctives",
    one="Action",
    columns=dict(_COLUMNS),
    default=("number", "text", "origin", "owner", "due_on", "state"),
    fixed=("number", "text"),
    least=("opened_on", "done_on", "means", "indicator", "check_on", "device", "paqss", "origin"),
    presets=(
        Preset("en_cours", "En cours", lambda one: one.state not in ENDED),
        Preset("retard", "En retard", lambda one: is_overdue(one, today())),
        Preset("a_verifier", "Effet à vérifier", lambda one: is_to_check(one, today())),
        Preset("terminees", "Terminées", lambda one: one.state in ENDED),
        Preset("toutes", "Toutes", lambda one: True),
    ),
    menus=(
        Menu("origine", "Origine", lambda one: one.origin.value, lambda k: ActionOrigin(k).label),
        Menu("personne", "Confiée à", lambda one: one.owner),
        Menu("etat", "État", lambda one: one.state.value, lambda k: ActionState(k).label),
    ),
)

BESIDE, CARD = 1_000, 260
"""Least width for the card beside the list; least height of the card under it."""


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
        self.list = ViewedList(context, SHAPE)
        self.table = self.list.table
        self.list.chosen.connect(self.show_one)
        self._count = PlainLabel(kind="help", wrap=True)
        self._build()

    def _build(self) -> None:
        adding = row(spacing=8)
        adding.addWidget(self.new, 1)
        for part in (self._origin, self._add):
            adding.addWidget(part)
        listing = QWidget()
        layout = column(spacing=8)
        layout.addLayout(adding)
        layout.addWidget(self._count)
        layout.addWidget(self.list, 1)
        listing.setLayout(layout)
        self._holder = QScrollArea()
        self._holder.setWidgetResizable(True)
        self._holder.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
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
        shown = sorted(
            self._found.values(),
            key=lambda one: (not is_overdue(one, today()), one.due_on or date.max),
        )
        self.list.show_items([(one.id, one) for one in shown])
        self.list.setVisible(bool(shown))
        self._count.setText(
            "Aucune action corrective. Elles viennent d’un incident, d’un risque, d’un contrôle "
            "ou d’un audit."
        )
        self._count.setVisible(not shown)

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
            if self.list.model.place_of(made.id) < 0:
                self.list.choose("en_cours")
            self.table.selectRow(self.list.model.place_of(made.id))

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
        self._holder.setMinimumHeight(0 if beside else self._context.theme.px(CARD))
