"""Views of a table: kept under a name, changed, renamed, deleted, all taken back."""

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.services import register as actions
from dmn_desktop.services import views
from dmn_desktop.store.database import Register

CONTENT = {"texte": "imagerie", "facettes": {"etat": ["essai"]}, "colonnes": ["number", "name"]}


def names(register: Register) -> list[str]:
    return [view.name for view in views.views_of(register, "inventaire")]


def test_views_keep_their_order_and_their_content(register: Register) -> None:
    views.keep(register, "inventaire", "  Imagerie ", CONTENT)
    views.keep(register, "inventaire", "Urgences", {})
    views.keep(register, "risques", "Urgences", {})
    assert names(register) == ["Imagerie", "Urgences"]
    assert views.views_of(register, "inventaire")[0].content == CONTENT


@pytest.mark.parametrize("name", ["", "   ", "imagérie"])
def test_a_name_is_there_and_its_own(register: Register, name: str) -> None:
    views.keep(register, "inventaire", "Imagerie", {})
    with pytest.raises(UserError):
        views.keep(register, "inventaire", name, {})
    assert names(register) == ["Imagerie"]


def test_a_view_is_changed_renamed_deleted_and_taken_back(register: Register) -> None:
    view = views.keep(register, "inventaire", "Imagerie", {})
    view = views.change(register, view, CONTENT)
    view = views.rename(register, view, "IMAGERIE")
    views.remove(register, view)
    assert names(register) == []
    for _ in range(2):
        actions.undo(register)
    assert names(register) == ["Imagerie"]
    actions.undo(register)
    assert views.views_of(register, "inventaire")[0].content == {}
