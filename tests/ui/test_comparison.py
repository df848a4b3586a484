"""Step 4: the table of annexe 2, through the real window."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dmn_desktop.core.comparison import ComparisonCell, compare
from dmn_desktop.core.records import Answer, Candidate, CostLine
from dmn_desktop.core.vocabulary import AnswerState, CostBasis, Judgement, Opinion, SourceStatus
from dmn_desktop.services import documents
from dmn_desktop.services import register as registers
from dmn_desktop.ui.pages.project.comparison import ComparisonStep
from dmn_desktop.ui.pages.project.comparison_bar import FilterBar
from dmn_desktop.ui.pages.project.comparison_detail import (
    JUDGED,
    BadgeLabel,
    DetailPanel,
    LineEditor,
)
from dmn_desktop.ui.pages.project.comparison_review import ReviewPage
from dmn_desktop.ui.pages.project.comparison_rows import OUTSIDE, count_words
from dmn_desktop.ui.widgets.compare_grid import CompareGrid
from tests.ui.project_window import Opened

NBSP = "\u00a0"
NAMES = ("Ostalis Fracture", "Veridos Os", "Kinéa Trauma")
LINE = "ligne:8"
"""Key of the line « 5.1 »."""


class Comparing(Opened):
    """A window on the comparison."""

    def open(self, names: tuple[str, ...] = NAMES[:2], answers: bool = True) -> None:
        """Start a project; A has answers to 5.1, B was asked."""
        self.start("besoin", names=names)
        if answers:
            self.answer("q5_1_b", "Images dans le PACS")
        if answers and len(names) > 1:
            self.answer("q5_1_b", "", place=1, state=AnswerState.TO_ASK)
        self.go("comparaison")

    def answer(self, cell: str, text: str, place: int = 0, **values: Any) -> None:
        """Keep an answer of a candidate, as the step « Réponses » does."""
        candidate = self.dossier.compared[place]
        answer = Answer.model_validate(
            {
                "id": Answer.id_for(candidate.project_id, candidate.id, cell),
                "project_id": candidate.project_id,
                "candidate_id": candidate.id,
                "cell": cell,
                "text": text,
                "state": AnswerState.ANSWERED,
                **values,
            }
        )
        registers.save(self.window.context.register, answer, "réponse")
        page = self.window.page
        assert page is not None
        page.reload()

    @property
    def comparison(self) -> ComparisonStep:
        step = self.step
        assert isinstance(step, ComparisonStep)
        return step

    @property
    def grid(self) -> CompareGrid:
        return self.step.findChildren(CompareGrid)[0]

    @property
    def panel(self) -> DetailPanel:
        return self.step.findChildren(DetailPanel)[0]

    @property
    def line(self) -> LineEditor:
        return self.panel.findChildren(LineEditor)[0]

    def candidate(self, place: int = 0) -> Candidate:
        return self.dossier.compared[place]

    def cell(self, place: int = 0, row: int = 8) -> ComparisonCell:
        """What the register says of a line."""
        return next(li for li in compare(self.dossier) if li.row.n == row).cells[place]

    def focus(self, place: int = 0, key: str = LINE) -> None:
        """Put the focus on a cell, as arrows do."""
        assert self.grid.focus_cell(key, self.candidate(place).id)
        self.grid.setFocus()

    def key(self, text: str) -> None:
        """Type a character on the grid; accents included."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(self.grid, event)

    def rows(self) -> list[str]:
        """Keys of the rows that are shown, in order."""
        model = self.grid.model_
        return [r.key for i, r in enumerate(model.rows) if not self.grid.isRowHidden(i)]

    def shown(self, place: int = 0, key: str = LINE) -> str:
        """The words of a cell on screen."""
        index = self.grid.index_of(key, self.candidate(place).id)
        return str(index.data())

    def filter(self, words: str) -> QPushButton:
        """The filter whose words begin so."""
        bar = self.step.findChildren(FilterBar)[0]
        found = [b for b in bar.findChildren(QPushButton) if b.text().startswith(words)]
        assert len(found) == 1
        return found[0]

    def choose_filter(self, words: str) -> None:
        self.qtbot.mouseClick(self.filter(words), Qt.MouseButton.LeftButton)

    def open_panel(self, place: int = 0, key: str = LINE) -> None:
        self.focus(place, key)
        self.qtbot.keyClick(self.grid, Qt.Key.Key_Return)
        assert self.panel.isVisible()

    def click(self, name: str) -> None:
        found = [b for b in self.step.findChildren(QPushButton) if _is(b, name) and b.isVisible()]
        assert len(found) == 1, name
        self.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def _is(button: QPushButton, name: str) -> bool:
    return name in (button.text(), button.accessibleName())


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Comparing:
    return Comparing(qtbot, tmp_path)


