from dataclasses import replace
from pathlib import Path

import pytest

from dmn_desktop.core.comparison import compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Assessment
from dmn_desktop.core.vocabulary import Judgement
from dmn_desktop.exports.pdf.annexe2 import groups, write_annexe2
from dmn_desktop.exports.writing import Cancelled
from tests.exports.pdf_reading import POINTS, compact, read
from tests.exports.samples import empty_dossier, rich_dossier


def lines_in_order(dossier: Dossier) -> list[str]:
    """The 7 titles and 35 lines of annexe 2 by their rank in the guide."""
    guide = dossier.guide.forms[0]
    ranked = [(title.rank, title.text) for title in guide.comparison_titles]
    ranked += [(row.rank, row.label + row.text) for row in guide.comparison_rows]
    return [compact(text) for _, text in sorted(ranked)]


def assert_in_order(text: str, wanted: list[str]) -> None:
    place = 0
    for words in wanted:
        found = text.find(words, place)
        assert found >= 0, words
        place = found + len(words)


def test_lines_and_titles_stand_in_the_order_of_the_guide(tmp_path: Path) -> None:
    dossier = rich_dossier(3)
    wanted = lines_in_order(dossier)
    assert len(wanted) == 42
    found = read(write_annexe2(dossier, tmp_path / "a.pdf"))
    assert_in_order(found.text, wanted)


@pytest.mark.parametrize("compared", [1, 3, 6])
def test_every_candidate_has_every_judgement_and_line(tmp_path: Path, compared: int) -> None:
    dossier = rich_dossier(compared)
    found = read(write_annexe2(dossier, tmp_path / "a.pdf"))
    for line in compare(dossier):
        for cell in line.cells:
            assert compact(f"[{cell.judgement.label}]{cell.line}") in found.text
    for candidate in dossier.compared:
        name = f"{dossier.letter(candidate)}{candidate.name}{candidate.vendor}, {candidate.version}"
        assert compact(name) in found.text


def test_a_page_holds_three_candidates_and_repeats_the_first_columns(tmp_path: Path) -> None:
    dossier = rich_dossier(6)
    found = read(write_annexe2(dossier, tmp_path / "a.pdf"))
    for width, height in found.sizes:
        assert (round(width / POINTS), round(height / POINTS)) == (297, 210)
    for body in found.bodies:
        shown = [c.name for c in dossier.compared if compact(c.name) in compact(body)]
        assert len(shown) == 3
    for wanted in lines_in_order(dossier)[:5]:
        assert found.text.count(wanted) >= 2


def test_a3_holds_six_candidates_on_a_page(tmp_path: Path) -> None:
    dossier = rich_dossier(6)
    found = read(write_annexe2(dossier, tmp_path / "a.pdf", a3=True))
    assert {(round(w / POINTS), round(h / POINTS)) for w, h in found.sizes} == {(420, 297)}
    for body in found.bodies:
        assert all(compact(c.name) in compact(body) for c in dossier.compared)
    assert_in_order(found.text, lines_in_order(dossier))


def test_the_head_of_the_table_is_on_every_page(tmp_path: Path) -> None:
    found = read(write_annexe2(rich_dossier(3), tmp_path / "a.pdf"))
    assert len(found.bodies) > 2
    assert all("Point à comparer" in body for body in found.bodies)


def test_candidates_are_shared_out_evenly_and_in_order() -> None:
    candidates = rich_dossier(6).compared
    assert [len(group) for group in groups(candidates[:4], 3)] == [2, 2]
    assert [len(group) for group in groups(candidates[:5], 3)] == [3, 2]
    assert [c for group in groups(candidates, 3) for c in group] == list(candidates)


def test_a_project_without_candidate_says_so(tmp_path: Path) -> None:
    found = read(write_annexe2(empty_dossier(0), tmp_path / "a.pdf"))
    assert compact("Aucun candidat n’est retenu") in found.text


def test_a_line_of_twenty_thousand_characters_is_printed_whole(tmp_path: Path) -> None:
    words = [f"mot{number:05d}" for number in range(2_200)]
    long = Assessment(
        id="x",
        project_id="p",
        candidate_id="c1",
        row=2,
        judgement=Judgement.DISCUSS,
        line=" ".join(words),
    )
    dossier = rich_dossier(3)
    others = tuple(a for a in dossier.assessments if (a.candidate_id, a.row) != ("c1", 2))
    found = read(write_annexe2(replace(dossier, assessments=(*others, long)), tmp_path / "a.pdf"))
    assert_in_order(found.text, words)
    assert_in_order(found.text, lines_in_order(dossier))


def test_progress_and_cancel(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_annexe2(rich_dossier(4), tmp_path / "a.pdf", False, lambda *step: told.append(step))
    assert told[-1] == (70, 70)
    with pytest.raises(Cancelled):
        write_annexe2(rich_dossier(1), tmp_path / "b.pdf", False, None, lambda: True)
    assert not (tmp_path / "b.pdf").exists()


def test_draft_and_bookmark(tmp_path: Path) -> None:
    found = read(write_annexe2(rich_dossier(1, decided=False), tmp_path / "a.pdf"))
    assert all("Brouillon" in page for page in found.pages)
    assert found.bookmarks == [(0, "Comparaison (annexe 2)", 1)]
