import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import LANDSCAPE, Identity, Paper, fitting
from dmn_desktop.exports.pdf.saving import save, verify
from dmn_desktop.exports.pdf.setting import BODY, Piece, badge, fit, set_lines, text_width, wrap
from dmn_desktop.exports.pdf.typeface import Face, face_for, fresh_font, printable, runs
from dmn_desktop.exports.writing import Unreadable
from tests.exports.pdf_reading import POINTS, compact, read

IDENTITY = Identity("Cabinet", "Essai", "P-01")


def written(tmp_path: Path, draw: Callable[[Paper], None]) -> Path:
    paper = Paper(IDENTITY)
    draw(paper)
    return save(paper, "Essai", tmp_path / "essai.pdf")


class TestSetting:
    def test_lines_hold_in_the_measure_and_lose_nothing(self) -> None:
        text = "Une phrase assez longue pour tenir sur plusieurs lignes. " * 30 + "m" * 400
        lines = list(wrap(text, BODY, 80))
        assert all(text_width(line.rstrip(), BODY) <= 80.001 for line in lines)
        assert compact("".join(lines)) == compact(text)

    def test_words_stay_apart_when_the_lines_are_joined(self) -> None:
        text = "Une phrase assez longue pour tenir sur plusieurs lignes."
        assert "".join(wrap(text, BODY, 30)) == text

    def test_no_break_spaces_hold(self) -> None:
        for measure in range(16, 60, 2):
            for line in wrap("mot mot «\u00a0mot\u00a0» mot\u202f? mot", BODY, measure):
                assert not line.startswith(("»", "?"))

    def test_line_ends_are_kept_and_empty_lines_become_one(self) -> None:
        assert list(wrap("a\nb\n\n\n\nc\n", BODY, 80)) == ["a ", "b ", " ", "c"]
        assert list(wrap("", BODY, 80)) == [""]

    def test_accents_stay_with_their_letter(self) -> None:
        lines = list(wrap("x\u0301" * 300, BODY, 30))
        assert len(lines) > 2
        assert not any(line.startswith("\u0301") for line in lines)

    def test_a_measure_narrower_than_a_letter_still_ends(self) -> None:
        assert list(wrap("abc", BODY, 0.5)) == ["a", "b", "c"]

    def test_fit_ends_with_an_ellipsis(self) -> None:
        assert fit("court", BODY, 50) == "court"
        shortened = fit("Structure au nom interminable " * 1_000, BODY, 50)
        assert shortened.endswith("…")
        assert text_width(shortened, BODY) <= 50


class TestTypeface:
    def test_french_is_drawn_by_the_face_itself(self) -> None:
        for char in "àâçéèêëîïôùûüÿœæÀÉŒ’«»–…€\u00a0\u202f≥≤→":
            assert face_for(Face.REGULAR, char) is Face.REGULAR

    def test_others_by_the_fallback_then_by_none(self) -> None:
        assert face_for(Face.REGULAR, "ש") is Face.FALLBACK
        assert face_for(Face.BOLD, "ש") is Face.FALLBACK_BOLD
        assert face_for(Face.REGULAR, "中") is None

    def test_right_to_left_words_are_turned(self) -> None:
        shown = "".join(text for _, text in runs(Face.REGULAR, "abc שלום"))
        assert shown == "abc םולש"

    def test_what_has_no_shape_leaves_the_text(self) -> None:
        assert printable("a\u200db\ufe0fc\u00add\u202ee\x07") == "abcde"
        assert printable("a\tb\nc") == "a    b\nc"

    def test_a_font_kept_between_documents_forgets_what_they_wrote(self) -> None:
        first, second = fresh_font(Face.REGULAR, 1), fresh_font(Face.REGULAR, 2)
        before = len(second.subset)
        first.subset.pick(ord("ж"))
        assert len(second.subset) == len(fresh_font(Face.REGULAR, 3).subset) == before


class TestFlow:
    def test_no_line_of_a_paragraph_stands_alone(self) -> None:
        lines = set_lines([Piece("mot " * 200)], 60)
        total = len(lines)
        step = BODY.line_height
        assert fitting(lines, step * 1.5, whole_page=False) == 0
        assert fitting(lines, step * (total - 0.5), whole_page=False) == total - 2
        assert fitting(lines, step * 5.5, whole_page=False) == 5
        assert fitting(lines, step * 0.5, whole_page=True) == 1
        assert fitting(lines[:1], step, whole_page=False) == 1

    def test_pages_follow_each_other(self, tmp_path: Path) -> None:
        words = [f"mot{number}" for number in range(3_000)]
        found = read(written(tmp_path, lambda paper: paper.flow(Piece(" ".join(words)))))
        assert len(found.pages) > 2
        assert found.text == compact(" ".join(words))

    def test_orientation_may_change(self, tmp_path: Path) -> None:
        def draw(paper: Paper) -> None:
            paper.flow(Piece("debout"))
            paper.page(LANDSCAPE)
            paper.flow(Piece("couché"))

        found = read(written(tmp_path, draw))
        assert [round(w / POINTS) for w, _ in found.sizes] == [210, 297]
        assert "page 2 / 2" in found.pages[1]

    def test_text_stays_inside_the_margins(self, tmp_path: Path) -> None:
        import pypdfium2

        path = written(tmp_path, lambda p: p.flow(*(Piece("mot " * 300) for _ in range(8))))
        document = pypdfium2.PdfDocument(path)
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_rects()):
                left, _, right, _ = text.get_rect(index)
                assert left >= 18 * POINTS - 1
                assert right <= (210 - 18) * POINTS + 1
            text.close()
            page.close()
        document.close()


