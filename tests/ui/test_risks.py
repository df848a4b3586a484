"""Risques: matrix and list by key and mouse, one risk changed, proposals, the scale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dmn_desktop.core.criticality import default_grid, default_scale
from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.records import Device, Risk
from dmn_desktop.core.risk_summary import NO_RISKS
from dmn_desktop.core.vocabulary import RiskState, RiskTheme
from dmn_desktop.services import inventory, risks
from dmn_desktop.services import register as registers
from dmn_desktop.ui.pages.risks.arrangement import MATRIX
from dmn_desktop.ui.pages.risks.page import RisksPage
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.risk_matrix import RiskMatrix
from tests.ui.project_window import Opened

SEVERE, SOME = (4, 3), (2, 2)


class Screen:
    """The window on Risques."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.opened = Opened(qtbot, folder)
        self.qtbot = qtbot
        self.register = self.opened.window.context.register
        self.ostalis = self.device("Ostalis Fracture", hosting="externe_non_hds", reuse="inconnu")
        self.derm = self.device("Derm-Atlas Vue")

    def device(self, name: str, **values: str) -> Device:
        return inventory.add(self.register, name, **values)

    def risk(self, device: Device, text: str, cell: tuple[int, int] | None = None) -> Risk:
        severity, likelihood = cell or (0, 0)
        judged = {"severity": severity, "likelihood": likelihood}
        return risks.add(self.register, device.id, text, RiskTheme.CONTINUITY, **judged).risk

    def show(self, item: str = "", step: str = "") -> RisksPage:
        self.opened.window.go(Route("risques", item, step))
        return self.page

    @property
    def page(self) -> RisksPage:
        page = self.opened.window.page
        assert isinstance(page, RisksPage)
        return page

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        found = [
            w
            for w in self.page.findChildren(kind)
            if w.isVisible() and name in (w.accessibleName(), getattr(w, "text", str)())
        ]
        assert found, f"{name!r} is not on screen"
        return found[0]

    def press(self, words: str) -> None:
        button = self.find(QPushButton, words)
        assert isinstance(button, QPushButton)
        assert button.isEnabled(), words
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def choose(self, name: str, words: str) -> None:
        box = self.find(QComboBox, name)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())

    def give(self, name: str, text: str) -> None:
        line = self.find(QLineEdit, name)
        assert isinstance(line, QLineEdit)
        line.setText(text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        QApplication.processEvents()

    def listed(self) -> list[str]:
        """The numbers of the list, as shown."""
        model = self.page.table.model()
        top = QModelIndex()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount(top))]

    def cell(self, place: tuple[int, int]) -> str:
        """What a screen reader says of a cell."""
        model = self.page.matrix.model_
        return str(model.index_of(place).data(Qt.ItemDataRole.AccessibleTextRole))

    def one(self, code: str) -> Risk:
        """A risk, as the register holds it now."""
        return next(one.risk for one in risks.listing(self.register) if one.code == code)

    def level(self, device: Device) -> RiskLevel:
        return risks.summaries(self.register).get(device.id, NO_RISKS).level


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path) -> Iterator[Screen]:
    made = Screen(qtbot, tmp_path)
    yield made
    made.opened.window.close()


