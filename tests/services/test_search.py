"""Ctrl+K: objects by number or word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Candidate, Project, Risk, Structure
from dmn_desktop.core.vocabulary import Kept
from dmn_desktop.services import answers, attachments, inventory, projects, search
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register
from dmn_desktop.services.search import Found


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register that the tests of this file share; none of them changes it for good."""
    made = registers.create(
        tmp_path_factory.mktemp("shelf") / "registre", Structure(name="Cabinet")
    )
    yield made
    made.close()


@pytest.fixture(scope="module")
def two(shelf: Register, library: Library) -> list[Project]:
    """Two projects with a candidate, an answer and a document each."""
    register, made = shelf, []
    for need, name in (("Fractures de l’été", "Ostalis"), ("Lésions de la peau", "Dermalis")):
        project = projects.create(register, library, need)
        candidate = Candidate(
            project_id=project.id, position=1, name=name, vendor="Œuvre & Cie", kept=Kept.YES
        )
        registers.save(register, candidate, "candidat")
        dossier = projects.load(register, library, project.id)
        answer = answers.answer_or_new(dossier, candidate.id, "q3_a")
        answers.save_answer(register, dossier, answer.but(text=f"Réservé à l’âge adulte ({name})"))
        document = attachments.describe(project.id, "q3", f"Notice {name}.pdf", name.encode())
        attachments.attach(register, document, name.encode())
        made.append(project)
    return made


def groups(found: list[Found]) -> dict[str, list[str]]:
    by_group: dict[str, list[str]] = {}
    for each in found:
        by_group.setdefault(each.group, []).append(each.text)
    return by_group


@pytest.mark.parametrize("typed", ["ete", "ÉTÉ", "fractures  l'ete", "p-01"])
def test_a_project_is_found_by_word_or_number(
    shelf: Register, library: Library, two: list[Project], typed: str
) -> None:
    (project,) = [f for f in search.search(shelf, library, typed) if f.group == "Projets"]
    assert (project.text, project.detail, project.project_id) == (
        "Fractures de l’été",
        "P-01",
        two[0].id,
    )


def test_candidates_answers_and_documents_are_found(
    shelf: Register, library: Library, two: list[Project]
) -> None:
    found = search.search(shelf, library, "dermalis")
    assert groups(found) == {
        "Candidats": ["Dermalis"],
        "Réponses": ["Réservé à l’âge adulte (Dermalis)"],
        "Pièces": ["Notice Dermalis.pdf"],
    }
    assert {each.project_id for each in found} == {two[1].id}
    answer = found[1]
    assert (answer.question, answer.cell, answer.detail) == ("q3", "q3_a", "P-02, 3 a")
    assert groups(search.search(shelf, library, "oeuvre"))["Candidats"] == [
        "Ostalis",
        "Dermalis",
    ]


def test_a_number_of_the_guide_leads_to_its_question_only(
    shelf: Register, library: Library, two: list[Project]
) -> None:
    found = [f for f in search.search(shelf, library, "5.8") if f.group == "Questions HAS"]
    assert [f.question for f in found] == ["q5_8"]
    # The last project, when none is on screen.
    assert found[0].project_id == two[1].id
    near = search.search(shelf, library, "5.8", near=two[0].id)
    assert {f.project_id for f in near if f.group == "Questions HAS"} == {two[0].id}


def test_a_word_of_a_point_leads_to_its_question(
    shelf: Register, library: Library, two: list[Project]
) -> None:
    point = library.guide.by_id["q8_10"].points[0]
    words = " ".join(point.text.split()[:4])
    found = search.search(shelf, library, words)
    assert "q8_10" in [f.question for f in found]


def test_answers_of_the_project_on_screen_come_first(
    shelf: Register, library: Library, two: list[Project]
) -> None:
    for near in two:
        found = search.search(shelf, library, "age adulte", near=near.id)
        first = next(f for f in found if f.group == "Réponses")
        assert first.project_id == near.id


def test_archived_projects_are_found_and_said_to_be_so(
    shelf: Register, library: Library, two: list[Project]
) -> None:
    archived = projects.archive(shelf, two[0])
    (project,) = [f for f in search.search(shelf, library, "fractures") if f.group == "Projets"]
    assert project.detail == "P-01, archivé"
    projects.archive(shelf, archived, archived=False)


@pytest.mark.parametrize("typed", ["", "   ", "zzzz introuvable"])
def test_nothing_typed_or_nothing_found_is_an_empty_list(
    shelf: Register, library: Library, two: list[Project], typed: str
) -> None:
    assert search.search(shelf, library, typed) == []


def test_an_empty_register_has_nothing_to_find(register: Register, library: Library) -> None:
    assert search.search(register, library, "5.8") == []


def test_each_group_shows_a_few(register: Register, library: Library) -> None:
    for number in range(search.LIMIT + 3):
        projects.create(register, library, f"Besoin {number}")
    found = search.search(register, library, "besoin")
    assert len(groups(found)["Projets"]) == search.LIMIT


def test_devices_and_risks_are_found_by_number_and_word(
    register: Register, library: Library
) -> None:
    first = inventory.add(register, "Ostalis Fracture", manufacturer="Œuvre & Cie", places=("IRM",))
    inventory.add(register, "Polypilote 01")
    registers.save(register, Risk(device_id=first.id, number=2, text="Panne du réseau"), "risque")

    def found(text: str) -> list[tuple[str, str, str]]:
        hits = search.search(register, library, text)
        return [(hit.page, hit.text, hit.detail) for hit in hits]

    device = ("dispositif", "Ostalis Fracture", "DMN-01, Œuvre & Cie")
    for text in ("DMN-01", "dmn-1", "ostalis", "oeuvre irm"):
        assert found(text)[0] == device, text
    assert found("01")[0] == device, "the number itself comes before a name that holds it"
    assert found("R-01.2") == [("risques", "Panne du réseau", "R-01.2")]
    assert found("zzzz") == []


def test_a_device_seen_before_is_named_as_it_is_called_now(
    register: Register, library: Library
) -> None:
    device = inventory.add(register, "Ostalis")
    inventory.update(register, device, {"name": "Ostalis 2"})
    found = search.named(register, library, [(device.id, ""), ("gone", "")])
    assert [(hit.text, hit.page, hit.project_id) for hit in found] == [
        ("Ostalis 2", "dispositif", device.id)
    ]


def test_a_whole_number_of_the_guide_comes_before_what_holds_its_figures(
    register: Register, library: Library
) -> None:
    device = inventory.add(register, "Polypilote 4.2")
    registers.save(register, Risk(device_id=device.id, number=4, text="Version 4.2"), "risque")
    projects.create(register, library, "Fractures")
    found = search.search(register, library, "4.2")
    assert [hit.group for hit in found] == ["Questions HAS", "Dispositifs", "Risques"]
