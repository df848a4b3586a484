"""The history in words, whole or of one object."""

from __future__ import annotations

from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Candidate, CostLine, Project
from dmn_desktop.services import candidates, history, projects
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register


def started(register: Register, library: Library) -> tuple[Project, Candidate, Candidate]:
    project = projects.create(register, library, "Moins de fractures oubliées")
    dossier = projects.load(register, library, project.id)
    candidates.add_several(register, dossier, ("A", "B"))
    one, two = projects.load(register, library, project.id).compared
    return project, one, two


def test_pages_follow_each_other_without_gap_or_double(
    register: Register, library: Library
) -> None:
    project, *_ = started(register, library)
    for number in range(7):
        registers.save(register, project.but(need=f"besoin {number}"), "besoin")
    whole = history.page(register, 100)
    read, below = [], None
    while found := history.page(register, 3, below):
        read += found
        below = found[-1].seq
    assert read == whole
    assert [one.seq for one in whole] == sorted((o.seq for o in whole), reverse=True)


def test_the_history_of_one_object_has_what_belongs_to_it_and_nothing_else(
    register: Register, library: Library
) -> None:
    project, one, two = started(register, library)
    for candidate in (one, two):
        cost = CostLine(project_id=project.id, candidate_id=candidate.id, label="Licence")
        registers.save(register, cost, f"coût {candidate.name}")
    registers.save(register, two.but(version="2"), "version B")
    labels = [line.what for line in history.page(register, 100, of=[one.id])]
    assert "Coût A" in labels
    assert "Coût B" not in labels
    assert "Version B" not in labels
    assert "Version B" in [line.what for line in history.page(register, 100, of=[project.id])]


def test_a_change_is_told_in_the_words_of_people(register: Register, library: Library) -> None:
    project, one, _ = started(register, library)
    cost = CostLine(project_id=project.id, candidate_id=one.id, label="Licence", amount=120_050)
    registers.save(register, cost, "coût")
    registers.save(register, cost.but(amount=130_000), "coût")
    detail = history.detail(register, library, history.page(register, 1)[0].seq)
    assert detail is not None
    (changed,) = detail.objects
    assert (changed.verb, changed.subject) == ("Modifié", "Ligne de coût Licence, A, P-01")
    (field,) = changed.fields
    assert field.title == "Montant"
    assert (field.before, field.after) == ("1\u00a0200,50\u00a0€", "1\u00a0300\u00a0€")


def test_a_cascade_is_named_by_its_head_and_long_ones_are_cut(
    register: Register, library: Library
) -> None:
    project, *_ = started(register, library)
    owner = projects.load(register, library, project.id).compared[0].id
    with register.transaction("coûts") as tx:
        for number in range(60):
            tx.put(CostLine(project_id=project.id, candidate_id=owner, label=f"L{number}"))
    projects.delete(register, project)
    line = history.page(register, 1)[0]
    assert line.subject.startswith("Projet P-01, Moins de fractures oubliées et ")
    detail = history.detail(register, library, line.seq)
    assert detail is not None
    assert len(detail.objects) == history.OBJECTS_SHOWN
    assert len(detail.objects) + detail.more >= 63
    assert history.detail(register, library, 10_000) is None
