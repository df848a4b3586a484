"""An incident from noting it with the keyboard to its printed file, and back the next day."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QRadioButton

from dmn_desktop.core.incident_vocabulary import DeclarationState, IncidentState
from dmn_desktop.core.text import NBSP
from dmn_desktop.services import incidents
from dmn_desktop.ui.pages.incident.sending_form import SendingForm
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.fields import TextField
from tests.app.person import Person
from tests.exports.pdf_reading import compact, read
from tests.ui.incident_window import at_incidents, page, stored


def yes(person: Person, question: str) -> None:
    """Answer « Oui » with the space bar."""
    found = [
        one
        for one in person.seen(QRadioButton)
        if one.accessibleName().startswith(question) and one.text() == "Oui"
    ]
    found[0].setFocus()
    person.press("Space")


def test_an_incident_is_noted_declared_proved_closed_found_again_and_printed(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = at_incidents(person)
    person.window.go(Route("dispositif", device.id))
    note_by_keyboard(person)
    declare(person)
    close(person)
    assert person.leave()

    person.start(person.path)
    person.room("Incidents")
    person.press("Return")
    assert person.reads("Fracture du col fémoral non signalée")
    printed = tmp_path / "incident.pdf"
    page(person).papers.write("incident", printed)
    person.wait(lambda: not person.window.context.tasks.is_busy())
    text = compact(read(printed).text)
    for words in ("I-20", "Fractureducolfémoralnonsignalée", "MV-2026-118"):
        assert compact(words) in text, words


def note_by_keyboard(person: Person) -> None:
    """Ctrl+I, then Tab from field to field."""
    person.press("Ctrl+I")
    person.wait(lambda: person.focus.accessibleName() == "Ce qui s’est passé, en une ligne")
    person.type("Fracture du col fémoral non signalée")
    person.press("Tab")
    person.wait(lambda: len(incidents.listing(person.register)) == 1)
    while person.focus.accessibleName() != "Constaté par (fonction)":
        person.press("Tab")
    person.type("Radiologue de garde")
    person.press("Tab")
    file = stored(person)
    assert (file.incident.version, file.incident.noticed_by) == ("3.3.0", "Radiologue de garde")


def declare(person: Person) -> None:
    """Answer, prepare, note the sending with its proof."""
    person.press("Ctrl+Tab", times=2)
    yes(person, "L’outil a-t-il mal fonctionné")
    yes(person, "Un décès ou une dégradation grave")
    person.click(f"Préparer le texte{NBSP}: Matériovigilance, en direct")
    assert person.reads("Rien n’est envoyé par l’application")
    view = page(person).step._view  # type: ignore[attr-defined]
    person.click(f"Noter l’envoi{NBSP}: {next(iter(view.parts.values())).name}")
    proof = person.folder / "recepisse.txt"
    proof.write_text("reçu", encoding="utf-8")
    person.seen(SendingForm)[0].take(proof)
    person.replace(person.one(QLineEdit, "Numéro de récépissé"), "MV-2026-118")
    person.click("Enregistrer l’envoi")
    sent = [one for one in stored(person).declarations if one.parts[0].receipt]
    assert sent[0].declaration.state is DeclarationState.SENT
    assert sent[0].parts[0].document_id is not None


def close(person: Person) -> None:
    """Come back to the facts and close."""
    page(person).desk.go("faits")
    person.replace(person.one(QLineEdit, "Clos par (fonction)"), "Radiologue")
    person.replace(person.one(TextField, "Conclusion"), "Relecture de tous les bassins.")
    person.click("Clore ici")
    assert stored(person).incident.state is IncidentState.CLOSED
