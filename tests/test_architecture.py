"""The borders between the rooms hold, and the check that keeps them bites."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

PLANTED = {
    "Rooms import downwards only, and every room has its place": (
        "core/planted.py",
        "import dmn_desktop.services.register",
    ),
    "Screens reach the register and the documents through services": (
        "ui/planted.py",
        "import dmn_desktop.store.database",
    ),
    "Widgets know no service": (
        "ui/widgets/planted.py",
        "import dmn_desktop.services.register",
    ),
    "Pages know nothing of each other": (
        "ui/pages/planted.py",
        "import dmn_desktop.ui.pages.start",
    ),
    "No cycles between siblings": (
        "ui/planted_too.py",
        "import dmn_desktop.ui.widgets.planted_too",
    ),
    "Qt stays in ui and app": ("exports/planted.py", "import PySide6.QtCore"),
    "SQL stays in store": ("services/planted.py", "import sqlalchemy"),
    "Spreadsheet and PDF writers stay in exports": ("services/planted_too.py", "import fpdf"),
    "No network anywhere": ("core/planted_too.py", "import urllib.request"),
}


def contracts(root: Path) -> dict[str, str]:
    """What import-linter says of each contract: KEPT or BROKEN."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    arguments = ["--no-cache", "--no-logo", "--config", str(root / "pyproject.toml")]
    done = subprocess.run(
        [*command, *arguments], cwd=root, capture_output=True, text=True, check=False
    )
    found = re.findall(r"^(.+) (KEPT|BROKEN)$", done.stdout, flags=re.MULTILINE)
    assert found, done.stdout + done.stderr
    return dict(found)


def test_every_contract_is_kept() -> None:
    assert contracts(ROOT) == dict.fromkeys(PLANTED, "KEPT")


def test_every_contract_sees_what_it_forbids(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    package = tmp_path / "dmn_desktop"
    shutil.copytree(
        ROOT / "dmn_desktop", package, ignore=shutil.ignore_patterns("__pycache__", "*.dmn")
    )
    for place, line in PLANTED.values():
        (package / place).write_text(f"{line}\n", "utf-8")
    (package / "ui/widgets/planted_too.py").write_text(
        "import dmn_desktop.ui.planted_too\n", "utf-8"
    )
    assert contracts(tmp_path) == dict.fromkeys(PLANTED, "BROKEN")


def test_qt_calls_keep_their_references_to_none() -> None:
    # PySide6 6.12.0 on Python 3.11 loses one at each call that returns nothing, then aborts.
    code = (
        "import sys; from PySide6.QtCore import QObject; o = QObject(); a = sys.getrefcount(None)\n"
        "for _ in range(1000): o.setObjectName('x')\n"
        "print(sys.getrefcount(None) - a)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) > -500
