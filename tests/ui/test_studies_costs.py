"""Evidence sheets, cost lines and own questions: cards kept as one types."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QSpinBox, QTabBar, QWidget

from dmn_desktop.core.vocabulary import CostBasis, CostKind, StudyObject
from dmn_desktop.services import own_questions
from dmn_desktop.ui.widgets.fields import LineField, TextField, WordField
from tests.app.person import NBSP, Person
from tests.ui.places import HTML, run


@pytest.fixture
def studies(person: Person) -> Person:
    person.start_with()
    run(person, "Fiches d’étude")
    return person


@pytest.fixture
def costs(person: Person) -> Person:
    person.start_with()
    run(person, "Lignes de coût")
    return person


@pytest.fixture
def own(person: Person) -> Person:
    person.start_with()
    run(person, "Mes questions")
    return person


# Studies


def test_no_study_says_where_to_look(studies: Person) -> None:
    assert studies.reads("Aucune étude notée pour ce candidat.")


def test_a_study_is_typed_and_kept(studies: Person) -> None:
    studies.click("Ajouter une étude")
    assert studies.focus.accessibleName() == "Référence"
    studies.type(f"Dupont 2024 {HTML}")
    about = studies.one(WordField, "Porte sur")
    about.setFocus()
    studies.press("Down")
    studies.replace(studies.one(LineField, "Année"), "2024")
    studies.replace(studies.one(TextField, "Effet observé"), "Sensibilité 95 %")
    studies.click("Retour à la question")
    [study] = studies.dossier.studies
    assert study.citation == f"Dupont 2024 {HTML}"
    assert (study.year, study.effect) == (2024, "Sensibilité 95 %")
    assert study.about is StudyObject.DEVICE
    run(studies, "Fiches d’étude")
    assert studies.reads("1 étude, dont 1 sur ce dispositif et cette version.")


def test_a_year_that_is_none_is_said_beside_the_field(studies: Person) -> None:
    studies.click("Ajouter une étude")
    studies.replace(studies.one(LineField, "Année"), "24")
    studies.press("Tab")
    assert studies.reads(f"«{NBSP}24{NBSP}» n’est pas une année entre 1950 et 2100.")
    assert studies.dossier.studies[0].year is None


def test_studies_belong_to_their_candidate(studies: Person) -> None:
    studies.click("Ajouter une étude")
    studies.type("Pour A")
    tabs = studies.one(QTabBar, "Candidats")
    studies.click_tab(tabs, 1)
    assert studies.reads("Aucune étude notée pour ce candidat.")
    assert [s.citation for s in studies.dossier.studies] == ["Pour A"]
    assert tabs.tabText(0) == "A  Ostalis Fracture  1"


def test_a_study_is_deleted_and_taken_back(studies: Person) -> None:
    studies.click("Ajouter une étude")
    studies.type("À retirer")
    studies.click("Supprimer étude 1")
    assert not studies.dossier.studies
    assert studies.bar.startswith("Étude 1 supprimée. Reste 90 jours dans la Corbeille.")
    studies.click("Annuler")
    assert studies.one(TextField, "Référence").toPlainText() == "À retirer"


def test_fields_stand_one_under_the_other_when_there_is_little_room(studies: Person) -> None:
    studies.click("Ajouter une étude")
    year, about = studies.one(LineField, "Année"), studies.one(WordField, "Porte sur")
    assert top(about) == top(year)
    studies.window.context.theme.apply(scale=200)
    studies.window.resize(1024, 640)
    studies.look()
    assert top(about) > top(year) + year.height()
    studies.window.context.theme.apply(scale=100)
    studies.window.resize(1366, 740)
    studies.look()
    assert top(about) == top(year)


def top(widget: QWidget) -> int:
    return widget.mapToGlobal(widget.rect().topLeft()).y()


# Costs


def add_cost(person: Person, label: str, amount: str, basis: int) -> None:
    person.click("Ajouter un montant")
    person.type(label)
    fields = [f for f in person.seen(LineField) if f.accessibleName() == "Montant, en centimes"]
    person.replace(fields[-1], amount)
    words = [w for w in person.seen(WordField) if w.accessibleName() == "Payé"][-1]
    words.setFocus()
    person.press("Down", times=basis)


def test_amounts_make_a_total_over_the_contract(costs: Person) -> None:
    add_cost(costs, "Mise en route", "1 200", 0)
    add_cost(costs, "Licence", "3 000,50", 1)
    assert costs.step.flush()
    lines = costs.dossier.costs
    assert [(line.label, line.amount, line.basis) for line in lines] == [
        ("Mise en route", 120_000, CostBasis.ONCE),
        ("Licence", 300_050, CostBasis.YEARLY),
    ]
    costs.wait(lambda: costs.reads(f"Total{NBSP}: 10{NBSP}201,50{NBSP}€ sur 3 ans."))
    years = costs.one(QSpinBox, "Durée comparée, en années")
    years.setFocus()
    costs.press("Up")
    costs.press("Tab")
    assert costs.project.contract_years == 4
    assert costs.reads(f"Total{NBSP}: 13{NBSP}202{NBSP}€ sur 4 ans.")


def test_an_amount_per_use_waits_for_the_volume(costs: Person) -> None:
    add_cost(costs, "Par examen", "2", 3)
    assert costs.step.flush()
    assert costs.reads("1 montant par utilisation hors total")
    costs.replace(costs.one(LineField, "Utilisations par an"), "1 000")
    costs.press("Tab")
    assert costs.project.uses_per_year == 1000
    assert costs.reads(f"Total{NBSP}: 6{NBSP}000{NBSP}€ sur 3 ans.")


def test_a_gain_is_told_apart_from_costs(costs: Person) -> None:
    add_cost(costs, "Temps gagné", "500", 1)
    kind = costs.one(WordField, "Nature")
    kind.setFocus()
    costs.press("Down")
    assert costs.dossier.costs[0].cost_kind is CostKind.GAIN
    assert costs.reads(f"gains attendus 1{NBSP}500{NBSP}€")


def test_a_volume_that_is_no_number_is_told(costs: Person) -> None:
    costs.replace(costs.one(LineField, "Utilisations par an"), "beaucoup")
    costs.press("Tab")
    assert "n’est pas un nombre" in costs.bar
    assert costs.project.uses_per_year is None


def test_what_is_typed_in_a_card_is_kept_on_leaving_the_screen(costs: Person) -> None:
    costs.click("Ajouter un montant")
    costs.type("Maintenance")
    costs.press("Alt+1")
    assert [line.label for line in costs.dossier.costs] == ["Maintenance"]


# Own questions


def test_a_question_is_added_and_asked_in_every_project(own: Person) -> None:
    own.replace(own.one(LineField, "Nouvelle question"), f"Et la nuit{NBSP}? {HTML}")
    own.press("Return")
    assert own.one(LineField, "Nouvelle question").text() == ""
    numbers = [p.number for p in own.dossier.guide.pages if p.section == "sm"]
    own.go("reponses", own.dossier.guide.pages[-1].id)
    assert len(numbers) == 4
    assert any(page.title.startswith("Et la nuit") for page in own.dossier.guide.pages)


def test_an_empty_question_is_refused(own: Person) -> None:
    own.click("Ajouter la question")
    assert own.bar
    assert not own_questions.list_own(own.register)


def test_a_question_is_changed_deleted_and_taken_back_with_its_answers(own: Person) -> None:
    own.replace(own.one(LineField, "Nouvelle question"), "Et la nuit")
    own.press("Return")
    [question] = own_questions.list_own(own.register)
    own.replace(own.one(LineField, "Question"), "Et le week-end")
    own.go("reponses", question.cell, question.cell, own.candidate().id)
    own.press("O")
    run(own, "Mes questions")
    assert own.one(LineField, "Question").text() == "Et le week-end"
    own.click("Supprimer")
    assert not own_questions.list_own(own.register)
    own.click("Annuler")
    assert own.answer(question.cell).opinion.label == "Oui"
