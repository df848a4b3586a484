"""Fields that save by themselves while somebody is still typing in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dmn_desktop.core.records import CostLine, Record
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.widgets.basics import PlainLabel
from dmn_desktop.ui.widgets.fields import LineField
from tests.ui.project_window import Opened

NBSP = "\u00a0"


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Opened:
    return Opened(qtbot, tmp_path)


def test_a_pause_after_a_word_keeps_its_space(opened: Opened) -> None:
    opened.start("candidats", names=("Ostalis",))
    vendor = opened.find(LineField, "Éditeur")
    opened.type(vendor, "Imagerie ")
    opened.type(vendor, "du Quai")

    assert opened.dossier.candidates[0].vendor == "Imagerie du Quai"


class Amount:
    """The form of one amount, in a window of its own."""

    def __init__(self, opened: Opened) -> None:
        self.kept: list[Record] = []
        record = CostLine(project_id="p", candidate_id="c", label="Licence")
        context = opened.window.context
        self.form = RecordForm(context, record, self._save, (("label", "amount"),))
        opened.qtbot.addWidget(self.form)
        self.form.show()
        self.form.activateWindow()
        opened.qtbot.waitUntil(self.form.isActiveWindow)
        fields = self.form.findChildren(LineField)
        self.label, self.field = fields[0], fields[1]

    def _save(self, record: Record, field: str, run: str) -> bool:
        self.kept.append(record)
        self.form.show_record(record)  # as the page does, once it is stored
        return True

    @property
    def amount(self) -> int:
        last = self.kept[-1]
        assert isinstance(last, CostLine)
        return last.amount


def test_a_pause_inside_an_amount_adds_nothing_to_it(opened: Opened) -> None:
    form = Amount(opened)
    opened.key_in(form.field, "12")
    form.field.flush()
    assert form.field.text() == "12"
    opened.key_in(form.field, "50")
    form.field.flush()
    assert form.amount == 125_000

    form.label.setFocus()
    opened.qtbot.waitUntil(lambda: form.field.text() == f"1{NBSP}250{NBSP}€")


def test_a_wrong_amount_is_told_and_never_kept(opened: Opened) -> None:
    form = Amount(opened)
    opened.key_in(form.field, "douze")
    form.label.setFocus()

    assert form.kept == []
    assert form.field.text() == "douze"
    assert form.form.flush()
    opened.qtbot.waitUntil(lambda: "douze" in _red(form.form))


def _red(form: RecordForm) -> str:
    """What the form says in red."""
    labels = form.findChildren(PlainLabel)
    return "\n".join(x.text() for x in labels if x.property("kind") == "error" and x.isVisible())
