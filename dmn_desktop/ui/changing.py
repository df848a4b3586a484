"""From one register to another: opened aside, the present one backed up, then replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QApplication

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP
from dmn_desktop.ui.backing_up import back_up
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.desk import made
from dmn_desktop.ui.lending import told
from dmn_desktop.ui.messages import Action
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.tasks import Job

if TYPE_CHECKING:
    from dmn_desktop.core.records import Structure
    from dmn_desktop.services.register import Register, Watch


class NewRegister(NamedTuple):
    """A register to create.

    Attributes:
        path: Where.
        structure: Who keeps it.
        example: Whether it is filled with the example of its type.
        then: What to show once it is there.
    """

    path: Path
    structure: Structure
    example: bool = False
    then: Route | None = None


class Changing:
    """Puts another register on the desk; one that is refused leaves the present one there."""

    def __init__(self, context: Context, refused: Callable[[], object]) -> None:
        """Call `refused` when there is nothing new to show."""
        self._context = context
        self._refused = refused

    def open_first(self, path: Path, load: Callable[[], object]) -> Job:
        """Open the register of the start aside, once the program is loaded."""

        def fetch() -> Register:
            load()
            from dmn_desktop.services.first_page import open_first

            return open_first(path, self._context.library)

        def failed(error: BaseException) -> None:
            told(self._context.tasks, self._refused, lambda e: self._not_opened(path, e))(error)

        tasks = self._context.tasks
        return tasks.run(f"Ouverture de {path.name}…", lambda job: fetch(), self._arrived, failed)

    def open(self, path: Path) -> None:
        """Open a register; one that is held elsewhere is offered to read."""
        from dmn_desktop.services.register import open_file

        if self._context.desk.holds(path):
            return
        self._fetch(
            f"Ouverture de {path.name}…",
            lambda watch: open_file(path, watch=watch),
            self._arrived,
            lambda error: self._not_opened(path, error),
        )

    def _not_opened(self, path: Path, error: UserError) -> None:
        self._context.messages.failed(error, self._instead(path, error))
        self._refused()

    def _instead(self, path: Path, error: UserError) -> Action | None:
        """What can be opened instead of a register that is refused."""
        from dmn_desktop.services.register import DamagedError, HeldError, last_backup

        if isinstance(error, HeldError):
            return "Ouvrir une copie en lecture seule", lambda: self.open_copy(path)
        folder = self._context.desk.backup_folder
        backup = last_backup(path, folder) if folder and isinstance(error, DamagedError) else None
        if backup is None:
            return None
        return "Reprendre la dernière sauvegarde…", lambda: self._restore(path, backup)

    def _restore(self, path: Path, backup: Path) -> None:
        """Work on from a backup, under a name that the user chooses; both files stay."""
        from dmn_desktop.services.register import restore_backup

        name = path.with_name(f"{path.stem} - repris.dmn")
        from PySide6.QtWidgets import QFileDialog

        text, _ = QFileDialog.getSaveFileName(
            QApplication.activeWindow(),
            "Reprendre la sauvegarde",
            str(name),
            "Registre DMN (*.dmn)",
        )
        if text:
            self._fetch(
                "Reprise de la sauvegarde…",
                lambda watch: restore_backup(backup, Path(text), watch),
                self._arrived,
                self._context.messages.failed,
            )

    def open_copy(self, path: Path) -> None:
        """Open a private copy of a register, to read only."""
        from dmn_desktop.services.register import open_copy

        self._fetch(
            f"Copie de {path.name}…",
            lambda watch: open_copy(path, watch),
            lambda register: self._arrived(register, known=False),
            self._context.messages.failed,
        )

    def create(self, new: NewRegister) -> None:
        """Create a register and open it."""

        def arrived(register: Register) -> None:
            self._arrived(register)
            if new.then is not None:
                self._context.go(new.then)

        self._fetch(
            f"Création de {new.path.name}…",
            lambda watch: made(new.path, new.structure, new.example),
            arrived,
            self._context.messages.failed,
        )

    def go_on_in(self, path: Path, flush: Callable[[], bool]) -> None:
        """Work on in a copy, which takes what the register itself refused.

        Args:
            path: The copy, just written.
            flush: Writes what was typed and is not in the copy yet.
        """
        from dmn_desktop.services.register import open_file

        def arrived(copy: Register) -> None:
            self._context.desk.go_on_in(copy)
            if flush():
                words = f"Le travail continue dans la copie{NBSP}: {path}."
                self._context.messages.done(words)

        self._fetch(
            f"Ouverture de {path.name}…",
            lambda watch: open_file(path, watch=watch),
            arrived,
            self._context.messages.failed,
        )

    def _fetch(
        self,
        label: str,
        fetch: Callable[[Watch], Register],
        then: Callable[[Register], object],
        failed: Callable[[UserError], object],
    ) -> None:
        lending = self._context.lending
        lending.run(label, fetch, then, told(self._context.tasks, self._refused, failed))

    def _arrived(self, register: Register, known: bool = True) -> None:
        """Replace the present register, once it is backed up or cannot be."""
        context = self._context

        def put(*_: object) -> None:
            context.desk.put(register, known)

        def not_backed_up(error: UserError) -> None:
            put()
            context.messages.failed(error)

        try:
            due = context.desk.backup_due
        except UserError as error:
            not_backed_up(error)
            return
        if due:
            failed = told(context.tasks, put, not_backed_up)
            back_up(context, "Continuer sans sauvegarder", put, failed)
        else:
            put()
