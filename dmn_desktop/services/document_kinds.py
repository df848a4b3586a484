"""What every document of a list is, and where it goes when it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP
from dmn_desktop.exports.writing import Cancel, Progress, Steps


class Target(NamedTuple):
    """Where a document goes, who is told « done, total », and who may stop it."""

    path: Path
    progress: Progress | None = None
    cancelled: Cancel | None = None

    def at_once(self) -> Path:
        """The path, for a document made in one step.

        Raises:
            Cancelled: The user stopped before it.
        """
        Steps(1, self.progress, self.cancelled).step()
        return self.path


@dataclass(frozen=True)
class Listed:
    """A document of a list.

    Attributes:
        title: What the user reads.
        name: The words for it in a file name.
        suffix: The ending of its file.
    """

    title: str
    name: str
    suffix: str

    def refuse_other_ending(self, path: Path) -> None:
        """Refuse a name that may be that of another file, a register for one.

        Raises:
            UserError: It has another ending.
        """
        if path.suffix.lower() != self.suffix:
            raise UserError(
                f"Le document «{NBSP}{self.title}{NBSP}» est un fichier {self.suffix}.",
                f"«{NBSP}{path.name}{NBSP}» n’a pas été touché.",
                f"Choisir un nom qui finit par {self.suffix}.",
            )
