"""« Textes et date de vérification »: the rules in force, and how a structure takes newer ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP, count, day
from dmn_desktop.core.triage import Outcome
from dmn_desktop.core.triage_difference import Difference
from dmn_desktop.core.typing import override
from dmn_desktop.services import form_drafts
from dmn_desktop.services import incident_rules as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.file_choice import ask_file
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.incidents.drafted import Drafted
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, column, row, rule
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.wrapping import breakable

_CONFIDENCE = {"A": "plusieurs sources concordantes", "B": "une source", "C": "à vérifier"}
_KINDS = {"ajout": "Ajouté", "retrait": "Retiré", "changement": "Changé"}
MOST = 200
"""Differences shown; the others are counted."""


class RulesPanel(QWidget):
    """The rules, read; or new ones, compared before they are adopted.

    Attributes:
        closed: « Revenir aux questions » was pressed.
    """

    closed = Signal()

    def __init__(self, context: Context, owner: QWidget) -> None:
        """Make an empty panel."""
        super().__init__(owner)
        self.setObjectName("page")
        self._context = context
        self._new: services.NewRules | None = None
        back = button("Revenir aux questions", self.closed.emit)
        back.setIcon(context.theme.icon("arrow-left"))
        self._back = back
        self._file = button("Mettre à jour depuis un fichier…", self.choose)
        self._shipped = button("Revenir aux règles du programme", self.return_to_shipped)
        self._words = PlainLabel(kind="strong", wrap=True)
        self._source = PlainLabel(kind="help", wrap=True)
        self.by = LineField("Adopté par (fonction)")
        self.reason = LineField("Motif")
        self.draft = Drafted(context, self, form_drafts.RULES)
        self.draft.bind("par", self.by, lambda: str(context.settings.get("role", "") or ""))
        self.draft.bind("motif", self.reason)
        self._problem = PlainLabel(kind="error", wrap=True)
        self._problem.hide()
        self._adopting = QWidget()
        pair = row(spacing=12)
        pair.addLayout(labelled("Adopté par (fonction)", self.by))
        pair.addLayout(labelled("Motif", self.reason), 2)
        self._adopt = button("Adopter ces règles", self.adopt, "primary")
        self._give_up = button("Abandonner", self._give_up_new)
        adopting = column(spacing=8)
        adopting.addLayout(pair)
        adopting.addWidget(self._problem)
        adopting.addLayout(row(self._adopt, self._give_up, None))
        self._adopting.setLayout(adopting)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._build()

    def _build(self) -> None:
        frame, inner = block(spacing=8)
        inner.addWidget(self._words)
        inner.addWidget(self._source)
        inner.addWidget(self._adopting)
        inner.addLayout(self._list)
        content = QWidget()
        content.setObjectName("page")
        around = column(frame, None)
        around.setContentsMargins(20, 4, 20, 16)
        content.setLayout(around)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(content)
        head = row(self._back, None, self._shipped, self._file)
        head.setContentsMargins(20, 10, 20, 8)
        layout = column(spacing=0)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        self.setLayout(layout)

    def start(self) -> None:
        """Take the keyboard."""
        self._back.setFocus()

    def refresh(self) -> None:
        """Show the rules in force, or the new ones beside them."""
        clear(self._list)
        rules = services.rules(self._context.register)
        free = not self._context.register.read_only
        self._adopting.setVisible(self._new is not None)
        self._file.setEnabled(free)
        self._shipped.setVisible(rules.record is not None and self._new is None)
        self._shipped.setEnabled(free)
        self._words.setText(f"{rules.words}.")
        newer = "Les règles du programme ont été vérifiées plus récemment. "
        self._source.setText(f"{newer if rules.newer_shipped else ''}{rules.tree.source}.")
        if self._new is not None:
            self.draft.show()
            self._show_changes(self._new.changes)
            return
        for outcome in rules.tree.outcomes:
            if outcome.declaration != "aucune":
                self._show_outcome(outcome)
        for record in services.history(self._context.register):
            words = f"{day(record.adopted_on)}, version {record.version}, par {record.adopted_by}"
            whose = "règles du programme" if record.shipped else record.file_name
            reason = f"{NBSP}: {record.reason}" if record.reason else ""
            line = f"{words}, {whose}{reason}."
            self._list.addWidget(PlainLabel(breakable(line), kind="help", wrap=True))

    def _show_outcome(self, outcome: Outcome) -> None:
        self._list.addWidget(PlainLabel(outcome.title, kind="h3", wrap=True))
        confidence = _CONFIDENCE[outcome.confidence]
        ground = f"{outcome.ground}. " if outcome.ground else "Sans texte. "
        self._list.addWidget(PlainLabel(f"{ground}Confiance{NBSP}: {confidence}.", "help", True))
        self._list.addWidget(rule())

    def _show_changes(self, changes: Iterable[Difference]) -> None:
        found = tuple(changes)
        assert self._new is not None
        self._words.setText(
            f"{self._new.file_name}, version {self._new.tree.version}, vérifiée le "
            f"{day(self._new.tree.verified_on)}{NBSP}: {count(len(found), 'différence')} avec les "
            "règles en vigueur."
        )
        if self._new.older:
            self._source.setText("Attention, elles ont été vérifiées avant celles en vigueur.")
        for one in found[:MOST]:
            what = f", {one.what}" if one.what else ""
            head = f"{_KINDS[one.kind]}{NBSP}: {one.where}{what}"
            self._list.addWidget(PlainLabel(breakable(head), kind="h3", wrap=True))
            for title, text in (("Avant", one.before), ("Après", one.after)):
                if text:
                    words = breakable(f"{title}{NBSP}: {text}")
                    self._list.addWidget(PlainLabel(words, kind="text", wrap=True))
            self._list.addWidget(rule())
        if len(found) > MOST:
            self._list.addWidget(PlainLabel(f"Et {len(found) - MOST} autres.", kind="help"))

    # Doing

    def choose(self) -> None:
        """Ask which file holds the new rules."""
        path = ask_file(self._context, self, "Règles de signalement", "*.toml")
        if path:
            self.read(path)

    def read(self, path: Path) -> None:
        """Compare the rules of a file with those in force."""

        def run() -> None:
            self._new = services.read(self._context.register, path)
            self.refresh()
            self.by.setFocus()

        self._context.tried(run)

    def adopt(self) -> None:
        """Follow the new rules from now on."""
        if not self.by.value():
            self._problem.setText("Il manque la fonction de qui adopte ces règles.")
            self._problem.show()
            self.by.setFocus()
            return
        new = self._new
        assert new is not None
        self._write(services.adopt, new, self.by.value(), self.reason.value())

    def return_to_shipped(self) -> None:
        """Follow the rules of the program again."""
        role = str(self._context.settings.get("role", "") or "utilisateur du poste")
        self._write(services.return_to_shipped, role)

    def _write(self, action: object, *args: object) -> None:
        try:
            self._context.save(action, self._context.register, *args)  # type: ignore[arg-type]
        except UserError:
            return
        self._give_up_new()
        words = "Ces règles servent désormais. Les déclarations préparées gardent les leurs."
        self._context.messages.done(words, ("Annuler", self._context.undo))
        self._context.events.incidents_changed.emit()

    def _give_up_new(self) -> None:
        self._new = None
        self._problem.hide()
        self.refresh()
        self._back.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
