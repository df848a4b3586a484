"""P1 to P3: from the start of the process to a painted window, then to a usable one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from dmn_desktop.core.forms import library
from dmn_desktop.core.records import Structure
from dmn_desktop.services import projects
from dmn_desktop.store.database import create_register
from tests.benchmarks.measure import Table

ROOT = Path(__file__).resolve().parents[2]


def run(home: Path, *arguments: str) -> list[float]:
    """The figures that one start prints; the program's own files are in this home."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home)}
    environment.pop("XDG_DATA_HOME", None)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/benchmarks/starting.py"), *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=True,
    )
    return [float(word) for word in done.stdout.split()]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the start of the process")
def test_start_to_window(tmp_path: Path, table: Table) -> None:
    path = tmp_path / "a.dmn"
    register = create_register(path, Structure(name="Cabinet"))
    for need in ("Repérer les fractures", "Trier les lésions", "Transcrire les consultations"):
        projects.create(register, library(), need)
    register.close()
    run(tmp_path), run(tmp_path, str(path))
    floors, painted, ready, gaps = [], [], [], []
    for _ in range(7):
        floors.append(run(tmp_path)[0])
        figures = run(tmp_path, str(path))
        painted.append(figures[0])
        ready.append(figures[1])
        gaps.append(figures[2])
    floor = statistics.median(floors)
    table.add(
        "P1",
        "fenêtre dessinée avec les premières lignes",
        list(zip(floors, painted, strict=True)),
        "≤ 1,25",
    )
    table.add("P2", "plus long arrêt ensuite", list(zip(floors, gaps, strict=True)), "≤ 0,5")
    table.add("P3", "registre ouvert, prêt", list(zip(floors, ready, strict=True)), "≤ 3,75")
    assert floor > 0
    assert all(r > p for r, p in zip(ready, painted, strict=True))
