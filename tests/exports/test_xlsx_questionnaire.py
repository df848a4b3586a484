"""The vendor's questionnaire goes out locked and comes back whole, or is refused with a reason."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import AnswerKind
from dmn_desktop.core.records import Questionnaire
from dmn_desktop.core.vendor_return import VendorLine
from dmn_desktop.exports.xlsx.questionnaire import write_questionnaire
from dmn_desktop.exports.xlsx.questionnaire_reading import ReturnedFile, read_questionnaire
from tests.exports.samples import rich_dossier
from tests.exports.test_xlsx_book import PAYLOADS

REPLY, DETAILS, SOURCE, PLACE, DAY = 4, 5, 6, 7, 8


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return rich_dossier()


@pytest.fixture(scope="module")
def sent(dossier: Dossier) -> Questionnaire:
    pages = dossier.guide.pages
    return Questionnaire(
        id="envoi",
        project_id="p",
        candidate_id="c1",
        made_on=date(2026, 3, 2),
        due_on=date(2026, 3, 20),
        cells=tuple(cell.id for page in pages for cell in page.cells),
    )


@pytest.fixture
def path(dossier: Dossier, sent: Questionnaire, tmp_path: Path) -> Path:
    return write_questionnaire(dossier, sent, tmp_path / "questions.xlsx")


def change(path: Path, work: Callable[[Any], None]) -> Path:
    """What somebody does to the questions in a spreadsheet."""
    book = openpyxl.load_workbook(path)
    work(book["Questionnaire"])
    book.save(path)
    return path


def row_of(sheet: Any, cell: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == cell)


def fill(path: Path, given: dict[str, dict[int, object]]) -> Path:
    """Answer questions; texts stay texts, as the format of the cells wants."""

    def work(sheet: Any) -> None:
        for cell, values in given.items():
            for column, value in values.items():
                place = sheet.cell(row_of(sheet, cell), column)
                place.value = value
                if isinstance(value, str):
                    place.data_type = "s"

    return change(path, work)


def line(found: ReturnedFile, cell: str) -> VendorLine:
    return next(x for x in found.lines if x.cell == cell)


# --- out ---


def test_every_asked_question_is_there_with_its_number(
    path: Path, dossier: Dossier, sent: Questionnaire
) -> None:
    sheet = openpyxl.load_workbook(path)["Questionnaire"]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    for cell_id in sent.cells:
        cell = dossier.guide.cells[cell_id]
        assert rows[cell_id][1] == dossier.guide.label(cell_id)
        assert cell.text in str(rows[cell_id][2])
        for option in cell.options:
            assert option.text in str(rows[cell_id][2])


def test_only_the_answers_can_be_written(path: Path, dossier: Dossier) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Questionnaire"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    for row in sheet.iter_rows(min_row=3):
        question = dossier.guide.cells.get(str(row[0].value))
        for cell in row[:8]:
            text_only = question is not None and question.answer is AnswerKind.TEXT
            first = DETAILS if text_only else REPLY
            is_open = question is not None and (cell.column or 0) >= first
            assert cell.protection.locked is not is_open, cell.coordinate
            if is_open:
                assert cell.number_format == "@"
    assert book["Mode d’emploi"].protection.sheet
    assert book["_registre"].sheet_state == "veryHidden"
    assert sheet.column_dimensions["A"].hidden


def test_words_to_choose_from_fit_the_question(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["Questionnaire"]
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        for place in str(rule.sqref).split():
            offered[place] = rule.formula1
    assert offered[f"D{row_of(sheet, 'q3_c')}"] == '"Oui,En partie,Non,Sans objet"'
    assert offered[f"D{row_of(sheet, 'q5_2')}"] == '"Oui,Non,Sans objet"'
    assert offered[f"D{row_of(sheet, 'q5_3')}"] == '"1,2,3"'
    assert offered[f"D{row_of(sheet, 'q4_1')}"] is None


def test_instructions_say_who_asks_and_until_when(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["Mode d’emploi"]
    words = "\n".join(str(row[0].value) for row in sheet.iter_rows())
    for text in ("Ostalis Fracture", "Centre d’imagerie du Quai", "20 mars 2026", "patient"):
        assert text in words


# --- back ---


def test_untouched_file_comes_back_blank(path: Path, sent: Questionnaire) -> None:
    found = read_questionnaire(path)
    assert (found.questionnaire_id, found.project_id, found.candidate_id) == ("envoi", "p", "c1")
    assert [x.cell for x in found.lines] == list(sent.cells)
    assert all(x.is_blank and not x.changed_question for x in found.lines)


def test_answers_come_back(path: Path, dossier: Dossier) -> None:
    values: dict[int, object] = {
        REPLY: "En partie",
        DETAILS: "Oui\nsauf chez l’enfant",
        SOURCE: "Notice v4",
        PLACE: "§ 4.2",
        DAY: date(2026, 2, 3),
    }
    found = read_questionnaire(fill(path, {"q3_c": values}))
    assert line(found, "q3_c") == VendorLine(
        cell="q3_c",
        question=line(found, "q3_c").question,
        reply="En partie",
        details="Oui\nsauf chez l’enfant",
        source="Notice v4",
        place="§ 4.2",
        day=date(2026, 2, 3),
    )
    assert dossier.guide.cells["q3_c"].text in line(found, "q3_c").question


@pytest.mark.parametrize("typed", ["03/02/2026", "3.2.26", "2026-02-03", "mars 2026", 2026])
def test_date_typed_as_text_is_kept_as_typed(typed: object, path: Path) -> None:
    assert line(read_questionnaire(fill(path, {"q3_c": {DAY: typed}})), "q3_c").day == str(typed)


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if p.strip() == p])
def test_text_like_a_formula_is_an_answer(payload: str, path: Path) -> None:
    found = read_questionnaire(fill(path, {"q3_c": {DETAILS: payload}}))
    assert line(found, "q3_c").details == payload


def test_real_formula_without_result_gives_its_text(path: Path) -> None:
    def work(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "q3_c"), DETAILS).value = "=1+1"

    assert line(read_questionnaire(change(path, work)), "q3_c").details == "=1+1"


def test_line_added_by_the_vendor_has_no_number(path: Path) -> None:
    def work(sheet: Any) -> None:
        sheet.cell(sheet.max_row + 1, 3).value = "Autre sujet"
        sheet.cell(sheet.max_row, DETAILS).value = "Nous ajoutons ceci"

    added = read_questionnaire(change(path, work)).lines[-1]
    assert (added.cell, added.question, added.details) == ("", "Autre sujet", "Nous ajoutons ceci")


def test_question_rewritten_by_the_vendor_is_told(path: Path) -> None:
    def work(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "q3_c"), 3).value = "Une question plus facile ?"

    found = line(read_questionnaire(change(path, work)), "q3_c")
    assert found.changed_question
    assert "facile" not in found.question


def _remove(sheet: Any) -> None:
    sheet.delete_rows(row_of(sheet, "q5_2"))


def _copy(sheet: Any) -> None:
    sheet.cell(sheet.max_row + 1, 1).value = "q5_2"


def _rename(sheet: Any) -> None:
    sheet.cell(row_of(sheet, "q5_2"), 1).value = "q99"


def _retitle(sheet: Any) -> None:
    sheet["D3"] = "Avis"


def _other_project(sheet: Any) -> None:
    hidden = sheet.parent["_registre"]
    next(row for row in hidden.iter_rows() if row[0].value == "projet")[1].value = "autre"


def _other_list(sheet: Any) -> None:
    hidden = sheet.parent["_registre"]
    next(row for row in hidden.iter_rows() if row[1].value == "q5_2")[2].value = "Autre question"


def _without_identity(sheet: Any) -> None:
    del sheet.parent["_registre"]


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (_remove, "il y manque la question"),
        (_copy, "figure deux fois"),
        (_rename, "«\u00a0q99\u00a0» n’est pas le nôtre"),
        (_retitle, "titres de ses colonnes"),
        (_other_project, "feuille d’identification a été modifiée"),
        (_other_list, "feuille d’identification a été modifiée"),
        (_without_identity, "pas un questionnaire établi par Registre DMN"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_altered_file_is_refused(work: Callable[[Any], None], reason: str, path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read_questionnaire(change(path, work))
    assert reason in caught.value.happened
    assert caught.value.kept == "Rien n’a été importé."
    assert caught.value.to_do


def save_again(path: Path, folder: Path) -> Path:
    """The file as another spreadsheet saves it: LibreOffice where there is one."""
    folder.mkdir()
    if shutil.which("soffice") is None:
        openpyxl.load_workbook(path).save(folder / path.name)
        return folder / path.name
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profil", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)]
    subprocess.run(command, capture_output=True, check=True, timeout=100)
    return folder / path.name


def test_file_saved_again_by_another_spreadsheet_is_accepted(path: Path, tmp_path: Path) -> None:
    fill(path, {"q3_c": {REPLY: "Oui", DETAILS: "=1+1", DAY: "03/02/2026"}})
    fill(path, {"q3_d": {DETAILS: "_x0041_ +33 6 12", DAY: date(2026, 2, 3)}})
    again = save_again(path, tmp_path / "renvoyé")
    found = read_questionnaire(again)
    before = read_questionnaire(path)
    assert line(found, "q3_c") == line(before, "q3_c")
    assert line(found, "q3_d").details == "_x0041_ +33 6 12"
    assert line(found, "q3_d").day == date(2026, 2, 3)
    assert found == before