# Empty


def test_without_candidate_the_page_leads_to_the_candidates(opened: Comparing) -> None:
    opened.open(names=(), answers=False)

    assert "Répondre d’abord à quelques questions" in opened.words()
    assert not opened.grid.isVisible()
    opened.click("Choisir les candidats")
    assert opened.step.key == "candidats"


def test_without_answer_the_page_leads_to_the_answers(opened: Comparing) -> None:
    opened.open(answers=False)

    assert "Répondre d’abord à quelques questions" in opened.words()
    assert not opened.tick()
    opened.click("Aller aux réponses")
    assert opened.step.key == "reponses"


# The table


def test_all_lines_of_annexe_2_stand_under_their_numbered_titles(opened: Comparing) -> None:
    opened.open()

    rows = opened.rows()
    assert len([key for key in rows if key.startswith("ligne:")]) == 35
    titles = [row.text for row in opened.grid.model_.rows if row.heading]
    assert titles[0] == "3. Finalité"
    assert titles[6].startswith("9. ")
    assert titles[7] == f"Hors annexe 2{NBSP}: 5.3, 7.4, 8.14"


def test_a_cell_says_its_judgement_and_the_line_proposed_from_the_answers(
    opened: Comparing,
) -> None:
    opened.open()

    assert opened.shown() == "À apprécier. Images dans le PACS"
    assert opened.shown(place=1).startswith("Manque")
    assert opened.shown(key="ligne:1").startswith("Manque")


def test_counts_agree_in_number_and_say_the_rest_only_when_there_is_any() -> None:
    found = Counter(
        {Judgement.SUITS: 24, Judgement.DISCUSS: 7, Judgement.BLOCKING: 0, Judgement.MISSING: 4}
    )
    words = count_words(found).replace(NBSP, " ")
    assert words == "24 conviennent, 7 à discuter, 0 bloquant, 4 manquent"

    found = Counter({Judgement.SUITS: 1, Judgement.BLOCKING: 2, Judgement.MISSING: 1})
    found[Judgement.NONE], found[Judgement.NOT_APPLICABLE] = 30, 1
    words = count_words(found).replace(NBSP, " ")
    assert words == "1 convient, 0 à discuter, 2 bloquants, 1 manque, 1 sans objet, 30 à apprécier"


def test_candidates_stay_in_their_order_whatever_their_counts(opened: Comparing) -> None:
    opened.open()
    opened.focus(place=1)
    opened.key("1")

    columns = opened.grid.model_.columns
    assert [column.letter for column in columns] == ["A", "B"]
    assert columns[1].words.replace(NBSP, " ").startswith("1 convient, ")
    tones = [tone for tone, _ in columns[1].segments]
    assert tones == ["ok", "warn", "dang", "neu"]
    assert sum(number for _, number in columns[1].segments) == 35
    assert "Pas de note globale" in opened.words()


# Judging


def test_a_digit_judges_the_cell_in_focus(opened: Comparing) -> None:
    opened.open()
    opened.focus()
    for key, judgement in (
        ("1", Judgement.SUITS),
        ("2", Judgement.DISCUSS),
        ("3", Judgement.BLOCKING),
        ("4", Judgement.MISSING),
        ("5", Judgement.NOT_APPLICABLE),
        ("0", Judgement.NONE),
    ):
        opened.key(key)
        assert opened.cell().judgement is judgement
        assert opened.shown().startswith(judgement.label)
        assert opened.grid.hasFocus()
    opened.key("3")
    opened.reopened()
    assert opened.shown().startswith("Bloquant")


