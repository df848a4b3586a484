"""Where somebody was in the projects of a register, remembered on this workstation."""

from __future__ import annotations

from typing import Any

from dmn_desktop.ui.context import Context


def last_project(context: Context) -> str:
    """The identifier of the project that was open last, empty when none was."""
    return str(context.settings.get(_key(context), ""))


def place_in(context: Context, project_id: str) -> dict[str, Any]:
    """The step, question, candidate and cell where a project was left."""
    place = context.settings.get(f"reprise:{project_id}", {})
    return dict(place) if isinstance(place, dict) else {}


def remember(context: Context, project_id: str, place: dict[str, Any]) -> None:
    """Keep the place for the next opening; it is a setting and may be lost."""
    context.settings.set(f"reprise:{project_id}", place, later=True)
    if context.desk.is_open:  # a page may be left because its register was closed
        context.settings.set(_key(context), project_id, later=True)


def resume_words(context: Context, code: str, project_id: str) -> str:
    """« Reprendre P-02 à la question 5.8 »."""
    place = place_in(context, project_id)
    if place.get("etape") != "reponses":
        return f"Reprendre {code}"
    questions = (q for form in context.library.forms for q in form.questions)
    number = next((q.number for q in questions if q.id == place.get("question")), "")
    return f"Reprendre {code} à la question {number}" if number else f"Reprendre {code}"


def _key(context: Context) -> str:
    return f"dernier_projet:{context.register.path.resolve()}"
