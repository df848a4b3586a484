"""The end of a project: the decision, and the device with its risks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Answer, Device, Project, Risk, today
from dmn_desktop.core.vocabulary import AnswerState, Decision, Opinion, RiskState, RiskTheme
from dmn_desktop.services import candidates, decision, projects
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register


class Ending:
    """A project with two candidates; the first has two worrying answers and a good one."""

    def __init__(self, register: Register, library: Library) -> None:
        self.register = register
        self._library = library
        self._id = projects.create(register, library, "Repérer les fractures").id
        candidates.add_several(register, self.dossier, ["Ostalis Fracture", "Veridos Os"])
        self.answer("q3_a", text="Signaler les fractures")
        self.answer("q8_6", opinion=Opinion.NO, text="Aucune procédure")
        self.answer("q3_c", opinion=Opinion.PARTLY, text="Chiffré, sans audit")
        self.answer("q8_12", opinion=Opinion.YES)

    @property
    def dossier(self) -> Dossier:
        return projects.load(self.register, self._library, self._id)

    @property
    def project(self) -> Project:
        return self.dossier.project

    def answer(self, cell: str, **values: Any) -> None:
        candidate = self.dossier.candidates[0].id
        answer = Answer(
            id=Answer.id_for(self._id, candidate, cell),
            project_id=self._id,
            candidate_id=candidate,
            cell=cell,
            state=AnswerState.ANSWERED,
            **values,
        )
        registers.save(self.register, answer, "réponse")

    def keep(self, place: int = 0) -> None:
        """Decide to keep a candidate."""
        decision.decide(self.register, self.project, Decision.KEEP)
        decision.choose(self.register, self.dossier, self.dossier.candidates[place].id)

    def add(self, left_out: dict[str, str] | None = None) -> Device:
        return decision.add_to_inventory(self.register, self.dossier, left_out)

    def stored(self, kind: type[Device] | type[Risk]) -> list[Any]:
        with self.register.reading() as reader:
            return list(reader.find(kind))


@pytest.fixture
def ending(register: Register, library: Library) -> Ending:
    return Ending(register, library)


# Deciding


def test_a_decision_takes_the_day_and_papers_are_no_longer_drafts(ending: Ending) -> None:
    decision.decide(ending.register, ending.project, Decision.REFUSE)

    assert ending.project.decided_on == today()
    assert ending.project.is_decided
    assert registers.next_undo(ending.register) == "décision, ne pas retenir"


def test_a_date_already_written_stays(ending: Ending) -> None:
    ending.keep()
    decision.update(ending.register, ending.project, "decided_on", date(2026, 3, 2))

    decision.decide(ending.register, ending.project, Decision.POSTPONE)

    assert ending.project.decided_on == date(2026, 3, 2)


def test_another_decision_takes_back_what_belonged_to_the_first_and_undo_returns_it(
    ending: Ending,
) -> None:
    ending.keep()
    chosen = ending.project.chosen
    assert chosen is not None

    decision.decide(ending.register, ending.project, Decision.POSTPONE)
    decision.update(ending.register, ending.project, "postponed_to", date(2027, 1, 4))
    assert not ending.project.chosen
    decision.decide(ending.register, ending.project, Decision.REFUSE)
    assert not ending.project.postponed_to

    registers.undo(ending.register)
    assert ending.project.postponed_to == date(2027, 1, 4)
    registers.undo(ending.register)
    registers.undo(ending.register)
    assert ending.project.decision is Decision.KEEP
    assert ending.project.chosen == chosen


def test_taking_a_decision_back_makes_papers_drafts_again(ending: Ending) -> None:
    ending.keep()
    decision.decide(ending.register, ending.project, Decision.NONE)

    assert not ending.project.is_decided
    assert ending.project.chosen is None
    assert registers.next_undo(ending.register) == "décision, à prendre"


def test_the_steps_say_what_was_done(ending: Ending) -> None:
    ending.keep()
    words = "décision, candidat retenu\u00a0: Ostalis Fracture"
    assert registers.next_undo(ending.register) == words
    decision.update(ending.register, ending.project, "signatories", "Chef de service")
    assert registers.next_undo(ending.register) == "décision, signataires (fonctions)"


def test_what_is_missing_follows_the_decision(ending: Ending) -> None:
    assert decision.missing(ending.project) == decision.Missing((), draft=True)
    common = ("les raisons", "les personnes consultées")
    signed = "les signataires"

    decision.decide(ending.register, ending.project, Decision.KEEP)
    assert decision.missing(ending.project).words == ("le candidat retenu", *common, signed)
    decision.decide(ending.register, ending.project, Decision.POSTPONE)
    assert decision.missing(ending.project).words == ("la date de reprise", *common, signed)
    decision.decide(ending.register, ending.project, Decision.REFUSE)
    assert decision.missing(ending.project).words == (*common, signed)


def test_a_decision_without_date_is_a_draft_that_lacks_its_date(ending: Ending) -> None:
    decision.decide(ending.register, ending.project, Decision.REFUSE)
    decision.update(ending.register, ending.project, "decided_on", None)

    missing = decision.missing(ending.project)
    assert missing.draft
    assert "la date de la décision" in missing.words


def test_a_complete_decision_lacks_nothing(ending: Ending) -> None:
    ending.keep()
    for field, value in (
        ("decision_reasons", "Meilleure preuve"),
        ("consulted", ("metier",)),
        ("signatories", "Chef de service"),
    ):
        decision.update(ending.register, ending.project, field, value)

    assert decision.missing(ending.project) == decision.Missing((), draft=False)


# Inventory


def test_the_kept_candidate_becomes_a_device_with_a_risk_for_each_worrying_answer(
    ending: Ending,
) -> None:
    ending.keep()
    device = ending.add()

    assert (device.code, device.name) == ("DMN-01", "Ostalis Fracture")
    assert device.purpose == "Signaler les fractures"
    assert device.origins["purpose"] == "P-01, réponse 3 a"
    found = decision.device_of(ending.register, ending.dossier)
    assert found is not None
    assert found[0] == device
    assert [(r.number, r.cell, r.state) for r in found[1]] == [
        (1, "q3_c", RiskState.OPEN),
        (2, "q8_6", RiskState.OPEN),
    ]
    assert found[1][1].theme is RiskTheme.CONTINUITY


def test_device_and_risks_are_one_step_to_undo_and_to_redo(ending: Ending) -> None:
    ending.keep()
    ending.add()
    assert registers.next_undo(ending.register) == "ajout de Ostalis Fracture à l’inventaire"

    registers.undo(ending.register)
    assert ending.stored(Device) == []
    assert ending.stored(Risk) == []
    assert decision.device_of(ending.register, ending.dossier) is None

    registers.redo(ending.register)
    assert len(ending.stored(Device)) == 1
    assert len(ending.stored(Risk)) == 2


def test_a_second_device_is_refused_until_the_first_is_undone(ending: Ending) -> None:
    ending.keep()
    ending.add()

    with pytest.raises(UserError, match="déjà ajouté DMN-01"):
        ending.add()
    assert len(ending.stored(Device)) == 1

    registers.undo(ending.register)
    ending.add()
    assert len(ending.stored(Device)) == 1


def test_what_is_left_out_opens_no_risk_and_numbers_have_no_gap(ending: Ending) -> None:
    ending.keep()
    ending.add({"q3_c": "  "})

    assert [(r.number, r.cell) for r in ending.stored(Risk)] == [(1, "q8_6")]


def test_the_reason_for_leaving_a_risk_out_is_kept_with_it_closed(ending: Ending) -> None:
    ending.keep()
    ending.add({"q8_6": "Couvert par le contrat"})

    opened, closed = ending.stored(Risk)
    assert (opened.cell, opened.state) == ("q3_c", RiskState.OPEN)
    assert (closed.cell, closed.state) == ("q8_6", RiskState.CLOSED)
    assert closed.text.endswith("Non ouvert\u00a0: Couvert par le contrat")


@pytest.mark.parametrize("made", [Decision.NONE, Decision.REFUSE, Decision.POSTPONE, Decision.KEEP])
def test_without_a_kept_candidate_nothing_is_added(ending: Ending, made: Decision) -> None:
    decision.decide(ending.register, ending.project, made)

    with pytest.raises(UserError, match="Aucun candidat n’est retenu"):
        ending.add()
    assert ending.stored(Device) == []


def test_the_device_of_another_candidate_has_its_own_answers(ending: Ending) -> None:
    ending.keep(place=1)
    device = ending.add()

    assert (device.name, device.purpose) == ("Veridos Os", "")
    assert ending.stored(Risk) == []


def test_two_projects_give_two_numbers(ending: Ending, library: Library) -> None:
    ending.keep()
    ending.add()
    other = Ending(ending.register, library)
    other.keep()

    assert other.add().code == "DMN-02"


def test_the_device_stays_when_its_project_goes_to_the_corbeille(ending: Ending) -> None:
    ending.keep()
    ending.add()
    projects.delete(ending.register, ending.project)

    (device,) = ending.stored(Device)
    assert device.project_id is None
    assert len(ending.stored(Risk)) == 2


def test_a_register_to_read_only_is_told(ending: Ending) -> None:
    ending.keep()
    path, dossier = ending.register.path, ending.dossier
    ending.register.close()
    opened = registers.open_file(path, read_only=True)
    try:
        with pytest.raises(UserError, match="lecture seule"):
            decision.add_to_inventory(opened, dossier)
        with pytest.raises(UserError, match="lecture seule"):
            decision.decide(opened, dossier.project, Decision.REFUSE)
    finally:
        opened.close()
