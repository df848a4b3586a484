"""Files made for the user: where to, written aside with progress, then opened or printed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dmn_desktop.core.errors import UserError
from dmn_desktop.services import documents as services
from dmn_desktop.services.document_kinds import Listed
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.file_choice import ask_target, say_written
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.tasks import Job

KINDS = {ending: {ending: words} for ending, words in ((".pdf", "PDF"), (".xlsx", "Tableur"))}
"""What the dialog says of the ending of most documents."""


@dataclass(frozen=True)
class Paper:
    """A file that can be written.

    Attributes:
        title: What the dialog and the progress bar say.
        name: The proposed name of the file, ending included.
        write: Writes it; called on another thread.
        kinds: What the dialog says of each ending that `write` takes, the usual one first.
        printed: Called once printed, with the number of copies.
    """

    title: str
    name: str
    write: Callable[[Path, Job], object]
    kinds: Mapping[str, str] = field(default_factory=KINDS[".pdf"].copy)
    printed: Callable[[int], None] | None = None


MakePaper = Callable[[], Paper | None]
"""Gives the paper once the page has kept what was being typed; None when there is none."""


class PaperWriter:
    """Writes papers for a page."""

    def __init__(self, context: Context, owner: Page) -> None:
        """Write for a page, which keeps its last words before any paper is made."""
        self._context = context
        self._owner = owner

    def save(self, make: MakePaper) -> None:
        """Ask where, make the paper aside, and say where it is."""
        paper = make() if self._owner.flush() else None
        if paper is None:
            return
        path = ask_target(self._context, self._owner, paper.title, paper.name, paper.kinds)
        if path is not None:
            self.write(paper, path)

    def write(self, paper: Paper, path: Path) -> Job:
        """Make the paper aside."""
        return self._make(f"{paper.title}…", paper, path, lambda: say_written(self._context, path))

    def print_(self, make: MakePaper) -> None:
        """Make the PDF aside, then show the system's printer dialog."""
        paper = make() if self._owner.flush() else None
        if paper is None:
            return
        path = Path(tempfile.mkdtemp(prefix="registre-dmn-")) / "impression.pdf"
        self._make("Préparation de l’impression…", paper, path, lambda: self._send(paper, path))

    def _make(self, words: str, paper: Paper, path: Path, then: Callable[[], None]) -> Job:
        return self._context.tasks.run(
            words, lambda job: paper.write(path, job), lambda _made: then(), self._failed
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, services.Cancelled):
            self._context.messages.done("Arrêté. Aucun document n’a été écrit.")
        else:
            self._context.tasks.report(error)

    def _send(self, paper: Paper, path: Path) -> None:
        from dmn_desktop.ui.printing import print_file

        copies = 0
        try:
            copies = print_file(self._owner, path)
        except UserError as error:
            instead = ("Enregistrer en PDF", lambda: self.save(lambda: paper))
            self._context.messages.failed(error, instead)
        finally:
            path.unlink(missing_ok=True)
            path.parent.rmdir()
        if copies and paper.printed is not None:
            paper.printed(copies)


class Papers:
    """The papers of a page, each under its key."""

    def __init__(self, context: Context, owner: Page, paper: Callable[[str], Paper]) -> None:
        """Write the paper that a call gives for a key."""
        self._writer = PaperWriter(context, owner)
        self._paper = paper

    def save(self, key: str) -> None:
        """Ask where, make the paper aside, and say where it is."""
        self._writer.save(lambda: self._paper(key))

    def write(self, key: str, path: Path) -> Job:
        """Make the paper aside."""
        return self._writer.write(self._paper(key), path)

    def print_(self, key: str) -> None:
        """Make the PDF aside, then show the system's printer dialog."""
        self._writer.print_(lambda: self._paper(key))


def paper_of(document: Listed, name: str, write: Callable[..., object]) -> Paper:
    """The paper that a document of a list makes.

    Args:
        document: What.
        name: The proposed name of its file.
        write: Writes it to a path, tells its progress, asks whether to stop.
    """
    return Paper(
        document.title,
        name,
        lambda path, job: write(path, job.report, job.cancelled),
        KINDS[document.suffix],
    )


def documents_of(subject: Callable[[], services.Subject]) -> Callable[[str], Paper]:
    """The documents of the common list about what a call gives, by their keys."""

    def paper(key: str) -> Paper:
        given = subject()
        name = services.default_name(given, key)
        return paper_of(services.DOCUMENTS[key], name, partial(services.write, given, key))

    return paper
