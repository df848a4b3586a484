from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import Enum
from pathlib import Path

import pytest

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.guide import Guide
from dmn_desktop.core.records import Answer, Record
from dmn_desktop.core.text import day, euros, long_day
from dmn_desktop.core.vocabulary import AnswerState, NotApplicable, Opinion
from dmn_desktop.exports.pdf.dossier import write_dossier
from dmn_desktop.exports.pdf.paper import FOOT
from dmn_desktop.exports.writing import Cancelled
from tests.exports.pdf_reading import Read, compact, read
from tests.exports.samples import empty_dossier, rich_dossier, sample_guide

KEYS = {"id", "kind", "cell", "cells", "question", "choices", "position", "number", "row"}
"""Fields that hold keys or ranks: what they stand for is tested by itself."""

TOLD_OTHERWISE = {
    ("attachment", "sha256"),  # its beginning is printed
    ("attachment", "size"),  # « 120 ko »
    ("cost_line", "amount"),  # an amount
    ("answer", "amount"),
    ("project", "consulted"),  # the labels of keys
    ("project", "functions"),
    ("project", "exclusion"),
    ("project", "model"),
    ("project", "form_versions"),
    ("structure", "created_on"),  # of the register, not of the project
}


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return rich_dossier(3)


@pytest.fixture(scope="module")
def printed(dossier: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Read:
    path = tmp_path_factory.mktemp("pdf") / "dossier.pdf"
    assert write_dossier(dossier, path) == path
    return read(path)


def records_of(dossier: Dossier) -> Iterator[Record]:
    yield dossier.structure
    yield dossier.project
    for group in (
        dossier.candidates,
        dossier.answers.values(),
        dossier.notes,
        dossier.attachments,
        dossier.studies,
        dossier.costs,
        dossier.assessments,
        dossier.hypotheses,
        dossier.indicators,
        dossier.questionnaires,
    ):
        yield from group


def stored_words(record: Record) -> Iterator[tuple[str, list[str]]]:
    """Each field of a record with the ways in which it may be printed."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in KEYS or name.endswith("_id") or (record.kind, name) in TOLD_OTHERWISE:
            continue
        if isinstance(value, Enum):
            label = getattr(value, "label", "")
            if label and value.value:
                yield name, [label, label[0].lower() + label[1:]]
        elif isinstance(value, date):
            yield name, [day(value), long_day(value)]
        elif isinstance(value, bool) or value is None or value == "chosen":
            continue
        elif isinstance(value, str) and value and name != "chosen":
            yield name, [value]
        elif isinstance(value, int):
            yield name, [str(value)]


def test_every_field_of_every_record_is_printed(dossier: Dossier, printed: Read) -> None:
    missing = [
        (record.kind, name, ways)
        for record in records_of(dossier)
        for name, ways in stored_words(record)
        if not any(compact(way) in printed.text for way in ways)
    ]
    assert missing == []


def test_keys_are_told_in_words(dossier: Dossier, printed: Read) -> None:
    cells = dossier.guide.cells
    wanted = [euros(line.amount) for line in dossier.costs]
    wanted += [euros(a.amount) for a in dossier.answers.values() if a.amount is not None]
    for answer in dossier.answers.values():
        options = {option.id: option.text for option in cells[answer.cell].options}
        wanted += [options[choice] for choice in answer.choices if "ouverte" not in options]
    wanted += [cell.text for cell in cells.values()]
    wanted += [question.title for question in dossier.guide.questions]
    wanted += [f"{q.number}{q.title}" for q in dossier.guide.questions]
    wanted += [attachment.sha256[:16] for attachment in dossier.attachments]
    wanted += ["120 ko", "Délégué à la protection des données", "Télésurveillance", "DMN-07"]
    wanted += ["Imagerie : fractures sur radiographies", "3 questions : 3 a, 4.2 a, 8.11 a"]
    open_option = "Autre usage, à préciser"
    missing = [w for w in wanted if compact(w) not in printed.text and w != open_option]
    assert missing == []


def test_each_answer_stands_beside_its_candidate_its_source_and_its_state(printed: Read) -> None:
    assert (
        compact(
            "A Ostalis Fracture Réponse 3 a de c1, lue au paragraphe 28 de la notice. "
            "Notice c1, § 28.3, 01/05/2026 (déclaré par l’éditeur) [Répondu]"
        )
        in printed.text
    )


def test_answers_that_5_2_excludes_are_kept_in_print(dossier: Dossier, printed: Read) -> None:
    last = dossier.compared[-1]
    excluded = [c for c in dossier.guide.cells.values() if dossier.excluded(last.id, c)]
    assert excluded
    for cell in excluded:
        answer = dossier.answer(last.id, cell.id)
        assert answer is not None
        assert compact(answer.text) in printed.text
    assert printed.text.count(compact("[Sans objet (5.2)]")) >= len(excluded)


def test_answers_to_a_retired_question_are_still_printed(tmp_path: Path) -> None:
    full = rich_dossier(2)
    fewer = replace(full, guide=Guide(full.guide.forms, ()))
    path = write_dossier(fewer, tmp_path / "x.pdf")
    found = read(path)
    assert compact("Autres réponses conservées") in found.text
    for answer in full.answers.values():
        assert compact(answer.text) in found.text


def test_the_contents_give_the_pages_of_the_bookmarks(printed: Read) -> None:
    chapters = [(title, page) for level, title, page in printed.bookmarks if level == 0]
    assert len(chapters) == 17
    front = compact(printed.bodies[0])
    assert front.endswith("".join(compact(title) for title, _ in chapters) + numbers_of(chapters))
    assert printed.raw.count(b"/Subtype /Link") == len(chapters)
    for title, page in chapters:
        assert compact(printed.bodies[page - 1]).startswith(compact(title))


def numbers_of(chapters: list[tuple[str, int]]) -> str:
    """The column of page numbers, which is read after the titles."""
    return "".join(str(page) for _, page in chapters)


def test_every_question_has_its_bookmark(dossier: Dossier, printed: Read) -> None:
    titles = [compact(title) for level, title, _ in printed.bookmarks if level == 1]
    assert sorted(titles) == sorted(compact(q.number + q.short) for q in dossier.guide.questions)


def test_title_language_and_no_author(printed: Read) -> None:
    assert printed.properties["Title"].startswith("Dossier de projet · P-03")
    assert not printed.properties.get("Author")
    assert b"/Lang (fr-FR)" in printed.raw
    assert b"/MarkInfo" in printed.raw


def test_heads_and_feet_stand_on_every_page(printed: Read) -> None:
    total = len(printed.pages)
    for number, page in enumerate(printed.pages, start=1):
        assert "Dossier de projet · P-03" in page
        assert "Centre d’imagerie du Quai" in page
        assert f"page {number} / {total}" in page
        assert FOOT in page
        assert "Brouillon" not in page


def test_a_project_without_decision_is_a_draft_on_every_page(tmp_path: Path) -> None:
    found = read(write_dossier(rich_dossier(2, decided=False), tmp_path / "x.pdf"))
    assert all("Brouillon" in page for page in found.pages)


def test_candidates_keep_their_order_and_a_reason_stands_beside_its_candidate(
    tmp_path: Path,
) -> None:
    dossier = empty_dossier(3)
    first, _, last = dossier.compared
    key = {"project_id": dossier.project.id, "cell": "q3_a"}
    spoken = Answer(
        id="x", candidate_id=last.id, state=AnswerState.ANSWERED, text="Selon la notice", **key
    )
    aside = Answer(
        id="y",
        candidate_id=first.id,
        state=AnswerState.NOT_APPLICABLE,
        no_object=NotApplicable.OTHER,
        no_object_detail="Ni traitement ni produit",
        **key,
    )
    dossier = dossier.with_answer(spoken).with_answer(aside)
    found = read(write_dossier(dossier, tmp_path / "x.pdf"))
    wanted = (
        "A Vide 1 Autre raison Ni traitement ni produit [Sans objet] B Vide 2 [Sans réponse] "
        "C Vide 3 Selon la notice Origine non précisée [Répondu]"
    )
    assert compact(wanted) in found.text


@pytest.mark.parametrize("compared", [0, 1, 6])
def test_an_empty_project_prints_and_says_what_is_missing(tmp_path: Path, compared: int) -> None:
    found = read(write_dossier(empty_dossier(compared), tmp_path / "x.pdf"))
    for words in ("Aucune étude notée", "Aucun coût noté", "Aucun indicateur noté"):
        assert compact(words) in found.text
    for question in sample_guide().questions:
        assert compact(question.title) in found.text


ODD = {
    "emoji": "Avis 😀👍🏽 reçu",
    "chinese": "Nom 中文名称 du fabricant",
    "hebrew": "Marque שלום déposée",
    "arabic": "Marque مرحبا déposée",
    "combining": "e\u0301te\u0301 et x\u0302 puis z\u0323",
    "spaces": "un\u00a0deux\u202ftrois\u2009quatre",
    "markup": "**gras** __x__ <b>y</b> {nb} \\n (paren) %PDF",
    "invisible": "zéro\u200blargeur et\u00adtiret",
    "lines": "ligne 1\n\n\n\n\nligne 2\n  - retrait",
    "long word": "ÿ" * 5_000,
    "private": "signe \ue000 privé \U0001f9ff",
}


def with_texts(dossier: Dossier, texts: dict[str, str]) -> tuple[Dossier, list[Answer]]:
    """The dossier with some texts put in the first answers of its first candidate."""
    mine = [a for a in dossier.answers.values() if a.candidate_id == "c1"]
    changed = [
        answer.but(text=text, state=AnswerState.ANSWERED, opinion=Opinion.NONE, choices=())
        for answer, text in zip(mine, texts.values(), strict=False)
    ]
    for answer in changed:
        dossier = dossier.with_answer(answer)
    return dossier, changed


def test_odd_characters_neither_stop_the_print_nor_take_their_neighbours_away(
    tmp_path: Path,
) -> None:
    dossier, changed = with_texts(rich_dossier(2), ODD)
    found = read(write_dossier(dossier, tmp_path / "x.pdf"))
    for answer in dossier.answers.values():
        if answer not in changed:
            assert compact(answer.text) in found.text
    for kept in (
        "emoji",
        "chinese",
        "combining",
        "spaces",
        "markup",
        "lines",
        "private",
    ):
        expected = "".join("□" if char in "👍🏽🧿" else char for char in ODD[kept])
        assert compact(expected) in found.text
    assert found.text.count("ÿ") == 5_000
    assert "zérolargeurettiret" in found.text
    for neighbour in ("Marque", "déposée"):
        assert found.text.count(neighbour) == 2
    assert compact("imprimés □") in found.text
    assert "U+4E2D" in found.text


def test_answers_of_twenty_thousand_characters_are_printed_whole(tmp_path: Path) -> None:
    words = [f"mot{number:05d}" for number in range(2_200)]
    long = " ".join(words)
    assert 19_000 < len(long) <= 20_000
    dossier, changed = with_texts(rich_dossier(2), {str(i): f"{i}A{long}"[:20_000] for i in (1, 2)})
    found = read(write_dossier(dossier, tmp_path / "x.pdf"))
    for word in words[:2_000]:
        assert found.text.count(word) >= 2
    assert len(changed) == 2
    for answer in dossier.answers.values():
        if answer not in changed:
            assert compact(answer.text) in found.text


def test_progress_ends_at_the_total_and_cancelling_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "dossier.pdf"
    told: list[tuple[int, int]] = []
    write_dossier(empty_dossier(1), path, lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))
    old = path.read_bytes()
    with pytest.raises(Cancelled):
        write_dossier(rich_dossier(2), path, None, lambda: True)
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]
