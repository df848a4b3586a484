"""The cartography of the offer: adding, ordering, keeping and refusing candidates."""

from __future__ import annotations

import pytest

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Candidate
from dmn_desktop.core.vocabulary import Kept
from dmn_desktop.services import candidates, projects
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register


class Offer:
    """A project and its candidates, read again at each look."""

    def __init__(self, register: Register, library: Library) -> None:
        self.register = register
        self._library = library
        self._project = projects.create(register, library, "Repérer les fractures").id

    @property
    def dossier(self) -> Dossier:
        return projects.load(self.register, self._library, self._project)

    @property
    def letters(self) -> list[str]:
        dossier = self.dossier
        return [f"{dossier.letter(c)} {c.name}" for c in dossier.candidates]

    def add(self, *names: str) -> None:
        candidates.add_several(self.register, self.dossier, names)

    def named(self, name: str) -> Candidate:
        return next(c for c in self.dossier.candidates if c.name == name)


@pytest.fixture
def offer(register: Register, library: Library) -> Offer:
    return Offer(register, library)


def test_the_first_six_are_kept_and_lettered_the_others_wait(offer: Offer) -> None:
    offer.add(*"12345")
    offer.add("6", "7")

    assert offer.letters == ["A 1", "B 2", "C 3", "D 4", "E 5", "F 6", "– 7"]
    assert offer.named("7").kept is Kept.UNDECIDED


def test_several_names_are_one_step_to_undo(offer: Offer) -> None:
    offer.add("Ostalis", "Veridos")

    assert registers.next_undo(offer.register) == "2 candidats ajoutés"
    registers.undo(offer.register)
    assert offer.dossier.candidates == ()


def test_one_name_is_told_by_name(offer: Offer) -> None:
    made = candidates.add(offer.register, offer.dossier, "  Ostalis   Fracture ")

    assert made.name == "Ostalis Fracture"
    assert registers.next_undo(offer.register) == "candidat Ostalis Fracture ajouté"


def test_an_empty_name_adds_nothing(offer: Offer) -> None:
    with pytest.raises(UserError, match="vide"):
        candidates.add(offer.register, offer.dossier, "  \n ")
    assert offer.dossier.candidates == ()


def test_names_come_one_a_line() -> None:
    assert candidates.names_in(" Ostalis\n\n  Veridos  Os \r\n") == ["Ostalis", "Veridos Os"]


def test_a_seventh_is_not_kept_and_the_sentence_says_what_to_do(offer: Offer) -> None:
    offer.add(*"1234567")

    with pytest.raises(UserError) as refused:
        candidates.set_kept(offer.register, offer.dossier, offer.named("7"), Kept.YES)

    assert "Six candidats sont déjà retenus" in str(refused.value)
    assert "«\u00a0À décider\u00a0»" in str(refused.value)
    assert offer.named("7").kept is Kept.UNDECIDED


def test_a_place_is_free_again_once_one_of_the_six_is_set_aside(offer: Offer) -> None:
    offer.add(*"1234567")
    candidates.set_kept(offer.register, offer.dossier, offer.named("2"), Kept.NO)
    candidates.set_kept(offer.register, offer.dossier, offer.named("7"), Kept.YES)

    assert offer.letters == ["A 1", "– 2", "B 3", "C 4", "D 5", "E 6", "F 7"]


def test_one_of_the_six_may_be_kept_again(offer: Offer) -> None:
    offer.add(*"123456")
    candidates.set_kept(offer.register, offer.dossier, offer.named("6"), Kept.YES)

    assert offer.letters[-1] == "F 6"


def test_letters_follow_the_order(offer: Offer) -> None:
    offer.add("1", "2", "3")

    assert candidates.move(offer.register, offer.dossier, offer.named("3"), -1)
    assert offer.letters == ["A 1", "B 3", "C 2"]
    assert registers.next_undo(offer.register) == "candidat C, ordre"
    registers.undo(offer.register)
    assert offer.letters == ["A 1", "B 2", "C 3"]


def test_the_first_cannot_go_up_nor_the_last_down(offer: Offer) -> None:
    offer.add("1", "2")

    assert not candidates.move(offer.register, offer.dossier, offer.named("1"), -1)
    assert not candidates.move(offer.register, offer.dossier, offer.named("2"), 1)
    assert offer.letters == ["A 1", "B 2"]


def test_moving_works_after_a_deletion_and_a_restoration(offer: Offer) -> None:
    offer.add("1", "2", "3")
    registers.delete(offer.register, offer.named("2"), "candidat 2 supprimé")
    candidates.move(offer.register, offer.dossier, offer.named("3"), -1)
    registers.restore(offer.register, registers.trash(offer.register)[0])

    candidates.move(offer.register, offer.dossier, offer.named("1"), 1)

    places = [c.position for c in offer.dossier.candidates]
    assert places == [1, 2, 3]
    assert {c.name for c in offer.dossier.candidates} == {"1", "2", "3"}


def test_question_two_is_settled_by_one_kept_and_a_reason_for_each_refusal(offer: Offer) -> None:
    assert not candidates.is_complete(offer.dossier)
    offer.add("1", "2")
    assert candidates.is_complete(offer.dossier)

    candidates.set_kept(offer.register, offer.dossier, offer.named("2"), Kept.NO)
    assert candidates.lacks_reason(offer.named("2"))
    assert not candidates.is_complete(offer.dossier)

    reason = offer.named("2").but(refusal="Ne lit pas le rachis.")
    registers.save(offer.register, reason, "candidat 2, motif")
    assert candidates.is_complete(offer.dossier)


def test_a_written_reason_survives_a_change_of_mind(offer: Offer) -> None:
    offer.add("1")
    refused = offer.named("1").but(kept=Kept.NO, refusal="Trop cher.")
    registers.save(offer.register, refused, "candidat 1, motif")

    candidates.set_kept(offer.register, offer.dossier, offer.named("1"), Kept.YES)

    assert offer.named("1").refusal == "Trop cher."


def test_the_same_name_twice_is_allowed_and_known(offer: Offer) -> None:
    offer.add("Ostalis Fracture", "ostalis fracture", "Veridos")
    first, second, third = offer.dossier.candidates

    assert candidates.namesakes(offer.dossier, first) == [second]
    assert candidates.namesakes(offer.dossier, third) == []


def test_labels_name_the_letter_or_else_the_device(offer: Offer) -> None:
    offer.add("1", "Veridos")
    candidates.set_kept(offer.register, offer.dossier, offer.named("1"), Kept.NO)
    dossier = offer.dossier

    assert candidates.label_of(dossier, offer.named("1"), "Éditeur") == "candidat 1, éditeur"
    changed = offer.named("Veridos").but(version="2.0")
    assert candidates.label_of(dossier, changed, "Version") == "candidat A, version"
