"""P6: a page of the guide with six candidates."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from dmn_desktop.app import make_window
from dmn_desktop.core.records import Answer, Candidate, Project, Structure
from dmn_desktop.core.vocabulary import AnswerState, Kept, Opinion
from dmn_desktop.services import projects
from dmn_desktop.ui.pages.project.answers import AnswersStep
from dmn_desktop.ui.pages.project.page import ProjectPage
from dmn_desktop.ui.routes import Route
from tests.benchmarks.measure import Table, p95, timed


def test_next_page_with_six_candidates(qtbot: QtBot, tmp_path: Path, table: Table) -> None:
    window = make_window(tmp_path / "donnees")
    qtbot.addWidget(window)
    window.resize(1366, 740)
    window.show()
    window.context.desk.create(tmp_path / "g.dmn", Structure(name="G"))
    project = _project(window.context.register, window.context.library)
    window.go(Route("projet", project.id, "reponses"))
    page = window.page
    assert isinstance(page, ProjectPage)
    step = page.step
    assert isinstance(step, AnswersStep)
    QApplication.processEvents()

    def turn() -> None:
        step.turn(1)
        QApplication.processEvents()  # what was put off until then: layouts, and the painting

    floor, ours = [], []
    for _ in range(40):
        floor.append(timed(window.grab))
        ours.append(timed(turn))
        QApplication.processEvents()
    table.add("P6", "page suivante, 6 candidats, p95", [(p95(floor), p95(ours))], "< 50 ms")
    alive = [w for w in step.findChildren(QWidget) if w.isVisible()]
    print(f"P6 : {len(alive)} widgets visibles dans la page (but < 60)")
    assert step.question.number == "8.16" or step.question.section == "sm"
    window.close()


def test_keystroke_in_a_cell(qtbot: QtBot, tmp_path: Path, table: Table) -> None:
    window = make_window(tmp_path / "donnees")
    qtbot.addWidget(window)
    window.resize(1366, 740)
    window.show()
    window.context.desk.create(tmp_path / "k.dmn", Structure(name="K"))
    project = _project(window.context.register, window.context.library)
    window.go(Route("projet", project.id, "reponses", "q5_8"))
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    field = window.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    bare = QPlainTextEdit(field.toPlainText())  # as large, with the same words
    qtbot.addWidget(bare)
    window.context.theme.dress(bare)
    bare.setFixedSize(field.size())
    bare.moveCursor(QTextCursor.MoveOperation.End)
    bare.show()

    def stroke(target: QPlainTextEdit) -> None:
        QTest.keyClick(target, Qt.Key.Key_A)
        target.viewport().repaint()

    floor, ours = [], []
    for _ in range(120):
        floor.append(timed(lambda: stroke(bare)))
        ours.append(timed(lambda: stroke(field)))
        bare.setFixedSize(field.size())
    table.add("P4", "frappe dans une case, 6 candidats, p95", [(p95(floor), p95(ours))], "≤ 2,0")
    assert field.toPlainText().endswith("a" * 120)
    window.close()


def _project(register: object, library: object) -> Project:
    project = projects.create(register, library, "Mesurer")  # type: ignore[arg-type]
    with register.transaction("candidats") as tx:  # type: ignore[attr-defined]
        for position in range(1, 7):
            candidate = Candidate(
                project_id=project.id, position=position, name=f"Candidat {position}", kept=Kept.YES
            )
            tx.put(candidate)
            for cell in library.guide.cells_by_id:  # type: ignore[attr-defined]
                tx.put(
                    Answer(
                        id=Answer.id_for(project.id, candidate.id, cell),
                        project_id=project.id,
                        candidate_id=candidate.id,
                        cell=cell,
                        state=AnswerState.ANSWERED,
                        opinion=Opinion.YES,
                        text="Une phrase de réponse avec sa précision chiffrée, 95 %.",
                        source="Notice",
                    )
                )
    return project
