"""A declared tool waits to be examined; it is then kept, joined to another, or set aside."""

from __future__ import annotations

from datetime import date

import pytest

from dmn_desktop.core.device_vocabulary import InputData, Known, YesNo
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Device
from dmn_desktop.core.vocabulary import LifeState, Nature
from dmn_desktop.services import inventory
from dmn_desktop.services import inventory_declaration as services
from dmn_desktop.services.inventory_declaration import Declaration
from dmn_desktop.services.register import history, next_undo, trash, undo
from dmn_desktop.store.database import Register

SAID = Declaration(
    "Lingua Accueil",
    "Traduire les consignes",
    "Manipulatrice, C. M.",
    ("Imagerie",),
    date(2026, 2, 1),
    YesNo.YES,
    (InputData.VOICE,),
    Known.YES,
)


def _left(register: Register) -> list[str]:
    return [device.code for device in services.waiting(register)]


def test_a_declared_tool_lands_as_to_examine(register: Register) -> None:
    made = services.declare(register, SAID)
    (found,) = services.waiting(register)
    assert found == made
    assert (found.name, found.state, found.nature) == (
        "Lingua Accueil",
        LifeState.IN_USE,
        Nature.UNKNOWN,
    )
    assert (found.declared_by, found.users) == ("Manipulatrice, C. M.", ("Manipulatrice, C. M.",))
    assert found.in_service_on == date(2026, 2, 1)
    assert found.input_data == (InputData.VOICE,)
    assert [s.since for s in inventory.sheet(register, found.id).states] == [date(2026, 2, 1)]
    assert next_undo(register) == "déclaration de Lingua Accueil"


def test_no_patient_data_is_kept_in_words(register: Register) -> None:
    made = services.declare(register, Declaration("Agenda", "Planning", "X", patient_data=YesNo.NO))
    assert made.intended_use == "Planning\nDéclaré sans donnée de patient."


@pytest.mark.parametrize("said", [Declaration(" ", "", "X"), Declaration("A", "", "")])
def test_a_name_and_a_person_are_needed(register: Register, said: Declaration) -> None:
    with pytest.raises(UserError, match="Il manque"):
        services.declare(register, said)
    assert inventory.rows(register, ("name",)) == []


def test_accepting_decides_state_and_nature(register: Register) -> None:
    made = services.declare(register, SAID)
    with pytest.raises(UserError, match="nature"):
        services.accept(register, made.id, LifeState.TRIAL, Nature.UNKNOWN)
    kept = services.accept(register, made.id, LifeState.TRIAL, Nature.TOOL, date(2026, 3, 1))
    assert (kept.state, kept.nature, kept.to_examine) == (LifeState.TRIAL, Nature.TOOL, False)
    assert inventory.sheet(register, made.id).states[-1].since == date(2026, 3, 1)
    assert _left(register) == []
    with pytest.raises(UserError, match="n’attend plus"):
        services.accept(register, made.id, LifeState.TRIAL, Nature.TOOL)
    undo(register)
    assert _left(register) == [made.code]


def test_joining_adds_what_was_declared_and_loses_nothing(register: Register) -> None:
    known = inventory.add(
        register, "Lingua", users=("Secrétaire",), places=("Imagerie",), intended_use="Accueil"
    )
    made = services.declare(register, SAID)
    joined = services.merge(register, made.id, known.id)
    assert joined.users == ("Secrétaire", "Manipulatrice, C. M.")
    assert joined.places == ("Imagerie",)
    assert joined.intended_use.splitlines() == [
        "Accueil",
        "Déclaré par Manipulatrice, C. M.\u00a0: Traduire les consignes",
    ]
    assert _left(register) == []
    assert [deleted.record.id for deleted in trash(register)] == [made.id]
    undo(register)
    assert _left(register) == [made.code]
    with pytest.raises(UserError, match="n’est pas choisi"):
        services.merge(register, made.id, made.id)


def test_setting_aside_needs_a_reason_that_the_history_keeps(register: Register) -> None:
    made = services.declare(register, SAID)
    with pytest.raises(UserError, match="motif"):
        services.dismiss(register, made.id, "  ")
    services.dismiss(register, made.id, "Doublon d’un outil interdit.")
    assert _left(register) == []
    assert history(register)[0].label == "DMN-01 écarté\u00a0: Doublon d’un outil interdit."
    with register.reading() as reader:
        assert reader.find(Device) == []
