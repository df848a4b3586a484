"""Running the commands, and what they say."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path

import pytest

from dmn_desktop import cli
from dmn_desktop.cli import main
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Library
from dmn_desktop.services import projects
from dmn_desktop.services import register as registers

RUN = [sys.executable, "-m", "dmn_desktop"]
ROOT = Path(cli.__file__).parents[2]

Captured = pytest.CaptureFixture[str]


def dmn(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the real command in its own process."""
    return subprocess.run(
        [*RUN, *map(str, arguments)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )


def said(*arguments: str | Path) -> str:
    """What a command answers when it must succeed; in this process, to spare its start."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    assert (code, written(err)) == (0, "")
    return written(out)


def written(stream: io.TextIOWrapper) -> str:
    """What was written to a stream in memory."""
    stream.seek(0)
    return stream.read()


def refused(capsys: Captured, *arguments: str | Path) -> str:
    """The one line on stderr of a command that cannot be done."""
    assert main([str(argument) for argument in arguments]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


def dossier_in(path: Path, library: Library) -> Dossier:
    with contextlib.closing(registers.open_file(path)) as register:
        found = projects.find(register, 1)
        assert found is not None
        return projects.load(register, library, found.id)
