"""A text to adapt: the practice changes it, and gets the shipped one back."""

from __future__ import annotations

from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import library
from dmn_desktop.core.own_texts import CENSUS_PROCEDURE
from dmn_desktop.services import census, inventory
from dmn_desktop.services import own_texts as services
from dmn_desktop.services.documents import blank, default_name, write
from dmn_desktop.services.register import next_undo, undo
from dmn_desktop.store.database import Register
from tests.exports.pdf_reading import compact, read


def test_the_text_of_the_practice_replaces_the_shipped_one_until_restored(
    register: Register,
) -> None:
    shipped = services.template_of(CENSUS_PROCEDURE).text.strip()
    assert services.text_of(register, CENSUS_PROCEDURE) == shipped
    services.change(register, CENSUS_PROCEDURE, "# Chez nous\nUne phrase.")
    assert services.text_of(register, CENSUS_PROCEDURE) == "# Chez nous\nUne phrase."
    assert services.is_own(register, CENSUS_PROCEDURE)
    assert next_undo(register).startswith("texte\u00a0: procédure de recensement")
    services.restore(register, CENSUS_PROCEDURE)
    assert services.text_of(register, CENSUS_PROCEDURE) == shipped
    assert not services.is_own(register, CENSUS_PROCEDURE)
    undo(register)
    assert services.is_own(register, CENSUS_PROCEDURE)


def test_the_papers_of_the_review_are_in_the_list(register: Register, tmp_path: Path) -> None:
    services.change(register, CENSUS_PROCEDURE, "Chez nous, dernière revue {dernière revue}.")
    inventory.add(register, "Ostalis Fracture")
    review = census.start(register)
    subject = census.load(register, review.id)
    assert default_name(subject, "revue").startswith("Revue annuelle 20")
    draft = read(write(subject, "revue", tmp_path / "r.pdf"))
    assert compact("DMN-01 Ostalis Fracture") in draft.text
    with pytest.raises(UserError, match="Choisir une revue annuelle"):
        write(None, "revue", tmp_path / "x.pdf")
    closed = census.close(register, review.id, "Direction")
    given = blank(register, library())
    text = read(write(given, "procedure-revue", tmp_path / "p.pdf")).text
    assert closed.closed_on is not None
    assert f"dernièrerevue{closed.closed_on:%d/%m/%Y}" in text
    form = read(write(given, "declaration", tmp_path / "d.pdf"))
    assert len(form.pages) == 1
