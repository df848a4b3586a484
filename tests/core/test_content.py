"""Content files: what they refer to exists, they are in good French, broken ones are told."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import Commons, Form, Library, Scope, library
from dmn_desktop.core.guide import Guide
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.vocabulary import Frequency

FILES = sorted(
    # What practices write in their own tables is matched, never shown.
    path
    for path in forms_dir().rglob("*.toml")
    if path.stem != "import_inventaire"
)


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for rank, inner in enumerate(value):
            yield from texts(inner, f"{place}[{rank}]")


WRONG = {
    "straight apostrophe": r"'",
    "space that may break before a double sign": r" [:;?!»%]",
    "double sign stuck to its word": r"\w[;?!»]|\w:(?=\s|$)",
    "opening quote without its no-break space": r"«[^\u00a0]",
    "three points instead of an ellipsis": r"\.\.\.",
    "two spaces": r"  ",
    "percent sign stuck to its number": r"\d%",
    "space at an end": r"^\s|\s$",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_french_typography(path: Path) -> None:
    found = [
        f"{place} {name} in {text!r}"
        for place, text in texts(tomllib.loads(path.read_text("utf-8")))
        for name, pattern in WRONG.items()
        if re.search(pattern, text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["l'œil", "Prêt ?", "Prêt?", "« oui »", "Attention: danger", "etc...", "50%", "50 %", "a  b"],
)
def test_the_typography_check_sees_mistakes(text: str) -> None:
    assert any(re.search(pattern, text) for pattern in WRONG.values())


def everything() -> Iterator[tuple[str, Any]]:
    """Every question and point, with its identifier."""
    for form in library().forms:
        for question in form.questions:
            yield question.id, question
            for point in question.points:
                yield point.id, point


def test_every_reference_term_and_interlocutor_exists() -> None:
    commons = library().commons
    references = {reference.id for reference in commons.references}
    terms = {term.id for term in commons.terms}
    people = {person.id for person in commons.interlocutors}
    for identifier, item in everything():
        assert set(item.references) <= references, identifier
        assert set(item.who) <= people, identifier
        assert set(getattr(item, "terms", ())) <= terms, identifier
        assert {where.who for where in getattr(item, "where", ())} <= people, identifier


def test_references_terms_and_interlocutors_are_declared_once() -> None:
    commons = library().commons
    for group in (
        commons.references,
        commons.terms,
        commons.interlocutors,
        commons.scope.functions,
        commons.scope.exclusions,
    ):
        ids = [item.id for item in group]
        assert len(ids) == len(set(ids))
    assert library().reference(commons.references[-1].id) is commons.references[-1]
    assert library().term(commons.terms[-1].id) is commons.terms[-1]
    assert library().interlocutor(commons.interlocutors[-1].id) is commons.interlocutors[-1]


def test_every_legal_statement_says_where_and_when_it_was_checked() -> None:
    commons = library().commons
    statements = [(r.source, r.checked_on) for r in commons.references]
    statements += [(e.source, e.checked_on) for e in commons.scope.exclusions]
    for source, checked_on in statements:
        assert source
        assert checked_on.year >= 2026
    # Nothing unverified: « C » does not even load.
    assert {reference.confidence for reference in commons.references} <= {"HAS", "A", "B"}


def test_every_question_can_be_understood_and_its_answer_found() -> None:
    for form in library().forms:
        sections = {section.id for section in form.sections}
        for question in form.questions:
            assert question.section in sections
            assert question.help, question.id
            assert question.where, question.id
            if form.locked:
                assert question.page, question.id


def test_models_answer_questions_of_the_project_that_exist() -> None:
    cells = library().guide.cells_by_id
    functions = {function.id for function in library().commons.scope.functions}
    for model in library().models:
        for cell in model.answers:
            question = library().guide.by_id[cells[cell].question]
            assert question.scope is Scope.PROJECT
        assert set(model.functions) <= functions
        assert model.hypotheses
        for indicator in model.indicators:
            assert Frequency(indicator.frequency)
    ids = [model.id for model in library().models]
    assert len(ids) == len(set(ids)) >= 5


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A copy of the content that may be broken."""
    return shutil.copytree(forms_dir(), tmp_path / "forms")


def replaced(name: str, old: str, new: str) -> Callable[[Path], Path]:
    def damage(forms: Path) -> Path:
        path = forms / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path

    return damage


def removed(forms: Path) -> Path:
    path = forms / "commun.toml"
    path.unlink()
    return path