def test_a_french_keyboard_needs_no_shift(opened: Comparing) -> None:
    opened.open()
    opened.focus()
    for key, judgement in zip("&é\"'(à", (*JUDGED, Judgement.NONE), strict=True):
        opened.key(key)
        assert opened.cell().judgement is judgement


def test_suppr_takes_a_judgement_back(opened: Comparing) -> None:
    opened.open()
    opened.focus()
    opened.key("3")
    opened.qtbot.keyClick(opened.grid, Qt.Key.Key_Delete)

    assert opened.cell().judgement is Judgement.NONE


def test_a_judgement_can_be_undone_by_its_name(opened: Comparing) -> None:
    opened.open()
    opened.focus(place=1)
    opened.key("3")
    assert registers.next_undo(opened.window.context.register) == "appréciation 5.1, candidat B"
    opened.window.undo()

    assert opened.cell(place=1).judgement is Judgement.MISSING
    assert opened.shown(place=1).startswith("Manque")


def test_the_menu_of_a_cell_judges_without_keyboard(opened: Comparing) -> None:
    opened.open()
    opened.focus()
    action = next(a for a in opened.grid.actions() if a.text().startswith("Bloquant"))
    action.trigger()

    assert opened.cell().judgement is Judgement.BLOCKING


def test_simple_keys_can_be_turned_off(opened: Comparing) -> None:
    opened.open()
    opened.window.context.settings.set("touches_simples", False)
    opened.focus()
    opened.key("1")

    assert opened.cell().judgement is Judgement.NONE


def test_the_tab_is_ticked_once_every_line_is_judged_or_plainly_missing(opened: Comparing) -> None:
    opened.open()
    assert not opened.tick()
    opened.focus()
    opened.key("2")

    assert opened.tick(), "all other lines have no answer, and say so"
    opened.answer("q5_4_a", "Oui")
    assert not opened.tick()


# Filters


def test_filters_count_and_keep_their_lines(opened: Comparing) -> None:
    opened.open()
    opened.focus(place=1)
    opened.key("3")

    assert opened.filter("Toutes les lignes").text().split(NBSP)[-1] == "35"
    assert opened.filter("Points bloquants").text().split(NBSP)[-1] == "1"
    assert opened.filter("Réponses manquantes").text().split(NBSP)[-1] == "68"
    opened.choose_filter("Points bloquants")
    assert opened.rows() == ["S3", LINE]
    opened.choose_filter("Différences")
    assert opened.rows() == ["S3", LINE]
    opened.choose_filter("Toutes les lignes")
    assert len([key for key in opened.rows() if key.startswith("ligne:")]) == 35


def test_a_line_judged_otherwise_stays_until_it_is_left(opened: Comparing) -> None:
    opened.open()
    opened.focus()
    opened.key("3")
    opened.choose_filter("Points bloquants")
    opened.focus()
    opened.key("1")

    assert opened.rows() == ["S3", LINE], "the cell being judged does not flee"
    opened.choose_filter("Points bloquants")
    assert "Aucun point bloquant." in opened.words()
    opened.click("Voir toutes les lignes")
    assert len(opened.rows()) > 35


def test_a_single_candidate_differs_from_no_other(opened: Comparing) -> None:
    opened.open(names=NAMES[:1])

    assert not opened.filter("Différences").isVisible()
    assert opened.grid.model_.columnCount() == 1
    assert opened.grid.columnWidth(0) > 800, "one wide column"


# The panel


def test_enter_opens_the_answers_with_sources_and_claims_told_from_facts(
    opened: Comparing,
) -> None:
    opened.open()
    opened.answer(
        "q5_1_c",
        "Radiographies seules",
        opinion=Opinion.YES,
        source="Brochure",
        source_place="p. 3",
        source_status=SourceStatus.CLAIMED,
    )
    opened.answer("q5_1_a", "Vu au bloc", source="Visite", source_status=SourceStatus.SEEN, place=0)
    opened.open_panel()

    words = opened.words()
    assert "A  Ostalis Fracture" in words
    assert "Images dans le PACS" in words
    assert "Radiographies seules" in words
    assert f"Source{NBSP}: Brochure, p. 3" in words
    badges = [b.accessibleName() for b in opened.panel.findChildren(BadgeLabel) if b.isVisible()]
    assert "Déclaré par l’éditeur" in badges
    assert "Oui" in badges
    assert opened.grid.hasFocus(), "arrows go on in the table"


