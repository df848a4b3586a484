"""Documents from the window: every one written, read back, printed; failures told."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from dmn_desktop.core.text import NBSP
from dmn_desktop.services import documents
from dmn_desktop.ui.printing import draw
from tests.app.person import Person, picks
from tests.exports.pdf_reading import compact, read

ANSWER = "Sensibilité 95 % & spécificité <88> €, œuvre"


@pytest.fixture
def answered(person: Person) -> Person:
    person.start_with()
    person.go("reponses", "q5_8", "q5_8_a", person.candidate().id)
    person.press("Return")
    person.type(ANSWER)
    return person


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        return read(path).text
    book = openpyxl.load_workbook(path)
    cells = [c.value for s in book for row in s.iter_rows() for c in row if c.value is not None]
    return compact(" ".join(map(str, cells)))


@pytest.mark.parametrize("key", list(documents.documents_for(documents.About.PROJECT)))
def test_every_document_is_saved_from_its_menu_with_what_was_just_typed(
    answered: Person, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = documents.DOCUMENTS[key]
    path = tmp_path / f"sortie{document.suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(path.with_suffix("")))
    menu = answered.window.menus.menus["Outils"]
    next(a for a in menu.actions() if a.text() == f"{document.title}…").trigger()
    answered.wait(lambda: not answered.window.context.tasks.is_busy(), 20_000)
    assert answered.bar == f"Document enregistré et relu{NBSP}: {path}."
    text = text_of(path)
    assert "Sensibilité95" in text or key == "formulaire"
    if key in ("dossier", "reponses-xlsx"):
        assert compact(ANSWER) in text


def test_the_dossier_is_printed_page_by_page(answered: Person, tmp_path: Path) -> None:
    path = tmp_path / "dossier.pdf"
    with answered.qtbot.waitSignal(answered.page.papers.write("dossier", path).finished):
        pass
    printer = QPrinter()
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "imprimé.pdf"))
    pages = draw(path, printer)
    assert pages == len(read(path).pages)
    printed = read(tmp_path / "imprimé.pdf")
    assert len(printed.pages) == pages
    for size, original in zip(printed.sizes, read(path).sizes, strict=True):
        assert size == pytest.approx(original, abs=2)


def test_a_landscape_table_is_printed_in_landscape(answered: Person, tmp_path: Path) -> None:
    path = tmp_path / "annexe.pdf"
    with answered.qtbot.waitSignal(answered.page.papers.write("annexe2", path).finished):
        pass
    printer = QPrinter()
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "imprimé.pdf"))
    draw(path, printer)
    assert all(width > height for width, height in read(tmp_path / "imprimé.pdf").sizes)


def test_without_a_printer_the_document_can_be_saved_instead(answered: Person) -> None:
    answered.press("Ctrl+P")
    answered.wait(lambda: not answered.window.context.tasks.is_busy(), 20_000)
    assert answered.bar == (
        "Aucune imprimante n’est installée sur ce poste. Le document est prêt. "
        "L’enregistrer en PDF et l’imprimer ailleurs."
    )


def test_a_folder_that_is_gone_is_told_and_the_work_goes_on(
    answered: Person, tmp_path: Path
) -> None:
    job = answered.page.papers.write("dossier", tmp_path / "absent" / "dossier.pdf")
    with answered.qtbot.waitSignal(job.finished, timeout=20_000):
        pass
    assert "n’existe pas ou n’est plus accessible. Rien n’a été écrit." in answered.bar
    answered.press("Tab")
    answered.press("O")
    assert answered.status.startswith("Enregistré")


def test_stopping_a_document_writes_nothing(answered: Person, tmp_path: Path) -> None:
    path = tmp_path / "dossier.pdf"
    job = answered.page.papers.write("dossier", path)
    job.cancel()
    answered.wait(lambda: not answered.window.context.tasks.is_busy(), 20_000)
    assert answered.bar == "Arrêté. Aucun document n’a été écrit."
    assert not path.exists()