def in_latin_1(forms: Path) -> Path:
    path = forms / "commun.toml"
    path.write_bytes("titre = 'été'".encode("latin-1"))
    return path


OWN = "questionnaires/mes_questions.toml"
BROKEN = {
    "missing": (removed, "introuvable"),
    "not UTF-8": (in_latin_1, "UTF-8"),
    "not TOML": (replaced(OWN, 'id = "q_m2"', "id = q_m2"), "écriture TOML incorrecte, ligne"),
    "key missing": (
        replaced(OWN, 'numero = "M.2"\n', ""),
        "question q_m2 › numero\u00a0: il manque",
    ),
    "key unknown": (
        replaced(OWN, 'numero = "M.2"', 'numero = "M.2"\ntitle = "x"'),
        "question q_m2 › title\u00a0: mot inconnu",
    ),
    "kind unknown": (
        replaced(OWN, 'reponse = "avis"', 'reponse = "opinion"'),
        "question q_m1 › reponse\u00a0: mot hors de la liste",
    ),
    "identifier twice": (replaced(OWN, 'id = "q_m2"', 'id = "q_m1"'), "q_m1 est déclaré deux fois"),
    "unknown section": (
        replaced(OWN, 'section = "sm"', 'section = "zz"'),
        "q_m1\u00a0: section inconnue zz",
    ),
    "unverified law": (
        replaced("commun.toml", 'confiance = "HAS"', 'confiance = "C"'),
        "reference guide_has › confiance\u00a0: mot hors de la liste",
    ),
    "point of another question": (
        replaced("questionnaires/guide_has_2023.toml", 'id = "q1_a"', 'id = "q2_a"'),
        "q2_a n’appartient pas à q1",
    ),
    "line of annexe 2 on nothing": (
        replaced("questionnaires/guide_has_2023.toml", '["q3_e"]', '["q3_z"]'),
        "ligne 2\u00a0: question inconnue q3_z",
    ),
    "renamed to nothing": (
        replaced(OWN, "\n[[section]]", '\n[renommes]\nq_old = "q_older"\n\n[[section]]'),
        "q_old ne mène à aucune question",
    ),
    "model": (
        replaced("modeles/imagerie.toml", 'frequence = "mensuelle"\n', ""),
        "indicateur 1 › frequence\u00a0: il manque",
    ),
}


@pytest.mark.parametrize(("damage", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_told_with_its_name_and_the_place(
    forms: Path, damage: Callable[[Path], Path], words: str
) -> None:
    path = damage(forms)
    broken = Library(forms)
    with pytest.raises(UserError) as told:
        _ = broken.forms, broken.commons, broken.models
    assert f"contenu {path.name} ne se lit pas" in told.value.happened
    assert words in told.value.happened
    assert told.value.kept == "Votre registre n’est pas touché."
    assert told.value.to_do


def test_a_new_questionnaire_is_a_new_file(forms: Path) -> None:
    own = (forms / OWN).read_text("utf-8")
    added = own.replace("q_m", "q_n").replace('"sm"', '"sn"').replace("mes_questions", "annexe")
    (forms / "questionnaires" / "annexe.toml").write_text(added, "utf-8")
    guide = Guide(Library(forms).forms)
    assert {"q_m1", "q_n1"} <= set(guide.by_id)
    assert len(guide.official_pages) == 41


def renaming(**names: str) -> Form:
    own = tomllib.loads((forms_dir() / OWN).read_text("utf-8"))
    return Form.model_validate(own | {"renommes": names})


def test_a_renamed_key_leads_to_the_present_one_through_several_names() -> None:
    guide = Guide([library().guide, renaming(q_premier="q_deuxieme", q_deuxieme="q_m1")])
    assert guide.current("q_premier") == guide.current("q_deuxieme") == "q_m1"
    assert guide.current("q5_8_c") == "q5_8_c"
    assert guide.current("q_absent") == "q_absent"


@pytest.mark.parametrize(
    "names", [{"q_a": "q_b", "q_b": "q_a"}, {"q_m1": "q_m2"}, {"q_a": "q_absent"}]
)
def test_a_name_that_leads_nowhere_is_refused(names: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="ne mène à aucune question"):
        renaming(**names)


def test_the_commons_are_read_only_when_asked_for(tmp_path: Path) -> None:
    # The window must appear before any content is read.
    Library(tmp_path / "absent")
    assert isinstance(library().commons, Commons)
