"""Actions: what this incident calls for, from deciding to checking its effect."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout

from dmn_desktop.core.actions import ENDED
from dmn_desktop.core.records import CorrectiveAction
from dmn_desktop.core.typing import override
from dmn_desktop.services import actions, form_drafts
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.incidents.action_card import ActionCard
from dmn_desktop.ui.incidents.drafted import Drafted
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.pages.incident.step import IncidentStep
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, row
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.tab_order import follow


class ActionsStep(IncidentStep):
    """The corrective actions of the incident."""

    key = "actions"
    title = "Actions"

    def __init__(self, desk: IncidentDesk) -> None:
        """Make an empty list."""
        super().__init__(desk)
        self._cards: dict[str, ActionCard] = {}
        frame, layout = block(spacing=8)
        self.new = LineField("Action corrective", "Ce qu’il faut faire, en une phrase")
        self.new.returnPressed.connect(self._add)
        self.draft = Drafted(desk.context, self, form_drafts.ACTION, lambda: desk.incident)
        self.draft.bind("action", self.new)
        self._button = button("Ajouter une action", self._add, "primary")
        line = row(spacing=8)
        line.addWidget(self.new, 1)
        line.addWidget(self._button)
        self._empty = PlainLabel(
            "Aucune action. Une action dit quoi, qui, pour quand, et comment on saura qu’elle a "
            "servi.",
            kind="help",
            wrap=True,
        )
        layout.addLayout(line)
        layout.addWidget(self._empty)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.body.addWidget(frame)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self._content.setMaximumWidth(desk.context.theme.px(1100))

    @override
    @staticmethod
    def is_complete(desk: IncidentDesk) -> bool:
        found = desk.file.actions
        return bool(found) and all(one.state in ENDED for one in found)

    @override
    def forms(self) -> Iterator[RecordForm]:
        yield from (card.form for card in self._cards.values())

    @override
    def refresh(self) -> None:
        found = self.desk.file.actions
        if [one.id for one in found] != list(self._cards):
            former, self._cards = self._cards, {}
            for place, one in enumerate(found):
                self._cards[one.id] = former.pop(one.id) if one.id in former else self._card(one)
                self._list.insertWidget(place, self._cards[one.id])
            for gone in former.values():
                self._list.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
            follow([self._content])
        for one in found:
            self._cards[one.id].show_action(one)
        self._empty.setVisible(not found)
        self.draft.show()
        self.new.setEnabled(not self.desk.read_only)
        self._button.setEnabled(not self.desk.read_only)

    def _card(self, action: CorrectiveAction) -> ActionCard:
        made = ActionCard(self.desk.context, action, origin=False)
        made.changed.connect(self._changed)
        return made

    def _changed(self) -> None:
        self.desk.reread()
        self.desk.tell()

    def _add(self) -> None:
        text = self.new.value()
        if not text:
            self.new.setFocus()
            return
        made = self.desk.write(actions.from_incident, self.desk.incident, text)
        if made:
            self.draft.reset()
            self.new.setFocus()

    @override
    def flush(self) -> bool:
        return super().flush() and self.draft.flush()

    @override
    def start(self) -> None:
        self.new.setFocus()
