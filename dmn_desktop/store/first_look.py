"""The first lines of a register, for the window to show before the program is loaded.

Nothing is locked, checked or changed: opening follows, and says what is wrong.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple

from dmn_desktop.core.errors import UserError
from dmn_desktop.store.driver import APPLICATION_ID, connect

_LINES = 30
_STEPS = 200_000
"""More than a whole register takes: a file made to keep us busy is given up."""

_PROJECTS = """
SELECT number, need FROM project
ORDER BY archived, (SELECT max(step) FROM change WHERE project_id = project.id) DESC LIMIT ?
"""


class FirstLook(NamedTuple):
    """What is seen at once.

    Attributes:
        structure: Its name.
        projects: Number and need of the first ones, in the order of their list.
        total: How many projects there are.
    """

    structure: str
    projects: tuple[tuple[int, str], ...]
    total: int


def first_look(path: Path) -> FirstLook | None:
    """Look at a register that this process does not hold; None when there is nothing to show."""
    if not path.is_file():
        return None
    try:
        raw = connect(path, "ro")
    except (sqlite3.Error, UserError):
        return None
    raw.set_progress_handler(lambda: 1, _STEPS)
    try:
        return _look(raw)
    except (sqlite3.Error, TypeError, ValueError):
        return None
    finally:
        raw.close()


def _look(raw: sqlite3.Connection) -> FirstLook | None:
    if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return None
    (structure,) = raw.execute("SELECT name FROM structure").fetchone() or ("",)
    projects = tuple((int(n), str(need)) for n, need in raw.execute(_PROJECTS, (_LINES,)))
    (total,) = raw.execute("SELECT count(*) FROM project").fetchone()
    return FirstLook(str(structure), projects, int(total))
