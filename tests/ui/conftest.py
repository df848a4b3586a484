"""Somebody at the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.app.person import Person


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """Someone at a workstation where the program was never started."""
    someone = Person(qtbot, tmp_path)
    yield someone
    someone.end()
