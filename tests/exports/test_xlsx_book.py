"""A spreadsheet that we write: typed, inert, whole, and never half written."""

import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import clean
from dmn_desktop.exports.xlsx.book import Book, Column, safe_title
from dmn_desktop.exports.xlsx.looks import Look
from dmn_desktop.exports.xlsx.reading import read_book
from dmn_desktop.exports.xlsx.rows import CELL_LIMIT, RowStream, Value
from dmn_desktop.exports.xlsx.table import write_table

PAYLOADS = (
    "=1+1",
    '=HYPERLINK("http://x.example","clic")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+33 6 12 34 56 78",
    "-2+3",
    "＝1+1",
    "＠A1",
    "\t=1+1",
    "=SOMME(A1:A9)",
    "#N/A",
    "#REF!",
    "'=1+1",
    "<f>1+1</f>",
    "]]>=1+1",
)
"""Texts that a spreadsheet could run, or take for something else."""


def one_column(path: Path, texts: list[Value]) -> Path:
    return write_table(path, "Liste", [Column("Texte")], [[text] for text in texts])


def read_back(path: Path) -> list[Value]:
    return [row[0] for _, row in read_book(path)[0].rows[1:]]


def sheet_xml(path: Path, number: int = 1) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_like_a_formula_is_inert_and_reads_back(payload: str, tmp_path: Path) -> None:
    path = one_column(tmp_path / "a.xlsx", [payload])
    assert "<f" not in sheet_xml(path).replace("<footer", "").replace("&lt;f", "")
    cell = openpyxl.load_workbook(path).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix is (clean(payload).strip()[0] in "=+-@＝＠" and payload[0] != "\t")
    assert read_back(path) == [clean(payload)]


def test_numbers_dates_amounts_and_yes_are_typed(tmp_path: Path) -> None:
    columns = [
        Column("n", look=Look.NUMBER),
        Column("date", look=Look.DATE),
        Column("euros", look=Look.EUROS),
        Column("moment", look=Look.MOMENT),
        Column("oui"),
    ]
    row: list[Value] = [3, date(2026, 2, 3), 123_450, datetime(2026, 2, 3, 10, 42), True]
    path = write_table(tmp_path / "a.xlsx", "T", columns, [row])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    values = [cell.value for cell in sheet[2]]
    assert values[0] == 3
    assert values[1] == datetime(2026, 2, 3)
    assert values[2] == pytest.approx(1234.5)
    assert values[3] == datetime(2026, 2, 3, 10, 42)
    assert values[4] == "Oui"
    assert sheet["B2"].number_format == "dd/mm/yyyy"
    assert "€" in sheet["C2"].number_format


def test_day_that_spreadsheets_disagree_on_is_text(tmp_path: Path) -> None:
    path = one_column(tmp_path / "a.xlsx", [date(1899, 5, 1), date(1900, 2, 28)])
    assert read_back(path) == ["01/05/1899", "28/02/1900"]


@pytest.mark.parametrize("sign", ["a", "é", "🧑"])
def test_text_longer_than_a_cell_goes_on_below(sign: str, tmp_path: Path) -> None:
    text = (sign * 50 + " ") * 2_000
    path = one_column(tmp_path / "a.xlsx", [text, "après"])
    *parts, after = [str(v) for v in read_back(path)]
    assert "".join(parts).split() == text.split()
    assert len(parts) > 2
    assert all(len(part.encode("utf-16-le")) // 2 <= CELL_LIMIT for part in parts)
    assert after == "après"


def test_signs_that_break_files_are_removed(tmp_path: Path) -> None:
    path = one_column(tmp_path / "a.xlsx", ["a\x00b\ud800c\ufffed\x0be", "l\r\nm\rn"])
    assert read_back(path) == ["abcde", "l\nm\nn"]


def test_codes_of_the_format_stay_text(tmp_path: Path) -> None:
    texts: list[Value] = ["_x0041_", "a_x000A_b", "_x005F_", " espaces ", "a\n\nb", "<b>&amp;"]
    path = one_column(tmp_path / "a.xlsx", texts)
    assert read_back(path) == texts
    # As spreadsheets write it: without it, they would show « A ».
    assert "<t>_x005F_x0041_</t>" in sheet_xml(path)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=12))