def test_the_panel_follows_the_cell_in_focus(opened: Comparing) -> None:
    opened.open()
    opened.open_panel()
    opened.qtbot.keyClick(opened.grid, Qt.Key.Key_Right)

    assert "B  Veridos Os" in opened.words()


def test_escape_closes_the_panel_and_the_focus_stays_in_the_table(opened: Comparing) -> None:
    opened.open()
    opened.open_panel()
    opened.qtbot.keyClick(opened.grid, Qt.Key.Key_Return)
    assert opened.panel.isAncestorOf(opened.window.focusWidget()), "Enter again goes into it"
    opened.press(Qt.Key.Key_Escape)

    assert not opened.panel.isVisible()
    assert opened.grid.hasFocus()
    opened.open_panel()
    opened.qtbot.keyClick(opened.grid, Qt.Key.Key_Escape)
    assert not opened.panel.isVisible()


def test_a_double_click_opens_the_panel(opened: Comparing) -> None:
    opened.open()
    place = opened.grid.visualRect(opened.grid.index_of("ligne:1", opened.candidate().id)).center()
    viewport = opened.grid.viewport()
    opened.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    opened.qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)

    assert opened.panel.isVisible()
    assert "3 a–d  Le marquage CE" in opened.words()


def test_the_judgement_can_be_chosen_in_the_panel(opened: Comparing) -> None:
    opened.open()
    opened.open_panel()
    opened.click(f"Appréciation{NBSP}: 2  À discuter")
    assert opened.cell().judgement is Judgement.DISCUSS

    opened.click(f"Appréciation{NBSP}: 2  À discuter")
    assert opened.cell().judgement is Judgement.NONE, "a second click takes it back"


def test_own_words_for_a_line_are_kept_and_the_proposal_can_come_back(opened: Comparing) -> None:
    opened.open()
    opened.open_panel()
    assert opened.line.value() == "Images dans le PACS."
    opened.type(opened.line, " Rien à installer")

    assert opened.cell().line == "Images dans le PACS. Rien à installer"
    opened.reopened()
    assert "Rien à installer" in opened.shown()
    opened.open_panel()
    assert "Votre phrase." in opened.words()
    opened.click("Reprendre la phrase proposée")
    assert opened.cell().line == "Images dans le PACS."
    assert not opened.cell().own_line
    assert opened.line.value() == "Images dans le PACS."
    assert "Phrase proposée d’après les réponses." in opened.words()


def test_an_emptied_line_shows_the_proposal_again_once_left(opened: Comparing) -> None:
    opened.open()
    opened.open_panel()
    opened.type(opened.line, " Sûr")
    opened.line.selectAll()
    with opened.qtbot.waitSignal(opened.window.context.events.saved, timeout=3000):
        QTest.keyClick(opened.line, Qt.Key.Key_Delete)
    assert opened.line.value() == "", "it is not filled under the fingers"
    opened.grid.setFocus()

    assert opened.line.value() == "Images dans le PACS."


def test_typing_is_kept_before_the_panel_shows_another_cell(opened: Comparing) -> None:
    opened.open()
    opened.open_panel()
    opened.key_in(opened.line, " Vite")
    opened.focus(place=1)

    assert opened.cell().line.endswith("Vite")
    assert not opened.cell(place=1).own_line
    assert "Vite" not in opened.line.value()


def test_spaces_typed_in_a_line_do_not_move_the_caret(opened: Comparing) -> None:
    opened.open()
    opened.open_panel()
    opened.type(opened.line, " Rien  à")
    end = opened.line.textCursor().position()
    assert end == len(opened.line.toPlainText())
    opened.type(opened.line, " faire")

    assert opened.line.toPlainText().endswith("Rien  à faire")
    assert opened.cell().line.endswith("Rien à faire")


