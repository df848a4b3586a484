"""Loading quickly changes nothing for what runs afterwards."""

from __future__ import annotations

import builtins
import gc
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from dmn_desktop.store.database import Register
from dmn_desktop.ui import loading

ROOT = Path(__file__).resolve().parents[2]


def test_garbage_is_collected_again_once_the_register_is_open() -> None:
    loading.begin()
    try:
        assert not gc.isenabled()
        loading.end()
        assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()


def test_what_python_itself_does_stays_its_own() -> None:
    plain = builtins.__import__, builtins.compile, re.compile
    try:
        loading.begin()
        assert (builtins.__import__, builtins.compile, re.compile) == plain
    finally:
        gc.enable()


UNUSED = """
import sys
from dmn_desktop.ui import loading
loading.begin()
import sqlalchemy.dialects.sqlite, pydantic
class Model(pydantic.BaseModel):
    number: int
assert Model(number=1).number == 1
print("asyncio.base_events" in sys.modules, "importlib.metadata._meta" in sys.modules)
import asyncio.subprocess
import importlib.metadata as metadata
from importlib.metadata import entry_points
async def three():
    return 3
print(asyncio.run(three()), asyncio.subprocess.PIPE)
print(metadata.version("pydantic"), bool(entry_points()))
"""


def test_what_libraries_import_for_others_is_loaded_when_it_is_used() -> None:
    command = [sys.executable, "-c", UNUSED]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == ["False False", "3 -1", f"{version('pydantic')} True"]


OPENED = """
from pathlib import Path
import sys
from dmn_desktop.core.forms import library
from dmn_desktop.services.first_page import open_first
from dmn_desktop.services import projects
register = open_first(Path(sys.argv[1]), library())
assert projects.list_projects(register, library()) == []
register.close()
parts = "dmn_desktop.core.records."
print(sorted(name.removeprefix(parts) for name in sys.modules if name.startswith(parts)))
"""


def test_the_first_page_loads_no_record_that_it_does_not_show(register: Register) -> None:
    register.close()
    command = [sys.executable, "-c", OPENED, str(register.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "['finding', 'practice', 'project', 'record']\n"


START = """
import sys
from dmn_desktop.ui import loading
loading.begin()
from PySide6.QtCore import QTimer
try:
    QTimer().start("demain")
except TypeError as error:
    print("Supported signatures" in str(error) and "start(msec: int, /)" in str(error))
"""


@pytest.mark.parametrize("kept", [0, 200, None], ids=["nothing", "a part", "all"])
def test_qt_works_the_same_with_the_bytecode_that_a_start_kept(
    kept: int | None, tmp_path: Path
) -> None:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def start() -> str:
        command = [sys.executable, "-c", START]
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, check=True, cwd=ROOT
        ).stdout

    assert start() == "True\n"
    (file,) = tmp_path.rglob("loading.*.qt")
    whole = file.read_bytes()
    file.write_bytes(whole[:kept])
    assert start() == "True\n"
    assert file.stat().st_size > len(whole) / 2
