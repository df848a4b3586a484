from __future__ import annotations

import pytest

from dmn_desktop.core.records import Project
from dmn_desktop.store.database import Register


@pytest.fixture
def with_project(register: Register) -> Register:
    """A register with one project, which `save_text` writes to."""
    with register.transaction("nouveau projet") as tx:
        tx.put(Project(number=1, need="Moins de fractures oubliées"))
    return register
