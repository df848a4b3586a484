"""A secretary keeps the inventory: adds, filters, changes, exports, comes back the next day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from dmn_desktop.core.records import today
from dmn_desktop.ui.routes import Route
from tests.app.person import picks
from tests.ui.inventory_window import Keeper


@pytest.fixture
def keeper(qtbot: QtBot, tmp_path: Path) -> Iterator[Keeper]:
    someone = Keeper(qtbot, tmp_path)
    yield someone
    someone.end()


def test_an_inventory_is_kept_exported_and_found_again(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.open_inventory()
    keeper.press("Ctrl+F")
    keeper.type("urgences")
    keeper.click("Enregistrer cette vue")
    keeper.type("Urgences")
    keeper.press("Return")
    keeper.inventory.model.tick_all()
    keeper.click("Marquer comme revues")
    target = tmp_path / "urgences.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(target))
    keeper.click("Exporter")
    keeper.wait(target.exists)
    keeper.wait(lambda: "Document enregistré" in keeper.bar)
    sheet = openpyxl.load_workbook(target)["Inventaire"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == ["Derm-Atlas Vue", "Polypilote", "Alluma"]
    assert {row[9].date() for row in rows} == {today()}
    assert keeper.leave()
    keeper.start(keeper.path)
    keeper.window.go(Route("inventaire"))
    keeper.look()
    keeper.choose_tab("Urgences")
    assert keeper.shown == ["Derm-Atlas Vue", "Polypilote", "Alluma"]
