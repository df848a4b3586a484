"""Take the pictures of the README from the real window, on the example register.

``.venv/bin/python packaging/take_pictures.py`` writes resources/images/*.png.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "resources" / "images"
SIZE = (1366, 740)
STEPS = {"reponses": ("reponses", "q5_8"), "comparaison": ("comparaison", "")}
"""Name of the picture: step and question of the project P-03."""

PAGES = ("inventaire", "risques", "information")
"""Pages shown as they open, each the name of its picture."""

sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> None:
    """Open the example of a clinic and grab each screen."""
    from PySide6.QtTest import QTest

    from dmn_desktop.app import make_application, make_window
    from dmn_desktop.core.records import Structure
    from dmn_desktop.core.vocabulary import StructureKind
    from dmn_desktop.services import incidents, projects
    from dmn_desktop.ui.routes import Route
    from dmn_desktop.ui.theme import Mode

    IMAGES.mkdir(exist_ok=True)
    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        window = make_window(Path(folder))
        window.context.theme.apply(mode=Mode.LIGHT)
        window.resize(*SIZE)
        window.show()
        structure = Structure(structure_kind=StructureKind.CLINIC, is_example=True)
        window.context.desk.create(Path(folder) / "exemple.dmn", structure, example=True)
        project = projects.find(window.context.register, 3)
        assert project is not None
        places = {
            name: Route("projet", project.id, step, question)
            for name, (step, question) in STEPS.items()
        }
        places |= {page: Route(page) for page in PAGES}
        incident = max(
            (one.incident for one in incidents.listing(window.context.register)),
            key=lambda incident: incident.number,
        )
        places["incident"] = Route("incident", incident.id, "orientation")
        for name, route in places.items():
            window.go(route)
            QTest.qWait(300)
            # The preview of a paper is drawn aside, by a thread that must be given its turns.
            while window.context.tasks.is_busy():
                application.processEvents()
                time.sleep(0.01)
            QTest.qWait(50)
            window.grab().save(str(IMAGES / f"{name}.png"))
        window.context.desk.close()
    application.quit()


if __name__ == "__main__":
    main()
