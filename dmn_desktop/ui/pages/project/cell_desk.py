"""The cell in focus: its editor, what its keys do, and keeping what is typed in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import AnswerKind, Cell
from dmn_desktop.core.records import Answer, Candidate, new_id
from dmn_desktop.core.vocabulary import NotApplicable, Opinion
from dmn_desktop.services import answers as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project.cell_editor import CellEditor
from dmn_desktop.ui.widgets.compare_grid import CompareGrid

RETRY = 5_000
"""Milliseconds before a change that could not be saved is tried again."""

_LETTERS = {"o": Opinion.YES, "p": Opinion.PARTLY, "n": Opinion.NO, "?": Opinion.UNKNOWN}
_DELETE = "\x7f"


class CellDesk(QObject):
    """Edits the focused cell of a grid.

    Attributes:
        written: The dossier that follows from what was written.
    """

    written = Signal(object)

    def __init__(self, context: Context, grid: CompareGrid, dossier: Callable[[], Dossier]) -> None:
        """Edit the cells of a grid.

        Args:
            context: Shared parts of the window.
            grid: The grid.
            dossier: Gives the project as it is now.
        """
        super().__init__(grid)
        self._context = context
        self._grid = grid
        self._read = dossier
        self._run = ""
        self._unsaved: dict[tuple[str, str], Answer] = {}
        self._editors: dict[AnswerKind, CellEditor] = {}
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY)
        self._retry.timeout.connect(self._save_again)
        grid.cell_opened.connect(lambda *_: self.start_typing())
        grid.key_typed.connect(self._key_typed)

    @property
    def unsaved(self) -> frozenset[tuple[str, str]]:
        """Cell and candidate of what could not be saved yet."""
        return frozenset(self._unsaved)

    @property
    def _dossier(self) -> Dossier:
        return self._read()

    @property
    def _shown(self) -> CellEditor | None:
        editor = self._grid.editor
        return editor if isinstance(editor, CellEditor) else None

    def _place(self) -> tuple[Cell, str] | None:
        """The focused cell and its candidate."""
        key = self._grid.current_key()
        cell = self._dossier.guide.cells.get(key[0]) if key else None
        return None if key is None or cell is None else (cell, key[1])

    # The editor

    def arrive(self) -> None:
        """Edit the cell that has just got the focus; its typing is an undo of its own."""
        if self._shown is not None:
            self._shown.flush()
        self._run = new_id()
        self.open()

    def open(self) -> None:
        """Lay the editor over the focused cell, unless there is nothing to edit in it."""
        found = self._place()
        if found is None or self._context.register.read_only:
            return
        cell, candidate = found
        if self._dossier.excluded(candidate, cell):
            self._grid.close_editor()
            return
        answer = self._answer(cell, candidate)
        others = [c for c in self._dossier.compared if c.id != candidate]
        editor = self._editors.get(cell.answer)
        if editor is not None and editor.fits(cell):
            editor.rebind(cell, answer, others)
        else:
            if editor is not None:
                self._grid.close_editor()
                editor.deleteLater()
            editor = self._editors[cell.answer] = self._make(cell, answer, others)
        editor.suggest_sources(self._known_sources(candidate))
        self._grid.open_editor(cell.id, candidate, editor)

    def refresh(self) -> None:
        """Show in the editor what is stored now; text being typed is left alone."""
        editor, found = self._shown, self._place()
        if editor is not None and found is not None:
            answer = self._answer(*found)
            if answer.id == editor.answer.id:
                editor.show_answer(answer)
                return
        self.open()

    def _answer(self, cell: Cell, candidate: str) -> Answer:
        """What was typed and could not be saved, or else what is stored."""
        stored = services.answer_or_new(self._dossier, candidate, cell.id)
        return self._unsaved.get((cell.id, candidate), stored)

    def _make(self, cell: Cell, answer: Answer, others: list[Candidate]) -> CellEditor:
        editor = CellEditor(self._context.theme, cell, answer, others)
        editor.edited.connect(self._save)
        editor.ask_asked.connect(lambda: self._change(services.set_to_ask))
        editor.no_object_chosen.connect(
            lambda reason, detail: self._change(services.set_not_applicable, reason, detail)
        )
        editor.copy_asked.connect(self._copy)
        editor.clear_asked.connect(lambda: self._change(services.clear))
        editor.accept_asked.connect(lambda: self._change(services.accept_received))
        editor.left.connect(self._grid.setFocus)
        editor.resized.connect(self._grid.fit_editor)
        return editor

    def _known_sources(self, candidate: str) -> list[str]:
        used = [a.source for a in self._dossier.answers.values() if a.candidate_id == candidate]
        files = [a.name for a in self._dossier.attachments]
        return list(dict.fromkeys([*filter(None, used), *files]))

    # Keys

    def start_typing(self, text: str = "") -> None:
        """Put the caret in the cell, after a first character when there is one."""
        if self._shown is None:
            self.open()
        if self._shown is not None:
            self._shown.start_typing(text)

    def _key_typed(self, row_key: str, column_key: str, text: str) -> None:
        editor = self._shown
        if editor is None:
            return
        letter = text.lower() if self._context.settings.get("touches_simples", True) else ""
        if letter in _LETTERS and editor.set_opinion(_LETTERS[letter]):
            return
        if letter == "d":
            self._change(services.set_to_ask)
        elif letter == "s":
            self._set_aside(editor)
        elif text == _DELETE:
            self._change(services.clear)
        else:
            self.start_typing(text)

    def _set_aside(self, editor: CellEditor) -> None:
        """Ask for the reason, or take the cell back when it is aside."""
        if editor.answer.no_object is NotApplicable.NONE:
            editor.ask_reason()
        else:
            self._change(services.set_not_applicable, NotApplicable.NONE, "")

    # Writing

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be, and is still in its field."""
        if self._shown is not None:
            self._shown.flush()
        if self._unsaved:
            self._save_again()
        return not self._unsaved

    def _save(self, answer: Answer) -> None:
        """Keep what was typed; on failure the text stays and is tried again."""
        key = (answer.cell, answer.candidate_id or "")
        try:
            dossier = self._context.save(
                services.save_answer, self._context.register, self._dossier, answer, self._run
            )
        except UserError:
            self._unsaved[key] = answer
            self._retry.start()
            self._mark(answer, unsaved=True)
            return
        if self._unsaved.pop(key, None) is not None:
            self._mark(answer, unsaved=False)
        self.written.emit(dossier)

    def _mark(self, answer: Answer, unsaved: bool) -> None:
        editor = self._shown
        if editor is not None and editor.answer.id == answer.id:
            editor.show_unsaved(unsaved)

    def _save_again(self) -> None:
        self._retry.stop()
        for answer in list(self._unsaved.values()):
            self._save(answer)

    def _change(self, action: Callable[..., Dossier], *args: object) -> None:
        """Run a service on the focused cell that gives back the dossier."""
        found, editor = self._place(), self._shown
        if found is None or not self.flush():
            return
        cell, candidate = found
        answer = services.answer_or_new(self._dossier, candidate, cell.id)
        register = self._context.register
        try:
            dossier = self._context.save(action, register, self._dossier, answer, *args)
        except UserError:
            return
        typing = editor is not None and editor.isAncestorOf(self._grid.focusWidget())
        self.written.emit(dossier)
        if not typing:
            self._grid.setFocus()

    def _copy(self, candidate_id: str) -> None:
        target = next(c for c in self._dossier.compared if c.id == candidate_id)
        self._change(services.copy_answer, target)
        self._context.messages.done(
            f"Réponse copiée vers {target.name}.", ("Annuler", self._context.undo)
        )