def labels(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


# Matrix and list


def test_the_head_counts_in_words_and_the_matrix_writes_every_level(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne de nuit", SEVERE)
    screen.risk(screen.ostalis, "Image perdue", SOME)
    screen.risk(screen.derm, "Fuite")
    page = screen.show()
    assert "3 risques sur 2 dispositifs, 1 élevé" in labels(page)
    assert screen.cell(SEVERE) == "Critique, possible\u00a0: élevé, 1 risque\u00a0: R-01.1"
    assert screen.cell((1, 1)) == "Mineure, très rare\u00a0: faible, aucun risque"
    # What waits for a judgement comes first, then by level.
    assert screen.listed() == ["R-02.1", "R-01.1", "R-01.2"]


def test_measures_move_a_risk_and_the_choice_is_never_empty(screen: Screen) -> None:
    risk = screen.risk(screen.ostalis, "Panne de nuit", SEVERE)
    measured = {"residual_severity": 2, "residual_likelihood": 2}
    risks.update(screen.register, risk, measured)
    page = screen.show()
    assert "R-01.1" in screen.cell(SOME)
    screen.press("Avant mesures")
    assert "R-01.1" in screen.cell(SEVERE)
    assert not page.head.is_after
    screen.press("Avant mesures")
    assert not page.head.is_after


def test_arrows_move_enter_filters_and_everything_comes_back(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne de nuit", SEVERE)
    screen.risk(screen.ostalis, "Image perdue", SOME)
    page = screen.show()
    matrix = page.matrix
    matrix.focus_cell((4, 2))
    matrix.setFocus()
    QTest.keyClick(matrix, Qt.Key.Key_Right)
    assert matrix.model_.place(matrix.currentIndex()) == SEVERE
    QTest.keyClick(matrix, Qt.Key.Key_Return)
    assert screen.listed() == ["R-01.1"]
    assert page.table.hasFocus()
    screen.press("Tout afficher")
    assert screen.listed() == ["R-01.1", "R-01.2"]


def test_a_chip_shows_its_risk_by_click_and_by_space(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne de nuit", SEVERE)
    second = screen.risk(screen.ostalis, "Image perdue", SEVERE)
    page = screen.show()
    first, last = page.matrix.chips_of(SEVERE)
    QTest.mouseClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(last.center()))
    assert "Image perdue" in labels(page.pane.detail)
    assert page.matrix.chosen_chip == second.id
    values = page.table.current_values()
    assert values is not None
    assert values[0] == second.id
    page.matrix.setFocus()
    QTest.keyClick(page.matrix, Qt.Key.Key_Space)
    assert "Panne de nuit" in labels(page.pane.detail)
    assert first.width() > 0


@pytest.mark.parametrize("size", [(420, 240), (700, 300), (2400, 1200)])
def test_a_full_cell_shows_six_chips_at_most_and_says_all_of_them(
    screen: Screen, size: tuple[int, int]
) -> None:
    for number in range(15):
        screen.risk(screen.ostalis, f"Panne {number}", SEVERE)
    page = screen.show()
    matrix = RiskMatrix(screen.opened.window.context.theme, "Essai")
    screen.qtbot.addWidget(matrix)
    shown = page.matrix.model_
    cells = {SEVERE: shown.cell(shown.index_of(SEVERE))}
    matrix.show_cells(shown.severities, shown.likelihoods, cells)
    matrix.resize(*size)
    matrix.show()
    QApplication.processEvents()
    chips = matrix.chips_of(SEVERE)
    place = matrix.visualRect(matrix.model_.index_of(SEVERE))
    assert len(chips) == 6 if size[0] > 2000 else len(chips) <= 6
    assert all(place.contains(chip) for chip in chips)
    assert "15 risques" in screen.cell(SEVERE)
    assert "R-01.15" in screen.cell(SEVERE)


def test_a_small_window_shows_one_part_at_a_time_and_takes_the_keyboard_along(
    screen: Screen,
) -> None:
    screen.risk(screen.ostalis, "Panne de nuit", SEVERE)
    screen.opened.window.resize(1024, 640)
    page = screen.show()
    QApplication.processEvents()
    page._parts.bring(MATRIX)
    assert page.matrix.isVisible()
    assert not page.table.isVisible()
    page.matrix.setFocus()
    QTest.keyClick(page.matrix, Qt.Key.Key_Space)
    assert not page.matrix.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.pane.isAncestorOf(focus)


@pytest.mark.parametrize("size", [3, 4, 5])
def test_every_size_of_scale_is_drawn_with_a_word_in_each_cell(screen: Screen, size: int) -> None:
    names = tuple(f"Degré {n}" for n in range(size))
    scale = default_scale().but(severities=names, likelihoods=names, grid=default_grid(size, size))
    risks.save_scale(screen.register, scale, "Essai")
    screen.risk(screen.ostalis, "Panne", (5, 5))
    page = screen.show()
    model = page.matrix.model_
    QAbstractItemModelTester(model)
    top = QModelIndex()
    assert (model.rowCount(top), model.columnCount(top)) == (size, size)
    words = {str(model.index(r, c).data()) for r in range(size) for c in range(size)}
    assert words == {"faible", "moyen", "élevé"}
    # A number kept from a larger scale stands in the last cell.
    assert "R-01.1" in screen.cell((size, size))
    assert screen.one("R-01.1").severity == 5


def test_what_nobody_judged_is_named_beside_and_listed_alone(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne de nuit", SEVERE)
    screen.risk(screen.derm, "Fuite")
    screen.show()
    screen.press("1 à analyser\u00a0: R-02.1")
    assert screen.listed() == ["R-02.1"]


def test_the_list_is_narrowed_by_words_theme_device_and_state(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne de nuit", SEVERE)
    closed = screen.risk(screen.ostalis, "Image perdue", SOME)
    risks.close(screen.register, closed, "Réseau changé")
    risks.add(screen.register, screen.derm.id, "Mot de passe volé", RiskTheme.CYBER)
    page = screen.show()
    assert screen.listed() == ["R-02.1", "R-01.1"]
    screen.choose("Limiter à l’état", "Clos")
    assert screen.listed() == ["R-01.2"]
    screen.choose("Limiter à l’état", "Tous")
    screen.choose("Limiter au thème", "Cybersécurité")
    assert screen.listed() == ["R-02.1"]
    page.filters.show_all()
    screen.choose("Limiter au dispositif", "DMN-01, Ostalis Fracture")
    assert screen.listed() == ["R-01.1"]
    page.filters.show_all()
    page.filters.words.setText("vole")
    assert screen.listed() == ["R-02.1"]


# One risk


def test_a_new_risk_is_judged_by_its_words_and_every_screen_knows_at_once(screen: Screen) -> None:
    page = screen.show(step="nouveau")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    screen.choose("Dispositif", "DMN-01, Ostalis Fracture")
    screen.choose("Thème", "Cybersécurité")
    page.pane.new._event.setPlainText("Intrusion par la télémaintenance")
    screen.press("Ajouter le risque")
    risk = screen.one("R-01.1")
    assert (risk.text, risk.theme) == ("Intrusion par la télémaintenance", RiskTheme.CYBER)
    assert screen.level(screen.ostalis) is RiskLevel.TO_ASSESS
    assert page.pane.part is page.pane.editor
    events = screen.opened.window.context.events
    screen.choose("Gravité avant mesures", "Catastrophique")
    with screen.qtbot.waitSignal(events.devices_changed):
        screen.choose("Vraisemblance avant mesures", "Possible")
    assert screen.level(screen.ostalis) is RiskLevel.HIGH
    assert "R-01.1" in screen.cell((5, 3))
    assert "1 risque sur 1 dispositif, 1 élevé" in labels(page)


def test_what_is_typed_is_kept_and_undone_as_one(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne", SEVERE)
    page = screen.show()
    page.edit()
    measures = next(
        w
        for w in page.pane.editor.findChildren(QWidget)
        if w.accessibleName() == "Mesures en place"
    )
    screen.opened.type(measures, "Relecture sous 12 h")
    assert screen.one("R-01.1").measures == "Relecture sous 12 h"
    screen.press("Terminer")
    assert "Relecture sous 12 h" in labels(page.pane.detail)
    registers.undo(screen.register)
    assert screen.one("R-01.1").measures == ""


def test_a_risk_is_accepted_by_a_role_closed_with_a_reason_and_reopened(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne", SOME)
    page = screen.show()
    screen.press("Accepter le risque résiduel")
    screen.give("Risque résiduel accepté par (fonction)", "")
    assert screen.one("R-01.1").state is RiskState.OPEN
    screen.give("Risque résiduel accepté par (fonction)", "Médecin responsable")
    assert screen.one("R-01.1").accepted_by == "Médecin responsable"
    assert "Médecin responsable" in labels(page.pane.detail)
    screen.press("Clore le risque")
    screen.give("Pourquoi ce risque n’existe plus", "Outil remplacé")
    assert screen.one("R-01.1").state is RiskState.CLOSED
    assert screen.listed() == []
    screen.press("Rouvrir")
    assert screen.one("R-01.1").state is RiskState.OPEN
    assert "R-01.1, clos" in labels(page.pane.detail)  # the history


def test_a_risk_that_nobody_judged_cannot_be_accepted(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne")
    page = screen.show()
    assert not page.pane.detail.accept.isEnabled()


def test_a_deleted_risk_comes_back_with_annuler(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne", SOME)
    page = screen.show()
    screen.press("Supprimer le risque")
    assert risks.listing(screen.register) == []
    assert "Aucun risque noté." in labels(page)
    screen.opened.window.context.undo()
    assert screen.listed() == ["R-01.1"]


# Proposals and scale


def test_an_empty_page_leads_to_the_proposals_of_a_device(screen: Screen) -> None:
    page = screen.show()
    assert "Aucun risque noté." in labels(page)
    [printing] = [b for b in page.findChildren(QPushButton) if b.text() == "Imprimer"]
    assert not printing.isEnabled()
    assert printing.toolTip() == "Aucun risque à imprimer"
    assert not any(c.enabled for c in page.commands() if c.shortcut == "Ctrl+P")
    screen.press("Voir les risques proposés")
    assert "Risques proposés pour DMN-01, Ostalis Fracture" in labels(page)
    waiting = risks.propose(screen.register, screen.ostalis.id)
    screen.press(f"Retenir ce risque\u00a0: {waiting[0].rule.event}")
    screen.press(f"Pas pour nous…\u00a0: {waiting[1].rule.event}")
    screen.give("Pas pour nous, parce que", "Clause retirée")
    assert risks.propose(screen.register, screen.ostalis.id) == []
    assert printing.isEnabled()
    assert [one.risk.text for one in risks.listing(screen.register)] == [waiting[0].rule.event]
    screen.press("Aucun risque de ce type…\u00a0: Cybersécurité")
    screen.give("Aucun risque de ce type, parce que", "Poste sans réseau")
    assert "Aucun risque\u00a0: Poste sans réseau" in labels(page)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)


def test_without_devices_the_page_leads_to_the_inventory(screen: Screen) -> None:
    inventory.remove(screen.register, [screen.ostalis.id, screen.derm.id])
    screen.show()
    screen.press("Aller à l’inventaire")
    assert screen.opened.window.page.route().page == "inventaire"


def test_the_scale_changes_with_a_reason_and_never_falls(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne", SOME)
    page = screen.show()
    page.show_scale()
    editor = page.pane.scale
    matrix = editor._matrix
    matrix.focus_cell((5, 5))
    QTest.keyClick(matrix, Qt.Key.Key_Return)  # from high round to low
    assert "ne peut pas être moins élevé" in labels(editor)
    screen.press("Enregistrer l’échelle…")
    assert risks.scale_of(screen.register) == default_scale()
    for _ in range(2):
        QTest.keyClick(matrix, Qt.Key.Key_Return)
    matrix.focus_cell(SOME)
    QTest.keyClick(matrix, Qt.Key.Key_Return)
    screen.press("Enregistrer l’échelle…")
    screen.give("Motif du changement", "Plus de prudence")
    assert screen.cell(SOME).startswith("Modérée, peu probable\u00a0: moyen")
    assert screen.level(screen.ostalis) is RiskLevel.MEDIUM
    page.show_scale()
    assert "Plus de prudence" in labels(editor)
    screen.press("Revenir à l’échelle par défaut")
    screen.give("Motif du changement", "Avis du comité")
    assert risks.scale_of(screen.register).reason == "Avis du comité"


def test_a_smaller_scale_keeps_words_and_numbers(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne", (5, 5))
    page = screen.show()
    page.show_scale()
    screen.choose("Nombre de gravités", "3")
    screen.press("Enregistrer l’échelle…")
    screen.give("Motif du changement", "Trois degrés suffisent")
    assert risks.scale_of(screen.register).severities == ("Mineure", "Modérée", "Majeure")
    assert screen.one("R-01.1").severity == 5
    assert "R-01.1" in screen.cell((3, 5))


# Many, and reading only


def test_five_hundred_risks_are_listed_and_found(screen: Screen) -> None:
    with screen.register.transaction("beaucoup") as tx:
        for number in range(500):
            tx.put(
                Risk(
                    device_id=screen.ostalis.id,
                    number=number + 1,
                    text=f"Risque {number}",
                    severity=1 + number % 5,
                    likelihood=1 + number % 4,
                )
            )
    page = screen.show()
    assert "500 risques sur 1 dispositif" in labels(page)
    page.filters.words.setText("risque 499")
    assert screen.listed() == ["R-01.499", "R-01.500"]


def test_nothing_is_changed_in_a_register_open_to_read(screen: Screen) -> None:
    screen.risk(screen.ostalis, "Panne", SOME)
    path, desk = screen.register.path, screen.opened.window.context.desk
    desk.close()
    desk.put(registers.open_file(path, True))
    page = screen.show()
    detail = page.pane.detail
    assert not any(made.isEnabled() for made in (detail.edit, detail.close_, detail.remove))
    page.edit()
    assert page.pane.part is detail
