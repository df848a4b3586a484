from pathlib import Path

import pytest

from dmn_desktop.core.forms import library
from dmn_desktop.exports.pdf.blank_form import write_blank_form
from dmn_desktop.exports.writing import Cancelled
from tests.exports.pdf_reading import Read, compact, read
from tests.exports.samples import rich_dossier, sample_guide

STRUCTURE = rich_dossier(1).structure


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Read:
    path = tmp_path_factory.mktemp("pdf") / "grille.pdf"
    return read(write_blank_form(sample_guide(), STRUCTURE, path))


def test_holds_the_45_numbers_and_every_point(printed: Read) -> None:
    questions = library().guide.questions
    assert len(questions) == 45
    points = [point for question in questions for point in question.points]
    assert len(points) == 132
    for question in questions:
        assert compact(question.number + question.title) in printed.text
        assert all(compact(r.text) in printed.text for r in question.reminders)
    for point in points:
        assert compact(point.text) in printed.text


def test_holds_the_questions_of_the_practice_and_other_questionnaires(printed: Read) -> None:
    for question in sample_guide().questions:
        assert compact(question.number + question.title) in printed.text


def test_holds_nothing_of_any_project(printed: Read) -> None:
    dossier = rich_dossier(3)
    assert all(c.name not in "".join(printed.pages) for c in dossier.candidates)
    assert compact(dossier.project.need) not in printed.text
    assert "Brouillon" not in "".join(printed.pages)


@pytest.mark.parametrize("candidates", [1, 2, 6])
def test_each_candidate_has_boxes(tmp_path: Path, candidates: int) -> None:
    path = write_blank_form(sample_guide(), STRUCTURE, tmp_path / "g.pdf", candidates)
    text = read(path).text
    boxes = compact("☐ Oui ☐ En partie ☐ Non")
    alone = text.count(boxes)
    opinions = [c for q in sample_guide().pages for c in q.cells if c.answer.value == "avis"]
    assert alone >= len(opinions) * candidates
    last = "ABCDEF"[candidates - 1]
    assert (last + boxes in text) == (candidates > 1)
    assert compact(f"{last}Dispositif et version") in text


def test_bookmarks_lead_to_sections_and_questions(printed: Read) -> None:
    titles = [compact(title) for _, title, _ in printed.bookmarks]
    assert all(compact(q.number + q.short) in titles for q in sample_guide().questions)
    for _, title, page in printed.bookmarks:
        assert compact(title.split("·")[0].split("\u00a0")[0]) in compact(printed.bodies[page - 1])


def test_no_point_is_cut_from_its_lines(printed: Read) -> None:
    """No page ends with the text of a point: room to answer follows it."""
    points = {compact(c.text) for c in sample_guide().cells.values() if c.letter and not c.options}
    for body in printed.bodies:
        last = compact(body.strip().splitlines()[-1])
        assert last not in points or not last


def test_progress_and_cancel(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_blank_form(
        sample_guide(), STRUCTURE, tmp_path / "g.pdf", 1, lambda *step: told.append(step)
    )
    total = len(sample_guide().questions)
    assert told == [(done, total) for done in range(1, total + 1)]
    with pytest.raises(Cancelled):
        write_blank_form(sample_guide(), STRUCTURE, tmp_path / "h.pdf", 1, None, lambda: True)
