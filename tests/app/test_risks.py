"""From a device to its risks: proposed, judged, accepted, printed, there again the next day."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from dmn_desktop.cli import main
from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.text import NBSP
from dmn_desktop.services import inventory, risks
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.fields import TextField
from dmn_desktop.ui.widgets.record_table import RecordTable
from tests.app.person import Person, picks
from tests.exports.pdf_reading import compact, read

MEASURE = "Hébergeur certifié demandé & relancé <2 fois>"
ROLE = "Médecin responsable, A. B."


def pick(person: Person, name: str, words: str) -> None:
    """Choose in a list with the arrow keys."""
    box = person.one(QComboBox, name)
    box.setFocus()
    while box.currentText() != words:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{words!r} is not in the list"


def test_a_proposed_risk_is_judged_accepted_printed_and_found_again(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start_with()
    device = inventory.add(person.register, "Derm-Atlas Vue", hosting="externe_non_hds")
    (proposal,) = risks.propose(person.register, device.id)
    person.room("Risques")
    person.click("Voir les risques proposés")
    person.click(f"Retenir ce risque{NBSP}: {proposal.rule.event}")
    person.wait(lambda: risks.propose(person.register, device.id) == [])
    person.click("Terminer")
    assert person.reads("R-01.1")
    person.click("Modifier le risque")
    pick(person, "Gravité avant mesures", "Critique")
    pick(person, "Vraisemblance avant mesures", "Probable")
    assert risks.summaries(person.register)[device.id].level is RiskLevel.HIGH
    person.replace(person.one(TextField, "Mesures en place"), MEASURE)
    pick(person, "Gravité après mesures", "Critique")
    pick(person, "Vraisemblance après mesures", "Peu probable")
    person.click("Terminer")
    assert risks.summaries(person.register)[device.id].level is RiskLevel.MEDIUM
    assert person.reads("Critique, peu probable")
    person.click("Accepter le risque résiduel")
    person.replace(person.one(QLineEdit, "Risque résiduel accepté par (fonction)"), ROLE)
    person.press("Return")
    person.wait(lambda: person.reads(ROLE))

    paper = tmp_path / "risques.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(paper))
    person.press("Ctrl+Shift+P")
    person.wait(lambda: not person.window.context.tasks.is_busy(), 20_000)
    for words in (MEASURE, ROLE, proposal.rule.event, "Critique, peu probable"):
        assert compact(words) in read(paper).text

    person.leave()
    again = tmp_path / "encore.pdf"
    main(["print", str(person.path), "risques", "--out", str(again)])
    assert compact(MEASURE) in read(again).text
    person.start(person.path)
    person.window.go(Route("risques"))
    table = person.one(RecordTable, "Risques")
    assert table.model().rowCount() == 1
    person.press("Ctrl+F")
    person.type("derm")
    assert table.model().rowCount() == 1
    person.type(" zzz")
    assert table.model().rowCount() == 0