def test_a_link_leads_to_the_question_in_the_answers(opened: Comparing) -> None:
    opened.open()
    opened.open_panel(place=1)
    opened.click("Ouvrir la question 5.1")

    route = opened.step.route()
    assert (route.step, route.question) == ("reponses", "q5_1")
    assert route.candidate == opened.candidate(1).id


def test_what_people_wrote_is_shown_as_they_wrote_it(opened: Comparing) -> None:
    opened.open()
    opened.answer("q5_1_b", "<b>gras</b> " + "x" * 400)
    opened.open_panel()

    assert "<b>gras</b>" in opened.words()
    opened.qtbot.waitUntil(lambda: opened.panel.width() <= 268)
    opened.qtbot.waitUntil(lambda: not opened.scrolls_sideways())


# Outside of annexe 2


def test_questions_outside_of_annexe_2_and_costs_are_folded_below(opened: Comparing) -> None:
    opened.open()
    opened.answer("q5_3", "Figé", choices=())
    opened.answer("q8_14", "Assureur prévenu")
    line = CostLine(
        project_id=opened.candidate().project_id,
        candidate_id=opened.candidate().id,
        label="Abonnement",
        amount=120_000,
        basis=CostBasis.YEARLY,
    )
    registers.save(opened.window.context.register, line, "ligne de coût")
    opened.window.page.reload()  # type: ignore[union-attr]
    assert "page:q8_14" not in opened.rows()

    place = next(i for i, r in enumerate(opened.grid.model_.rows) if r.key == OUTSIDE)
    opened.grid.setCurrentIndex(opened.grid.model_.index(place, 0))
    opened.qtbot.keyClick(opened.grid, Qt.Key.Key_Return)
    assert "page:q8_14" in opened.rows()
    assert "Assureur prévenu" in opened.shown(key="page:q8_14")
    assert opened.shown(key="cout:cout") == f"3{NBSP}600{NBSP}€"
    assert opened.shown(place=1, key="cout:cout") == "Aucun montant noté."


def test_what_is_outside_of_annexe_2_is_read_but_not_judged(opened: Comparing) -> None:
    opened.open()
    opened.answer("q8_14", "Assureur prévenu")
    opened.grid.folded.clear()
    opened.window.page.reload()  # type: ignore[union-attr]
    opened.open_panel(key="page:q8_14")
    opened.key("1")

    assert "Assureur prévenu" in opened.words()
    assert not opened.line.isVisible()
    assert not opened.dossier.assessments


# Read only


def test_a_register_open_for_reading_can_be_read_but_not_judged(opened: Comparing) -> None:
    opened.open()
    opened.reopened(read_only=True)
    opened.open_panel()
    opened.key("1")

    assert not opened.dossier.assessments
    assert opened.line.isReadOnly()
    assert "Images dans le PACS" in opened.words()


# A table that comes back


def _returned(opened: Comparing, folder: Path, **changes: str) -> Path:
    """The table as Excel, with the words of some cells of candidate A changed."""
    path = folder / "annexe 2.xlsx"
    documents.write(opened.dossier, "annexe2-xlsx", path)
    book = load_workbook(path)
    sheet = book["Annexe 2"]
    for row in sheet.iter_rows():
        if row[1].value in ("5.1", "4.1"):
            number = str(row[1].value).replace(".", "_")
            if f"judged_{number}" in changes:
                row[3].value = changes[f"judged_{number}"]
            if f"line_{number}" in changes:
                row[4].value = changes[f"line_{number}"]
    book.save(path)
    return path


def _read(opened: Comparing, path: Path) -> ReviewPage:
    review = opened.step.findChildren(ReviewPage)[0]
    with opened.qtbot.waitSignal(review.read, timeout=60_000):
        review.read_file(opened.dossier, path)
    return review


