"""What is typed in the forms of incidents outlives leaving before their button is pressed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from dmn_desktop.core.incident_vocabulary import DeclarationState
from dmn_desktop.core.records import Incident, now
from dmn_desktop.core.text import NBSP
from dmn_desktop.services import declarations, form_drafts, incident_orientation, inventory
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.fields import LineField, TextField
from tests.app.person import Person
from tests.ui.incident_window import at_incidents, noted, open_step, page, stored


@pytest.fixture
def before(person: Person) -> Person:
    """Someone before an empty log."""
    at_incidents(person)
    return person


def waits(person: Person, incident: Incident, text: str) -> bool:
    """Whether the register holds a text that no button used yet."""
    found = form_drafts.drafts(person.register, incident.id)
    return any(text in values.values() for values in found.values())


def typed_in(person: Person, kind: type[QWidget], name: str, text: str) -> None:
    person.replace(person.one(kind, name), text)


@pytest.mark.parametrize(
    ("step", "kind", "name"),
    [
        ("faits", TextField, "Conclusion"),
        ("gravite", LineField, "Motif"),
        ("analyse", LineField, f"Ajouter{NBSP}: un fait"),
        ("analyse", LineField, f"Ajouter{NBSP}: une barrière"),
        ("analyse", LineField, f"Cause{NBSP}: Équipe"),
        ("actions", LineField, "Action corrective"),
    ],
)
def test_a_text_that_waits_for_its_button_is_found_again(
    before: Person, step: str, kind: type[LineField | TextField], name: str
) -> None:
    device = inventory.find(before.register, 1)
    assert device is not None
    one, other = noted(before, device_id=device.id), noted(before, "Autre")
    open_step(before, one, step)
    typed_in(before, kind, name, "Relire tous les bassins")
    before.wait(lambda: waits(before, one, "Relire tous les bassins"))
    before.window.go(Route("inventaire"))
    open_step(before, other, step)
    if kind is TextField or step != "gravite":
        assert before.one(kind, name).value() == ""
    open_step(before, one, step)
    assert before.one(kind, name).value() == "Relire tous les bassins"
    before.window.context.undo()
    assert before.one(kind, name).value() == ""


def declared(person: Person) -> Incident:
    """An incident whose declarations are prepared and shown."""
    device = inventory.find(person.register, 1)
    assert device is not None
    one = noted(person, device_id=device.id, known_at=now() - timedelta(hours=2))
    for node in ("fab1", "mv4"):
        incident_orientation.answer(person.register, stored(person).incident, node, "oui")
    declarations.prepare(person.register, one.id)
    open_step(person, one, "declarations")
    return one


def test_a_sending_left_half_noted_is_open_again_with_its_file(
    before: Person, tmp_path: Path
) -> None:
    one = declared(before)
    view = page(before).step._view  # type: ignore[attr-defined]
    part = next(iter(view.parts.values()))
    part.note_sending()
    before.type("MV-2026-118")
    proof = tmp_path / "recu.pdf"
    proof.write_bytes(b"%PDF-1.4")
    part._form.take(proof)
    before.window.go(Route("inventaire"))
    open_step(before, one, "declarations")
    assert before.one(QLineEdit, "Numéro de récépissé").text() == "MV-2026-118"
    assert before.reads("recu.pdf")
    before.click("Enregistrer l’envoi")
    (sent,) = [p for d in stored(before).declarations for p in d.parts if p.sent_at]
    assert (sent.receipt, sent.document_id is not None) == ("MV-2026-118", True)
    assert form_drafts.drafts(before.register, one.id) == {}
    before.window.context.undo()
    assert before.one(QLineEdit, "Numéro de récépissé").text() == "MV-2026-118"


def test_a_sending_given_up_is_brought_back_by_undo(before: Person) -> None:
    one = declared(before)
    view = page(before).step._view  # type: ignore[attr-defined]
    next(iter(view.parts.values())).note_sending()
    before.type("MV-2026-118")
    before.click("Abandonner")
    assert form_drafts.drafts(before.register, one.id) == {}
    before.window.context.undo()
    assert before.one(QLineEdit, "Numéro de récépissé").text() == "MV-2026-118"


def test_setting_aside_uses_what_was_typed_and_undo_gives_both_back(before: Person) -> None:
    one = declared(before)
    typed_in(before, LineField, "Motif pour l’écarter", "Déclaré par le CHU")
    typed_in(before, LineField, "Écartée par (fonction)", "Radiologue")
    before.wait(lambda: waits(before, one, "Radiologue"))
    open_step(before, one, "faits")
    open_step(before, one, "declarations")
    before.click("Ne pas déclarer, avec ce motif")
    states = [file.declaration.state for file in stored(before).declarations]
    assert DeclarationState.REFUSED in states
    before.window.context.undo()
    assert before.one(LineField, "Motif pour l’écarter").value() == "Déclaré par le CHU"
    states = [file.declaration.state for file in stored(before).declarations]
    assert DeclarationState.REFUSED not in states


def test_a_reply_is_kept_as_one_types_with_its_day_and_document(
    before: Person, tmp_path: Path
) -> None:
    one = declared(before)
    field = before.one(QPlainTextEdit, "Réponse du destinataire")
    before.replace(field, "Défaut connu, corrigé en 3.3.1")
    before.wait(lambda: any(d.declaration.reply for d in stored(before).declarations))
    letter = tmp_path / "courrier.txt"
    letter.write_text("Défaut connu", encoding="utf-8")
    view = page(before).step._view  # type: ignore[attr-defined]
    view.reply.take(letter)
    before.window.go(Route("inventaire"))
    open_step(before, one, "declarations")
    assert before.reads("courrier.txt")
    (found,) = [d.declaration for d in stored(before).declarations if d.declaration.reply]
    assert found.replied_on is not None
    assert found.reply_document_id is not None
    before.replace(before.one(LineField, "Réponse reçue le"), "01/01/2020")
    before.press("Tab")
    before.wait(lambda: before.reads("La réponse est d’avant la connaissance"))