class TestGrid:
    def test_rows_are_not_cut_and_heads_are_repeated(self, tmp_path: Path) -> None:
        def draw(paper: Paper) -> None:
            grid = Grid(paper, Layout((60, 114), ("Colonne", "Texte")))
            for number in range(60):
                grid.row([Piece(f"début{number}")], [Piece("mot " * 60 + f"fin{number}")])

        found = read(written(tmp_path, draw))
        assert len(found.bodies) > 3
        for body in found.bodies:
            assert compact(body).startswith("ColonneTexte")
        for number in range(60):
            end = rf"(début|fin){number}\b"
            assert [len(re.findall(end, body)) for body in found.bodies].count(2) == 1

    def test_a_row_longer_than_a_page_is_cut_and_loses_nothing(self, tmp_path: Path) -> None:
        words = [f"mot{number:05d}" for number in range(3_000)]

        def draw(paper: Paper) -> None:
            layout = Layout((40, 134), ("Nom", "Texte"), sticky=1, continued="4.2 (suite)")
            grid = Grid(paper, layout)
            grid.row([Piece("avant")], [Piece("avant")])
            grid.row([Piece("Ostalis")], [Piece(" ".join(words)), badge("Répondu")])
            grid.row([Piece("après")], [Piece("après")])

        found = read(written(tmp_path, draw))
        assert len(found.bodies) > 3
        assert all(word in found.text for word in words)
        assert "[Répondu]" in found.bodies[-1]
        assert "aprèsaprès" in compact(found.bodies[-1])
        for body in found.bodies[1:]:
            assert compact(body).startswith(compact("4.2 (suite) Nom Texte Ostalis"))

    def test_a_title_is_kept_with_the_row_under_it(self, tmp_path: Path) -> None:
        def draw(paper: Paper) -> None:
            grid = Grid(paper, Layout((20, 154)))
            for number in range(80):
                grid.title("a", Piece(f"titre{number}"))
                grid.row([], [Piece(f"ligne{number}")])

        for body in read(written(tmp_path, draw)).bodies:
            assert body.strip().splitlines()[-1].startswith("ligne")


class TestSaving:
    def test_a_file_that_is_no_pdf_is_unreadable(self, tmp_path: Path) -> None:
        path = tmp_path / "x.pdf"
        path.write_bytes(b"%PDF-1.4 but no more")
        with pytest.raises(Unreadable):
            verify(path, "Essai")

    def test_a_document_without_its_title_is_unreadable(self, tmp_path: Path) -> None:
        path = written(tmp_path, lambda paper: paper.flow(Piece("texte")))
        verify(path, "Essai")
        with pytest.raises(Unreadable):
            verify(path, "Autre titre")

    def test_a_folder_as_target_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "essai.pdf").mkdir()
        with pytest.raises(UserError, match="est un dossier"):
            written(tmp_path, lambda paper: paper.flow(Piece("texte")))

    def test_a_full_disk_leaves_the_old_document(self, tmp_path: Path) -> None:
        path = written(tmp_path, lambda paper: paper.flow(Piece("texte")))
        old = path.read_bytes()
        script = f"""
import resource
from pathlib import Path
from dmn_desktop.core.errors import UserError
from dmn_desktop.exports.pdf.dossier import write_dossier
from tests.exports.samples import empty_dossier
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
try:
    write_dossier(empty_dossier(1), Path({str(path)!r}))
except UserError as error:
    print(error.happened)
"""
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", script],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            cwd=Path(__file__).parents[2],
        )
        assert done.stdout.startswith("Le disque est plein")
        assert path.read_bytes() == old
        assert list(tmp_path.iterdir()) == [path]

    def test_two_documents_in_a_row_do_not_share_their_characters(self, tmp_path: Path) -> None:
        """Parsed fonts are kept between documents, what each used of them is not."""
        first = read(written(tmp_path, lambda paper: paper.flow(Piece("zéphyr « ж »"))))
        second = read(written(tmp_path, lambda paper: paper.flow(Piece("quiche « щ »"))))
        assert first.text == compact("zéphyr « ж »")
        assert second.text == compact("quiche « щ »")
