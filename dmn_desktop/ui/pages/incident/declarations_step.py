"""Déclarations: one for each recipient, prepared to copy; people send, the program counts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QWidget

from dmn_desktop.core.countdown import Countdown, countdown, pressing
from dmn_desktop.core.incident_dossier import DeclarationFile
from dmn_desktop.core.incident_vocabulary import DeclarationState, DeclarationStatus
from dmn_desktop.core.typing import override
from dmn_desktop.services import declarations
from dmn_desktop.ui.incidents.badges import SENDINGS, STATUSES, due_badge
from dmn_desktop.ui.pages.incident.declaration_view import DeclarationView
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.pages.incident.step import IncidentStep
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import PlainLabel, button, restyle, row
from dmn_desktop.ui.widgets.record_table import Column, RecordTable, RecordTableModel
from dmn_desktop.ui.widgets.tab_order import follow

MOST_ROWS = 6


def _due_badge(due: Countdown | None) -> Badge | None:
    return due_badge(due) if due is not None else None


COLUMNS = (
    Column("Déclaration", 270, strong=True, at=1),
    Column("Destinataire", 260, at=2),
    Column("Devoir", 130, text=lambda one: one.label, badge=STATUSES.get, at=3),
    Column(
        "Échéance",
        180,
        text=lambda due: due_badge(due).text if due else "",
        badge=_due_badge,
        at=4,
    ),
    Column("État", 150, text=lambda one: one.label, badge=SENDINGS.get, at=5),
)


class DeclarationsStep(IncidentStep):
    """The list of recipients, and the one chosen under it."""

    key = "declarations"
    title = "Déclarations"

    def __init__(self, desk: IncidentDesk) -> None:
        """Make an empty list."""
        super().__init__(desk)
        self._view: DeclarationView | None = None
        self._count = PlainLabel(kind="error", wrap=True)
        self.prepare_button = button("", self.prepare, "primary")
        head = row(spacing=10)
        head.addWidget(PlainLabel(declarations.NOTHING_SENT, kind="text", wrap=True), 1)
        head.addWidget(self.prepare_button)
        self._empty = PlainLabel(kind="text", wrap=True)
        self._model = RecordTableModel(COLUMNS, "Déclaration")
        self.table = RecordTable(desk.context.theme, self._model, "Déclarations")
        self.table.setSortingEnabled(False)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        desk.context.theme.changed.connect(self._fit)
        self.body.addLayout(head)
        self.body.addWidget(self._count)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    @override
    @staticmethod
    def is_complete(desk: IncidentDesk) -> bool:
        waits = (DeclarationState.TO_SEND,)
        files = desk.file.declarations
        return bool(files) and not any(
            one.declaration.state in waits and _asked(one) for one in files
        )

    @override
    def refresh(self) -> None:
        files = self.desk.file.declarations
        words = "Mettre à jour" if files else "Préparer les déclarations"
        self.prepare_button.setText(words)
        self.prepare_button.setProperty("kind", "" if files else "primary")
        restyle(self.prepare_button)
        self.prepare_button.setEnabled(not self.desk.read_only)
        left = len(self.desk.guided.unanswered)
        open_ = f"{left} questions de l’orientation restent sans réponse." if left > 1 else ""
        self._empty.setText(
            f"Aucune déclaration n’est préparée. {open_}".strip() if not files else ""
        )
        self._empty.setVisible(not files)
        self.table.setVisible(bool(files))
        if self._view is not None and self._view.declaration.id not in {
            one.declaration.id for one in files
        }:
            self._drop_view()
        self._show_rows()
        self._fit()

    def _show_rows(self) -> None:
        files = self.desk.file.declarations
        self._model.set_rows([self._row(one) for one in files])
        late = [one for one in files if (due := self._due(one)) is not None and due.late]
        words = ", ".join(one.declaration.name for one in late)
        self._count.setText(f"En retard\u00a0: {words}." if late else "")
        self._count.setVisible(bool(late))
        ids = [one.declaration.id for one in files]
        chosen = self.desk.chosen if self.desk.chosen in ids else ids[0] if ids else ""
        if chosen:
            self.table.selectRow(self._model.place_of(chosen))
            self._choose(chosen)

    def _row(self, one: DeclarationFile) -> tuple[Any, ...]:
        declaration = one.declaration
        return (
            declaration.id,
            declaration.name,
            declaration.recipient,
            declaration.status,
            self._due(one),
            declaration.state,
        )

    def _due(self, one: DeclarationFile) -> Countdown | None:
        """The nearest deadline that is not met."""
        waits = (DeclarationState.TO_SEND, DeclarationState.SENT)
        if one.declaration.state not in waits or not _asked(one):
            return None
        known, present = self.desk.incident.known, self.desk.present
        dues = [
            countdown(part, known, present)
            for part in one.parts
            if part.sent_at is None and (part.immediate or part.due_at or part.due_on)
        ]
        return min(dues, key=pressing, default=None)

    def _row_chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self._choose(self._model.row_values(current.row())[0])

    def _choose(self, declaration_id: str) -> None:
        files = {one.declaration.id: one for one in self.desk.file.declarations}
        if declaration_id not in files:
            return
        self.desk.chosen = declaration_id
        file = files[declaration_id]
        if self._view is not None and self._view.shows(file):
            self._view.show_file(file)
            return
        if self._view is not None and not self._view.flush():
            return
        self._drop_view()
        self._view = DeclarationView(self.desk, file)
        self._view.copied.connect(self._copied)
        self.body.insertWidget(self.body.count() - 1, self._view)
        self._view.show()
        follow([self._content])

    def _drop_view(self) -> None:
        if self._view is None:
            return
        view, self._view = self._view, None
        self.body.removeWidget(view)
        view.hide()
        view.deleteLater()

    def _copied(self, what: str) -> None:
        self.desk.context.messages.done(
            f"{what} copié. Le coller dans le portail ou le courriel du destinataire."
        )

    def prepare(self) -> None:
        """Make the declarations that the answers name now."""
        if not self.flush():
            return
        made = self.desk.write(declarations.prepare, self.desk.incident.id)
        if made:
            said = " ".join(made.said) or "Déclarations préparées d’après les réponses."
            self.desk.context.messages.done(said, ("Annuler", self.desk.context.undo))
            if self.table.isVisible():
                self.table.setFocus()

    def note_sending(self) -> None:
        """Open the form of the first sending that waits, with the keyboard in it."""
        if self._view is not None:
            self._view.note_sending()
            QTimer.singleShot(0, self, self._form_in_view)

    def _form_in_view(self) -> None:
        if (held := self.window().focusWidget()) is not None and self._content.isAncestorOf(held):
            self.area.ensureWidgetVisible(held, 0, 160)

    @override
    def tick(self) -> None:
        files = self.desk.file.declarations
        self._model.set_rows([self._row(one) for one in files])
        if self._view is not None:
            self._view.tick()

    @override
    def flush(self) -> bool:
        return self._view is None or self._view.flush()

    @override
    def start(self) -> None:
        (self.table if self.desk.file.declarations else self.prepare_button).setFocus()

    @override
    def zones(self) -> list[QWidget]:
        parts: list[QWidget] = [self.table, *([self._view] if self._view else [])]
        return parts if self.table.isVisible() else [self._content]

    def _fit(self) -> None:
        """Show all recipients, or six of them."""
        px, rows = self.desk.context.theme.px, max(1, self._model.rowCount())
        self.table.setFixedHeight(px(33) * min(rows, MOST_ROWS) + px(33) + 14)


def _asked(one: DeclarationFile) -> bool:
    wanted = (DeclarationStatus.MANDATORY, DeclarationStatus.RECOMMENDED)
    return one.declaration.status in wanted