def test_any_text_comes_back_as_cleaned(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    texts = [text for text in texts if clean(text)]
    path = tmp_path_factory.mktemp("xlsx") / "a.xlsx"
    one_column(path, list(texts))
    assert read_back(path) == [clean(text) for text in texts]


def test_list_has_header_filter_frozen_part_widths_and_language(tmp_path: Path) -> None:
    columns = [Column("Nom", 30), Column("Identifiant", hidden=True)]
    path = write_table(tmp_path / "a.xlsx", "Dispositifs", columns, [["a", "1"], ["b", "2"]])
    book = openpyxl.load_workbook(path)
    sheet = book["Dispositifs"]
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 30
    assert sheet.column_dimensions["B"].hidden
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.dimensions == "A1:B3"
    assert sheet["A1"].font.bold
    assert book.properties.title == "Dispositifs"
    assert book.properties.language == "fr-FR"


def test_row_is_as_tall_as_its_text(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.xlsx", "T", [Column("a", 10)], [["x" * 25], ["un"]])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.row_dimensions[2].height == 45
    assert sheet.row_dimensions[3].height is None


@pytest.mark.parametrize(
    ("title", "safe"),
    [
        ("Réponses", "Réponses"),
        ("a/b:c?*[d]\\", "a b c   d"),
        ("'cité'", "cité"),
        ("x" * 40, "x" * 31),
        ("", "Feuille"),
        ("History", "History (2)"),
    ],
)
def test_sheet_title_is_accepted_everywhere(title: str, safe: str) -> None:
    assert safe_title(title) == safe


def test_sheet_titles_differ_whatever_their_case() -> None:
    assert safe_title("réponses", ["Reponses"]) == "réponses (2)"
    assert safe_title("x" * 40, ["x" * 31]) == "x" * 27 + " (2)"


def test_rows_beyond_a_sheet_go_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dmn_desktop.exports.xlsx.book.MAX_ROWS", 30)
    path = write_table(tmp_path / "a.xlsx", "L", [Column("n")], ([i] for i in range(50)))
    sheets = read_book(path)
    assert [sheet.title for sheet in sheets] == ["L", "L (2)", "L (3)"]
    assert [row[0] for sheet in sheets for _, row in sheet.rows[1:]] == list(range(50))


def test_memory_does_not_grow_with_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows(count: int) -> Iterator[list[Value]]:
        return ([f"ligne {i}", i, "texte " * 10] for i in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        columns = [Column("a"), Column("b"), Column("c")]
        write_table(tmp_path / f"{count}.xlsx", "L", columns, rows(count))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    monkeypatch.setattr("dmn_desktop.exports.xlsx.rows._IN_MEMORY", 50_000)
    small, large = peak(6_000), peak(20_000)
    assert large < small * 1.5


def test_former_file_survives_a_failure(tmp_path: Path) -> None:
    def rows() -> Iterator[list[Value]]:
        yield ["a"]
        raise RuntimeError("the list fails halfway")

    path = one_column(tmp_path / "a.xlsx", ["avant"])
    with pytest.raises(RuntimeError):
        write_table(path, "L", [Column("a")], rows())
    assert read_back(path) == ["avant"]
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_file_that_does_not_read_back_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_rows(self: RowStream, target: object) -> None:
        pass

    path = one_column(tmp_path / "a.xlsx", ["avant"])
    monkeypatch.setattr(RowStream, "copy_to", lose_rows)
    with pytest.raises(UserError, match="ne se relit pas"):
        one_column(path, ["après"])
    monkeypatch.undo()
    assert read_back(path) == ["avant"]


def test_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="n’existe pas"):
        one_column(tmp_path / "absent" / "a.xlsx", ["a"])


def test_title_with_control_signs_is_cleaned(tmp_path: Path) -> None:
    with Book("Titre\x00 \ud800") as book:
        book.table("a", [Column("a")], [])
        path = book.write(tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(path).properties.title == "Titre "
