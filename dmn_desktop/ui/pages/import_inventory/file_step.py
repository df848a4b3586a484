"""First step: the file, dropped or chosen; then what only a person can tell about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dmn_desktop.core.inventory_import.plan import Question
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typing import override
from dmn_desktop.services.inventory_import import SUFFIXES
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.file_choice import ask_file
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, row
from dmn_desktop.ui.widgets.choice_list import Choice, ChoiceList

_FILTER = f"Tableaux ({' '.join('*' + suffix for suffix in SUFFIXES)});;Tous les fichiers (*)"


class FileStep(QWidget):
    """Where a file is dropped or chosen.

    Attributes:
        picked: A file was chosen.
        mapping_picked: A file of decisions was chosen.
    """

    picked = Signal(object)
    mapping_picked = Signal(object)

    def __init__(self, context: Context) -> None:
        """Build the drop zone."""
        super().__init__()
        self._context = context
        self.setAcceptDrops(True)
        frame, inside = block(10, 24)
        inside.addWidget(
            PlainLabel("Déposer ici votre tableau, ou le choisir", kind="h2", wrap=True)
        )
        inside.addWidget(
            PlainLabel(
                f"Excel (.xlsx, .xls), LibreOffice (.ods) ou texte (.csv, .tsv){NBSP}; "
                f"20{NBSP}Mo et 100{NBSP}000 lignes au plus. Le fichier n’est pas modifié, et rien "
                f"n’est écrit avant «{NBSP}Importer{NBSP}».",
                kind="sub",
                wrap=True,
            )
        )
        self.choose = button("Choisir un fichier…", self.ask, "primary")
        self.mapping = button("Reprendre une correspondance…", self._ask_mapping)
        self.mapping_words = PlainLabel(kind="help", wrap=True)
        inside.addLayout(row(self.choose, self.mapping, None))
        inside.addWidget(self.mapping_words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        layout.addStretch(1)
        self.setFocusProxy(self.choose)

    def ask(self) -> None:
        """Ask for the file."""
        path = ask_file(self._context, self, "Importer un tableau", _FILTER)
        if path:
            self.picked.emit(path)

    def _ask_mapping(self) -> None:
        title, kinds = "Reprendre une correspondance", "Correspondance (*.toml)"
        path = ask_file(self._context, self, title, kinds)
        if path:
            self.mapping_picked.emit(path)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.picked.emit(paths[0])


class QuestionStep(QWidget):
    """A question about the file: its sheet, its row of titles, its direction, its encoding."""

    def __init__(self) -> None:
        """Make an empty step."""
        super().__init__()
        self._question: Question | None = None
        self._list: ChoiceList | None = None
        frame, self._inside = block(10, 20)
        assert isinstance(frame, QFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        layout.addStretch(1)

    def show_question(self, question: Question) -> None:
        """Ask."""
        self._question = question
        clear(self._inside)
        text = question.text.split(f"{NBSP}:")[0] + "."
        self._inside.addWidget(PlainLabel(text, kind="h2", wrap=True))
        choices = [Choice(key, words) for key, words in question.options]
        self._list = ChoiceList(text, choices)
        if choices:
            self._list.set_value((choices[0].key,))
        self._inside.addWidget(self._list)

    def focus(self) -> None:
        """Put the keyboard on the choices."""
        if self._list is not None:
            self._list.focus()

    def answer(self) -> tuple[str, str]:
        """What the question is about, and the answer."""
        assert self._question is not None
        value = self._list.value() if self._list is not None else ()
        return self._question.about, value[0] if value else ""