def test_a_returned_table_replaces_nothing_unseen(opened: Comparing, tmp_path: Path) -> None:
    opened.open()
    opened.focus()
    opened.key("1")
    path = _returned(
        opened, tmp_path, judged_5_1="Bloquant", judged_4_1="Convient", line_4_1="Moins d’oublis."
    )
    review = _read(opened, path)

    assert f"annexe 2.xlsx{NBSP}: à relire ligne par ligne" in opened.words()
    assert [line.read.row for line in review.model.lines] == [3, 8]
    assert [line.read.row for line in review.model.chosen()] == [3], "a replacement is not ticked"
    assert opened.cell().judgement is Judgement.SUITS, "nothing is kept yet"

    opened.click("Garder 1 ligne")
    assert opened.cell(row=3).judgement is Judgement.SUITS
    assert opened.cell(row=3).line == "Moins d’oublis."
    assert opened.cell().judgement is Judgement.SUITS
    assert opened.grid.isVisible()
    opened.window.undo()
    assert opened.cell(row=3).judgement is Judgement.MISSING, "one undo for the whole table"


def test_a_replacement_is_ticked_with_the_keyboard(opened: Comparing, tmp_path: Path) -> None:
    opened.open()
    opened.focus()
    opened.key("1")
    review = _read(opened, _returned(opened, tmp_path, judged_5_1="Bloquant"))
    assert review.table.hasFocus()
    texts = [review.model.text(0, column) for column in range(5)]
    assert texts[0].startswith("5.1")
    assert texts[2] == "Remplace"
    assert texts[3].startswith("Convient")
    assert texts[4].startswith("Bloquant")
    opened.qtbot.keyClick(review.table, Qt.Key.Key_Space)
    opened.click("Garder 1 ligne")

    assert opened.cell().judgement is Judgement.BLOCKING


def test_escape_leaves_a_returned_table_without_keeping_anything(
    opened: Comparing, tmp_path: Path
) -> None:
    opened.open()
    review = _read(opened, _returned(opened, tmp_path, judged_4_1="Bloquant"))
    opened.qtbot.keyClick(review.table, Qt.Key.Key_Escape)

    assert opened.grid.isVisible()
    assert not opened.dossier.assessments


def test_the_model_of_a_returned_table_is_sound(
    opened: Comparing, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    opened.open()
    review = _read(opened, _returned(opened, tmp_path, judged_4_1="Bloquant"))

    qtmodeltester.check(review.model)
    sentence = review.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert sentence.startswith("Cochée. Ligne")


# Documents, room


def test_the_table_is_exported_as_the_annexe_2_document(opened: Comparing) -> None:
    opened.open()
    excel = opened.comparison.extra
    assert excel is not None
    opened.comparison.document_asked.disconnect()
    with opened.qtbot.waitSignal(opened.comparison.document_asked) as asked:
        button = next(b for b in excel.findChildren(QPushButton) if _is(b, "Exporter vers Excel"))
        opened.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert asked.args == ["annexe2-xlsx"]


def test_with_little_room_one_button_offers_both_exchanges(opened: Comparing) -> None:
    opened.open()
    opened.window.resize(1024, 640)
    excel = opened.comparison.extra
    assert excel is not None
    both = next(b for b in excel.findChildren(QPushButton) if b.menu() is not None)
    opened.qtbot.waitUntil(both.isVisible)
    export, read = both.menu().actions()
    assert read.isEnabled()
    opened.comparison.document_asked.disconnect()
    with opened.qtbot.waitSignal(opened.comparison.document_asked) as asked:
        export.trigger()

    assert asked.args == ["annexe2-xlsx"]


@pytest.mark.parametrize(
    ("size", "scale"), [((1366, 740), 100), ((1024, 640), 100), ((1366, 740), 200)]
)
def test_nothing_scrolls_sideways_and_the_panel_has_its_room(
    opened: Comparing, size: tuple[int, int], scale: int
) -> None:
    opened.open(names=NAMES)
    opened.window.context.theme.apply(scale=scale)
    opened.window.resize(*size)
    opened.open_panel()

    opened.qtbot.waitUntil(lambda: not opened.scrolls_sideways())
    opened.qtbot.waitUntil(lambda: opened.panel.geometry().right() <= opened.step.width())
    if scale == 200:
        assert not opened.grid.isVisible(), "the panel takes the place of the table"
        opened.press(Qt.Key.Key_Escape)
        assert opened.grid.isVisible()
        assert opened.grid.hasFocus()
