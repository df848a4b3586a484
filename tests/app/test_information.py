"""A sheet for patients, from its device to paper, and again when the device changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dmn_desktop.core.vocabulary import SheetState
from dmn_desktop.services import inventory, patient_sheets
from dmn_desktop.ui import printing
from dmn_desktop.ui.pages.information.history_tab import HistoryTab
from dmn_desktop.ui.routes import Route
from tests.ui.information_window import Informer

NBSP = "\u00a0"


@pytest.fixture
def someone(qtbot: QtBot, tmp_path: Path) -> Iterator[Informer]:
    """Someone with a device in use and no sheet."""
    person = Informer(qtbot, tmp_path)
    yield person
    person.end()


def printer(copies: int, pages: list[bytes]) -> object:
    """A printer that somebody agreed to use: it keeps what it was sent."""

    def print_file(_owner: object, path: Path) -> int:
        pages.append(path.read_bytes())
        return copies

    return print_file


def test_a_sheet_lives_with_its_device(someone: Informer, monkeypatch: pytest.MonkeyPatch) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.click(f"Valider{NBSP}: 1 élément manque")
    someone.type("il cherche des os cassés")
    someone.saved()
    someone.click("Valider")
    someone.replace(someone.focus, "Radiologue référent")
    someone.click("Valider cette version")
    assert someone.sheet.state is SheetState.CURRENT

    sent: list[bytes] = []
    monkeypatch.setattr(printing, "print_file", printer(25, sent))
    someone.press("Ctrl+P")
    someone.wait(lambda: bool(sent), 20_000)
    assert sent[0].startswith(b"%PDF")
    someone.wait(lambda: "25 exemplaires" in someone.bar)
    someone.click("Noter cette remise")
    handed = patient_sheets.hand_outs(someone.register, someone.sheets.sheet.id)
    assert [made.copies for _, made in handed] == [25]

    device = someone.sheet.device
    assert device is not None
    inventory.update(someone.register, device, {"version": "3.3.0"})
    someone.window.context.events.devices_changed.emit()
    assert someone.sheets.list.texts == ["À revoir", "Ostalis Fracture"]
    someone.sheets.pane.turn_to("elements")
    assert someone.reads(f"Changé depuis la version validée{NBSP}: Mise à jour 3.3.0.")

    someone.replace(someone.field("Ce qu’il fait"), "il cherche et mesure les os cassés")
    someone.saved()
    someone.click("Valider")
    someone.press("Return")
    assert [v.position for v in someone.sheet.versions] == [1, 2]
    assert someone.sheet.state is SheetState.CURRENT

    tab = someone.sheets.pane.tab
    assert isinstance(tab, HistoryTab)
    assert someone.reads("+ ")
    assert someone.reads("mesure les os cassés")
    assert someone.reads("− ")


def test_the_old_version_is_printed_until_the_new_one_is_validated(
    someone: Informer, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.fill()
    patient_sheets.validate(someone.register, someone.sheets.sheet.id, "Radiologue")
    someone.sheets.reload()
    someone.replace(someone.field("Qui décide"), "la cadre du service")
    someone.saved()
    sent: list[bytes] = []
    monkeypatch.setattr(printing, "print_file", printer(0, sent))
    someone.click("Imprimer")
    someone.wait(lambda: bool(sent), 20_000)
    assert "Version 1" in words(sent[0])
    assert "cadre" not in words(sent[0])
    assert "Noter cette remise" not in someone.bar
    someone.window.go(Route("information"))


def words(pdf: bytes) -> str:
    """What a document says."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            held = page.get_textpage()
            texts.append(held.get_text_range())
            held.close()
            page.close()
        return " ".join(" ".join(texts).split())
    finally:
        document.close()
