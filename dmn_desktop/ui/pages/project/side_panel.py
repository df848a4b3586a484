"""The panel at the right: where to find, notes, attachments. It follows the question in focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Cell, Library, Question, Reference
from dmn_desktop.core.records import Attachment
from dmn_desktop.core.text import day
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, button, icon_button, row, rule
from dmn_desktop.ui.widgets.fields import TextField
from dmn_desktop.ui.widgets.reading import ReadingPane


class SidePanel(QFrame):
    """What helps to answer the question in focus.

    Attributes:
        note_edited: The text of the note.
        attach_asked: Add documents to the question.
        attachment_opened, attachment_removed: The attachment.
        closed: The user closed the panel.
    """

    note_edited = Signal(str)
    attach_asked = Signal()
    attachment_opened = Signal(object)
    attachment_removed = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, library: Library) -> None:
        """Make an empty panel."""
        super().__init__()
        self.setProperty("kind", "right")
        self._theme = theme
        self._library = library
        self._shown: tuple[Question | None, str] = (None, "")
        self._listed: list[Attachment] | None = None
        self._tabs = QTabBar()
        self._tabs.setAccessibleName("Aide à la réponse")
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._stack = QStackedWidget()
        for words in ("Où trouver", "Notes", "Pièces"):
            self._tabs.addTab(words)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._help = ReadingPane(theme, "Où trouver l’information")
        self._note = TextField("Note sur cette question", "Noter…", lines=(8, 24))
        self._note.edited.connect(self.note_edited)
        self._files = _scroll()
        note_page = QWidget()
        note_layout = QVBoxLayout(note_page)
        note_layout.setContentsMargins(14, 12, 14, 12)
        note_layout.addWidget(
            PlainLabel("Note libre, imprimée dans le dossier. Aucun nom de patient.", "help", True)
        )
        note_layout.addWidget(self._note)
        note_layout.addStretch(1)
        for page in (self._help, note_page, self._files):
            self._stack.addWidget(page)
        close = icon_button(theme, "x", "Fermer le panneau (F8)", self.closed.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = row(self._tabs, None, close)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(self._stack, 1)

    def show_question(self, dossier: Dossier, question: Question) -> None:
        """Show the help, note and attachments of a question."""
        if (question, dossier.project.own_figures) != self._shown:
            self._shown = (question, dossier.project.own_figures)
            self._show_help(dossier, question)
        note = next((n.text for n in dossier.notes if n.question == question.id), "")
        if not self._note.is_dirty():
            self._note.set_value(note)
        files = [a for a in dossier.attachments if a.question in (question.id, "")]
        if files != self._listed:
            self._listed = files
            _fill(self._files, self._file_parts(files))
        self._tabs.setTabText(1, "Notes  1" if note else "Notes")
        self._tabs.setTabText(2, f"Pièces  {len(files)}" if files else "Pièces")

    def flush(self) -> None:
        """Tell the note if it was being typed."""
        self._note.flush()

    # Help

    def _show_help(self, dossier: Dossier, question: Question) -> None:
        pane = self._help
        pane.begin()
        pane.heading("Où trouver l’information")
        for where in question.where:
            name = self._library.interlocutor(where.who).name
            pane.paragraph(where.text, f"{name[0].upper()}{name[1:]}\u00a0: ")
        if question.who_basis == "deduit" and question.page:
            pane.paragraph("Le guide ne nomme pas d’interlocuteur\u00a0: proposition.", muted=True)
        if question.reminders:
            pane.heading("À savoir")
        for reminder in question.reminders:
            pane.paragraph(reminder.text)
        if question.terms:
            pane.heading("Repères")
        for term in map(self._library.term, question.terms):
            pane.paragraph(term.meaning, f"{term.word}\u00a0: ")
        if dossier.project.own_figures:
            pane.heading("Pour comparer avec chez nous")
            pane.paragraph(dossier.project.own_figures)
        self._show_references(question)
        pane.end()

    def _show_references(self, question: Question) -> None:
        if question.page:
            self._help.heading(f"Guide HAS, juin 2023, {question.number}, p.\u00a0{question.page}")
        keys = dict.fromkeys([*question.references, *_cell_references(question.cells)])
        for reference in map(self._library.reference, keys):
            self._help.paragraph(reference.subject, f"{reference.title}. ")
            if reference.since:
                self._help.paragraph(reference.since, "Depuis le guide\u00a0: ")
            self._help.paragraph(_origin(reference), muted=True)

    # Attachments

    def _file_parts(self, files: Sequence[Attachment]) -> list[QWidget]:
        add = button("Ajouter une pièce…", self.attach_asked.emit)
        add.setIcon(self._theme.icon("paperclip"))
        parts: list[QWidget] = [add]
        if not files:
            parts.append(
                PlainLabel(
                    "Aucune pièce. La notice, une publication ou la réponse de l’éditeur peuvent "
                    "être gardées dans le registre.",
                    kind="small",
                    wrap=True,
                )
            )
        parts += [self._file(attachment) for attachment in files]
        return parts

    def _file(self, attachment: Attachment) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(0)
        layout.addWidget(PlainLabel(attachment.name, kind="strong", wrap=True))
        about = f"du {day(attachment.about_on)}, " if attachment.about_on else ""
        size = f"{max(1, attachment.size // 1024)}\u00a0Ko"
        words = f"{size}, {about}ajoutée le {day(attachment.added_on)}"
        layout.addWidget(PlainLabel(words, kind="help", wrap=True))
        open_ = button(
            "Enregistrer sous…", lambda: self.attachment_opened.emit(attachment), "small"
        )
        remove = button(
            "Retirer",
            lambda: self.attachment_removed.emit(attachment),
            "small",
            f"Retirer {attachment.name}",
        )
        layout.addLayout(row(open_, remove, None))
        return holder


def _origin(reference: Reference) -> str:
    """Where a text stands and when it was checked; what only the guide says is told so."""
    if reference.confidence == "HAS":
        return f"Cité par le guide de la HAS. Vérifié le {day(reference.checked_on)}."
    return f"Source\u00a0: {reference.source}. Vérifié le {day(reference.checked_on)}."


def _cell_references(cells: Sequence[Cell]) -> list[str]:
    return [key for cell in cells for key in cell.references]


def _scroll() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    return area


def _fill(area: QScrollArea, parts: Sequence[QWidget]) -> None:
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(14, 12, 14, 12)
    layout.setSpacing(8)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    area.setWidget(content)
