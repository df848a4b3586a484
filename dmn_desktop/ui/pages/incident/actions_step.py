"""Actions: what this incident calls for, from deciding to checking its effect."""

from __future__ import annotations

from collections.abc import Iterator

from dmn_desktop.core.actions import ENDED
from dmn_desktop.core.records import CorrectiveAction
from dmn_desktop.core.typing import override
from dmn_desktop.services import actions, form_drafts
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.incidents.action_card import ActionCard
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.pages.incident.new_line import NewItem, NewLine
from dmn_desktop.ui.pages.incident.step import IncidentStep
from dmn_desktop.ui.widgets.basics import PlainLabel, block
from dmn_desktop.ui.widgets.kept_rows import KeptRows
from dmn_desktop.ui.widgets.tab_order import follow

NEW = NewItem(
    "Action corrective",
    "Ce qu’il faut faire, en une phrase",
    form_drafts.ACTION,
    "action",
    words="Ajouter une action",
    kind="primary",
)


class ActionsStep(IncidentStep):
    """The corrective actions of the incident."""

    key = "actions"
    title = "Actions"

    def __init__(self, desk: IncidentDesk) -> None:
        """Make an empty list."""
        super().__init__(desk)
        self._cards = KeptRows[ActionCard](spacing=12)
        frame, layout = block(spacing=8)
        self._new = NewLine(desk, NEW, self._add)
        self._empty = PlainLabel(
            "Aucune action. Une action dit quoi, qui, pour quand, et comment on saura qu’elle a "
            "servi.",
            kind="help",
            wrap=True,
        )
        layout.addWidget(self._new)
        layout.addWidget(self._empty)
        self.body.addWidget(frame)
        self.body.addLayout(self._cards.layout)
        self.body.addStretch(1)
        desk.context.theme.hold(self._content, most=1100)

    @override
    @staticmethod
    def is_complete(desk: IncidentDesk) -> bool:
        found = desk.file.actions
        return bool(found) and all(one.state in ENDED for one in found)

    @override
    def forms(self) -> Iterator[RecordForm]:
        yield from (card.form for card in self._cards)

    @override
    def refresh(self) -> None:
        found = self.desk.file.actions
        if self._cards.arrange(found, self._card):
            follow([self._content])
        for one in found:
            self._cards[one.id].show_action(one)
        self._empty.setVisible(not found)
        self._new.show_draft()

    def _card(self, action: CorrectiveAction) -> ActionCard:
        made = ActionCard(self.desk.context, action, origin=False)
        made.changed.connect(self._changed)
        return made

    def _changed(self) -> None:
        self.desk.reread()
        self.desk.tell()

    def _add(self, text: str) -> object:
        return self.desk.write(actions.from_incident, self.desk.incident, text)

    @override
    def flush(self) -> bool:
        return super().flush() and self._new.flush()

    @override
    def start(self) -> None:
        self._new.start()
