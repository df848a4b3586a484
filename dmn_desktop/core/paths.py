"""Where the content, the resources and the program's own files are.

The only place that knows whether the program runs from its source tree, an installed wheel or a
frozen bundle.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _content_root() -> Path:
    """The folder that holds `forms/` and `resources/`."""
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [Path(bundle)] if bundle else []
    candidates += [_PACKAGE / "_data", _PACKAGE.parent]
    for root in candidates:
        if (root / "forms").is_dir() and (root / "resources").is_dir():
            return root
    raise FileNotFoundError("forms/ and resources/ are missing from this installation")


def forms_dir() -> Path:
    """The folder of questionnaires, rules and legal facts."""
    return _content_root() / "forms"


def resources_dir() -> Path:
    """The folder of icons, fonts, styles, templates and examples."""
    return _content_root() / "resources"


def default_data_dir() -> Path:
    """Where the program keeps its settings and logs on this workstation."""
    import platformdirs

    return Path(platformdirs.user_data_dir("Registre DMN", appauthor=False, roaming=False))


def default_documents_dir() -> Path:
    """The folder first offered for a register file."""
    import platformdirs

    return Path(platformdirs.user_documents_dir())
