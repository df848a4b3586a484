"""The fictional registers: complete, faithful to the guide, and free of real people."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dmn_desktop.core import example as content
from dmn_desktop.core.comparison import compare, counts
from dmn_desktop.core.costs import total
from dmn_desktop.core.device_vocabulary import Known
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import AnswerKind, Library
from dmn_desktop.core.paths import resources_dir
from dmn_desktop.core.records import Answer, Device, Incident, Risk, Structure
from dmn_desktop.core.vocabulary import (
    AnswerState,
    Decision,
    Judgement,
    Kept,
    Nature,
    NotApplicable,
    Opinion,
    RiskState,
    SourceStatus,
    StructureKind,
)
from dmn_desktop.services.examples import fill_with_example
from dmn_desktop.services.projects import ProjectSummary, list_projects, load
from dmn_desktop.services.register import create, history, next_undo, open_file
from dmn_desktop.store.database import Register

KINDS = [kind for kind in StructureKind if kind.example is kind]
OPINIONS = {
    AnswerKind.OPINION: {Opinion.YES, Opinion.PARTLY, Opinion.NO, Opinion.UNKNOWN},
    AnswerKind.YES_NO: {Opinion.YES, Opinion.NO},
}


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.value)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, library: Library
) -> Iterator[Register]:
    """A register of each kind, filled with its example; only read."""
    yield from _filled(tmp_path_factory, library, request.param)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Register]:
    yield from _filled(tmp_path_factory, library, StructureKind.PRACTICE)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Register]:
    yield from _filled(tmp_path_factory, library, StructureKind.CLINIC)


def _filled(
    factory: pytest.TempPathFactory, library: Library, kind: StructureKind
) -> Iterator[Register]:
    path = factory.mktemp("example") / "exemple.dmn"
    register = create(path, Structure(name="Nom tapé", structure_kind=kind))
    fill_with_example(register, library, kind)
    yield register
    register.close()


def _dossiers(register: Register, library: Library) -> list[Dossier]:
    found = [load(register, library, s.project.id) for s in list_projects(register, library)]
    return sorted(found, key=lambda d: d.project.number)


def _summaries(register: Register, library: Library) -> list[ProjectSummary]:
    return sorted(list_projects(register, library), key=lambda s: s.project.number)


def _dossier(register: Register, library: Library, code: str) -> Dossier:
    return next(d for d in _dossiers(register, library) if d.project.code == code)


def _candidate_id(dossier: Dossier, name: str) -> str:
    return next(c.id for c in dossier.candidates if c.name == name)


def test_says_that_it_is_an_example_in_one_step_that_undo_leaves_alone(filled: Register) -> None:
    with filled.reading() as reader:
        structure = reader.only(Structure)
    assert structure is not None
    assert structure.is_example
    assert "exemple" in structure.name
    labels = {line.label for line in history(filled, 10_000)}
    assert labels == {"création du registre", "données d’exemple"}
    assert next_undo(filled) == ""


def test_survives_closing_and_thorough_checking(tmp_path: Path, library: Library) -> None:
    made = create(tmp_path / "exemple.dmn", Structure())
    fill_with_example(made, library, StructureKind.PRACTICE)
    before = _dossier(made, library, "P-01")
    made.close()
    again = open_file(made.path)
    again.check(thorough=True)
    assert _dossier(again, library, "P-01").answers == before.answers
    again.close()


def test_names_only_questions_and_options_of_the_guide(filled: Register, library: Library) -> None:
    for dossier in _dossiers(filled, library):
        cells = dossier.guide.cells
        for answer in dossier.answers.values():
            assert answer.cell in cells
            options = {option.id for option in cells[answer.cell].options}
            assert set(answer.choices) <= options, answer.cell
        named = {note.question for note in dossier.notes}
        named |= {attachment.question for attachment in dossier.attachments}
        assert named <= set(dossier.guide.by_id)
        rows = {row.n for row in library.guide.comparison_rows}
        assert {assessment.row for assessment in dossier.assessments} <= rows
        assert {line.cell for line in dossier.costs} <= set(cells)
        assert set(dossier.project.functions) <= {f.id for f in library.commons.scope.functions}
        assert dossier.project.model in {model.id for model in library.models}


def test_answers_each_cell_the_way_it_asks(filled: Register, library: Library) -> None:
    for dossier in _dossiers(filled, library):
        for answer in dossier.answers.values():
            cell = dossier.guide.cells[answer.cell]
            wanted = answer.state in (AnswerState.ANSWERED, AnswerState.RECEIVED)
            label = f"{dossier.project.code} {answer.cell}"
            if wanted and cell.answer in OPINIONS:
                assert answer.opinion in OPINIONS[cell.answer], label
            else:
                assert answer.opinion is Opinion.NONE, label
            assert (answer.amount is not None) == (cell.answer is AnswerKind.AMOUNT), label
            choosing = cell.answer in (AnswerKind.CHOICE, AnswerKind.CHOICES)
            assert bool(answer.choices) == choosing, label
            if cell.answer is AnswerKind.CHOICE:
                assert len(answer.choices) == 1, label
            assert answer.has_content == wanted, label


def test_gives_a_reason_for_each_cell_set_aside_and_each_refused_candidate(
    filled: Register, library: Library
) -> None:
    for dossier in _dossiers(filled, library):
        for answer in dossier.answers.values():
            aside = answer.state is AnswerState.NOT_APPLICABLE
            assert aside == (answer.no_object is not NotApplicable.NONE)
            if answer.no_object is NotApplicable.OTHER:
                assert answer.no_object_detail
        for candidate in dossier.candidates:
            assert bool(candidate.refusal) == (candidate.kept is Kept.NO)


def test_practice_answers_every_cell_that_applies(practice: Register, library: Library) -> None:
    dossier = _dossier(practice, library, "P-01")
    assert dossier.complete_count == len(dossier.guide.official_pages) == 41
    empty = [
        (candidate.name, cell.id)
        for candidate in dossier.compared
        for cell in dossier.cells_in_state(candidate.id, AnswerState.EMPTY)
    ]
    assert empty == []
    once = [q for q in dossier.guide.questions if q not in dossier.guide.pages]
    assert all(dossier.answer(None, cell.id) for question in once for cell in question.cells)
    # The questions that the practice added are answered like the others.
    assert len(dossier.guide.pages) == 41 + 3 + 2


def test_practice_compares_two_candidates_with_sources_and_studies(
    practice: Register, library: Library
) -> None:
    dossier = _dossier(practice, library, "P-01")
    assert [c.name for c in dossier.compared] == ["Derm-Atlas Vue", "Ombrelle Score"]
    assert [c.kept for c in dossier.others] == [Kept.NO, Kept.UNDECIDED]
    assert [dossier.learns(c.id) for c in dossier.compared] == [Opinion.YES, Opinion.NO]
    for candidate in dossier.compared:
        mine = [a for a in dossier.answers.values() if a.candidate_id == candidate.id]
        answered = [a for a in mine if a.state is AnswerState.ANSWERED]
        with_source = [a for a in answered if a.source and a.source_day and a.source_status]
        assert len(with_source) > 0.9 * len(answered)
        assert {a.source_status for a in with_source} == set(SourceStatus) - {SourceStatus.NONE}
        assert sum(s.candidate_id == candidate.id for s in dossier.studies) in (2, 3)
        rows = {a.row for a in dossier.assessments if a.candidate_id == candidate.id}
        assert len(rows) == 35


def test_practice_totals_agree_with_the_sentences(practice: Register, library: Library) -> None:
    dossier = _dossier(practice, library, "P-01")
    totals = [
        total((x for x in dossier.costs if x.candidate_id == c.id), dossier.project)
        for c in dossier.compared
    ]
    assert [(t.cost, t.gain, t.without_volume) for t in totals] == [
        (1_235_000, 630_000, 0),
        (282_000, 114_000, 0),
    ]
    told = [dossier.answer(c.id, "q7_5_c") for c in dossier.compared]
    texts = [answer.text.replace("\u00a0", " ") for answer in told if answer]
    assert "12 350 €" in texts[0]
    assert "6 300 €" in texts[0]
    assert "2 820 €" in texts[1]
    assert "1 140 €" in texts[1]


def test_practice_decides_and_adds_the_device_with_its_risks(
    practice: Register, library: Library
) -> None:
    dossier = _dossier(practice, library, "P-01")
    project = dossier.project
    assert project.decision is Decision.KEEP
    assert project.chosen == dossier.compared[0].id
    assert project.is_decided
    assert all((project.decision_reasons, project.consulted, project.signatories))
    assert project.trial_start
    assert project.trial_conclusion
    assert {h.verdict.value for h in dossier.hypotheses} >= {"validee", "en_partie", "non_validee"}
    assert all((h.result, h.measure, h.condition) for h in dossier.hypotheses)
    assert len(dossier.indicators) >= 4
    assert dossier.notes
    with practice.reading() as reader:
        (device,) = reader.find(Device, project_id=project.id)
        risks = reader.find(Risk, order="number", device_id=device.id)
    assert (device.code, device.name, device.uses_ai) == ("DMN-05", "Derm-Atlas Vue", Known.YES)
    assert all((device.purpose, device.hosting_note, device.contract_note))
    assert set(device.origins) >= {"purpose", "hosting_note", "contract_note"}
    assert len(risks) > 10
    numbered = [risk.number for risk in risks if risk.state is not RiskState.REFUSED]
    assert numbered == sorted({*numbered} - {0}), "each its own number, those set aside none"
    judged = next(risk for risk in risks if risk.cell == "q5_9_a")
    assert (judged.severity, judged.likelihood) == (2, 4)
    assert judged.origin == "P-01, réponse 5.9 a"


def test_clinic_stands_at_27_of_41_with_answers_awaited(clinic: Register, library: Library) -> None:
    dossier = _dossier(clinic, library, "P-03")
    assert [c.name for c in dossier.compared] == ["Ostalis Fracture", "Veridos Os", "Kinéa Trauma"]
    assert [c.in_service for c in dossier.compared] == [True, False, False]
    assert [dossier.learns(c.id) for c in dossier.compared] == [
        Opinion.YES,
        Opinion.YES,
        Opinion.NO,
    ]
    assert dossier.complete_count == 27
    assert dossier.asked_count == 6
    by_section = {
        section.id: sum(
            dossier.progress(q).is_complete for q in library.guide.in_section(section.id)
        )
        for section in dossier.guide.sections
        if section.id != "sm"
    }
    assert by_section == {"s3": 1, "s4": 4, "s5": 7, "s6": 3, "s7": 3, "s8": 9}


def test_clinic_waits_for_answers_asked_with_a_questionnaire(
    clinic: Register, library: Library
) -> None:
    dossier = _dossier(clinic, library, "P-03")
    waiting = (AnswerState.ASKED, AnswerState.RECEIVED)
    for sent in dossier.questionnaires:
        cells = {cell.id for cell in dossier.cells_in_state(sent.candidate_id, *waiting)}
        assert sent.made_on == date(2026, 2, 26)
        assert cells == set(sent.cells)
        assert len(cells) == 6
    assert len(dossier.questionnaires) == 2
    received = [a for a in dossier.answers.values() if a.state is AnswerState.RECEIVED]
    assert [a.cell for a in received] == ["q8_9_a"]
    veridos = _candidate_id(dossier, "Veridos Os")
    assert len(list(dossier.cells_in_state(veridos, AnswerState.TO_ASK))) == 6


def test_clinic_shows_5_8_as_drawn(clinic: Register, library: Library) -> None:
    dossier = _dossier(clinic, library, "P-03")
    texts = {
        (dossier.letter(c), cell.id[-1]): answer.text.replace("\u00a0", " ")
        for c in dossier.compared
        for cell in dossier.guide.by_id["q5_8"].cells
        if (answer := dossier.answer(c.id, cell.id)) and answer.text
    }
    assert texts == {
        ("A", "a"): "Sensibilité 95 %, spécificité 88 %, par patient.",
        ("A", "b"): "4 centres, aucun n’a servi à l’apprentissage.",
        ("A", "c"): "3 % de plus de 85 ans, contre 18 % chez nous.",
        ("A", "d"): "Version figée entre deux mises à jour.",
        ("B", "a"): "AUC 0,93 seulement. Pas de seuil clinique.",
        ("C", "a"): "Erreur angulaire moyenne 2,1°.",
        ("C", "c"): "Adultes seulement, scolioses légères.",
        ("C", "d"): "Calcul déterministe.",
    }
    assert dossier.project.own_figures.startswith("Population du service, 2025")


def test_clinic_comparison_counts_as_drawn(clinic: Register, library: Library) -> None:
    lines = compare(_dossier(clinic, library, "P-03"))
    order = (Judgement.SUITS, Judgement.DISCUSS, Judgement.BLOCKING, Judgement.MISSING)
    found = [tuple(counts(lines, i)[judgement] for judgement in order) for i in range(3)]
    assert found == [(24, 7, 0, 4), (15, 8, 0, 12), (17, 9, 2, 7)]
    assert sum(line.differs for line in lines) == 22


def test_clinic_has_a_refused_project_and_an_innovative_tool(
    clinic: Register, library: Library
) -> None:
    first, second, third = _summaries(clinic, library)
    assert (first.project.decision, first.project.archived) == (Decision.REFUSE, True)
    assert first.project.decision_reasons
    assert (second.project.nature, second.step) == (Nature.TOOL, "Candidats")
    assert (third.project.code, third.step) == ("P-03", "Réponses")


def test_writes_nothing_into_a_register_open_for_reading(tmp_path: Path, library: Library) -> None:
    create(tmp_path / "lecture.dmn", Structure()).close()
    read_only = open_file(tmp_path / "lecture.dmn", read_only=True)
    with pytest.raises(UserError, match="lecture seule"):
        fill_with_example(read_only, library, StructureKind.CLINIC)
    read_only.close()


def test_a_document_that_is_not_declared_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, register: Register, library: Library
) -> None:
    source = (resources_dir() / "exemples" / "cabinet.toml").read_text(encoding="utf-8")
    (tmp_path / "exemples").mkdir()
    broken = source.replace('document = "notice"', 'document = "noticce"', 1)
    (tmp_path / "exemples" / "cabinet.toml").write_text(broken, encoding="utf-8")
    monkeypatch.setattr(content, "resources_dir", lambda: tmp_path)
    with pytest.raises(UserError, match="noticce"):
        fill_with_example(register, library, StructureKind.PRACTICE)
    with register.reading() as reader:
        assert reader.find(Answer) == []


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{place} {key}")
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, place)


FAULTS = {
    "straight apostrophe": "'",
    "straight quotation mark": '"',
    "narrow space": "[\u202f\u2011]",
    "ordinary space before a double sign": "[ \n][:;?!%€»]",
    "missing space before a double sign": "[\\w)»][;?!%€»]",
    "missing space before a colon": "[\\w)]:(?!\\S)",
    "missing no-break space in guillemets": "«(?!\u00a0)|(?<!\u00a0)»",
    "thousands without no-break space": "\\d \\d{3}\\b",
    "three dots": r"\.\.\.",
    "exclamation": "!",
    "double space": "  ",
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("kind", KINDS)
def test_writes_french_as_it_is_printed(kind: StructureKind, fault: str) -> None:
    path = resources_dir() / "exemples" / f"{kind.value}.toml"
    texts = _texts(tomllib.loads(path.read_text(encoding="utf-8")))
    assert [found for found in texts if re.search(FAULTS[fault], found[1])] == []


@pytest.mark.parametrize("kind", KINDS)
def test_names_no_person(kind: StructureKind) -> None:
    path = resources_dir() / "exemples" / f"{kind.value}.toml"
    text = path.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert not re.search(r"\b(M|MM|Mme|Mlle|Dr|Pr|Docteur|Professeur)\.? [A-ZÉÈ]", text)
    assert not re.search(r"\b[12] ?\d{2} ?(0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3}\b", text)
    assert not re.search(r"\bnée? le\b", text)
    assert not re.search(r"@(?![\w-]+\.example\b)", text)


@pytest.mark.parametrize("kind", KINDS)
def test_examples_are_read_whole(kind: StructureKind) -> None:
    assert content.read_example(kind).structure.name


def test_a_group_practice_has_an_example_of_its_own_kind(tmp_path: Path, library: Library) -> None:
    made = create(tmp_path / "r.dmn", Structure(structure_kind=StructureKind.GROUP))
    fill_with_example(made, library, StructureKind.GROUP)
    with made.reading() as reader:
        structure = reader.only(Structure)
        profiles = {incident.profile.value for incident in reader.find(Incident)}
    made.close()
    assert structure is not None
    assert structure.structure_kind is StructureKind.GROUP
    assert profiles == {"centre_ou_cabinet_de_groupe"}
