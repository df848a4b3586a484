"""Lists of sheets for patients: right after every change, and read again only where it changed."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from dmn_desktop.core.inventory_table import SHEETS, columns
from dmn_desktop.core.inventory_view import ViewState, condition, facet_counts
from dmn_desktop.core.records import Counter, Device, PatientSheet, ReusePurpose, today
from dmn_desktop.core.text import day
from dmn_desktop.core.vocabulary import SheetState
from dmn_desktop.services import (
    inventory,
    patient_sheets,
    patient_summaries,
    patient_templates,
)
from dmn_desktop.services import register as registers
from dmn_desktop.services.inventory_table import listing
from dmn_desktop.store.database import Register
from tests.core.patient_samples import device as sample
from tests.core.patient_samples import structure

DOES = "ce qu’il fait"
MANY = 500


@pytest.fixture
def devices(register: Register) -> list[Device]:
    """Three devices in use; the first two have a filled sheet, the first one is validated."""
    owner = registers.structure_of(register)
    registers.save(register, owner.but(**structure().model_dump(exclude={"id"})), "structure")
    values = sample().model_dump(exclude={"id", "number", "name", "origins"})
    values |= {"reuse": "non", "state": "en_service"}
    made = [inventory.add(register, name, **values) for name in ("Ostalis", "Rétinoscope", "Plume")]
    for device in made[:2]:
        sheet = patient_sheets.create(register, device.id)
        patient_sheets.set_value(register, sheet, DOES, "il cherche")
    patient_sheets.validate(register, sheets(register)[0].id, "le radiologue")
    return made


def sheets(register: Register) -> list[PatientSheet]:
    with register.reading() as reader:
        return reader.find(PatientSheet, order="number")


def told(register: Register) -> dict[str, tuple[SheetState, str, int]]:
    found = patient_summaries.summaries(register)
    return {one.sheet.code: (one.state, one.title, one.version) for one in found}


def truth(register: Register) -> dict[str, tuple[SheetState, str, int]]:
    """The same, read anew."""
    return {
        desk.sheet.code: (desk.state, desk.title, len(desk.versions))
        for desk in patient_sheets.open_all(register)
    }


def words(register: Register) -> list[str]:
    """The column of the inventory, by number."""
    found = listing(register, (SHEETS,))
    return [columns(found.figures)[SHEETS].text(row[0]) for row in found.rows]


def test_the_list_is_right_after_every_change(register: Register, devices: list[Device]) -> None:
    first, second = devices[:2]

    def another_phone() -> None:
        owner = registers.structure_of(register)
        registers.save(register, owner.but(dpo_phone="01 00 00 00 00"), "téléphone")

    changes: list[Callable[[], object]] = [
        lambda: inventory.update(register, first, {"version": "9.0"}),
        lambda: registers.undo(register),
        lambda: inventory.update(register, second, {"name": "Autre nom"}),
        another_phone,
        lambda: patient_templates.save_text(register, "diagnostic", "standard", "# Bonjour"),
        lambda: registers.undo(register),
        lambda: registers.save(
            register, ReusePurpose(device_id=first.id, purpose="Améliorer"), "finalité"
        ),
        lambda: patient_sheets.remove(register, sheets(register)[1]),
        lambda: registers.undo(register),
        lambda: patient_sheets.validate(register, sheets(register)[1].id, "le radiologue"),
        lambda: registers.undo(register),
        lambda: patient_sheets.create(register, devices[2].id),
    ]
    assert told(register) == truth(register)
    for change in changes:
        change()
        assert told(register) == truth(register)
        reviewed = [s for s in told(register).values() if s[0] is SheetState.REVIEW]
        assert patient_summaries.to_review(register) == len(reviewed)


def test_devices_without_sheet_are_told_again_when_one_is_made(
    register: Register, devices: list[Device]
) -> None:
    def bare() -> list[str]:
        return [one.name for one in patient_summaries.uncovered(register)]

    assert bare() == ["Plume"]
    made = patient_sheets.create(register, devices[2].id)
    assert bare() == []
    patient_sheets.remove(register, made)
    inventory.update(register, devices[2], {"state": "retire"})
    assert bare() == []


def test_the_inventory_says_where_sheets_stand(register: Register, devices: list[Device]) -> None:
    assert words(register) == [f"Validée le {day(today())}", "Brouillon", "Aucune"]
    inventory.update(register, devices[0], {"version": "9.0"})
    assert words(register) == ["À revoir", "Brouillon", "Aucune"]


def test_the_inventory_is_narrowed_to_what_is_to_review(
    register: Register, devices: list[Device]
) -> None:
    inventory.update(register, devices[0], {"version": "9.0"})
    found = listing(register, ())
    counted = facet_counts(found.names, found.figures, "information", found.rows)
    assert [(label, number) for _, label, number in counted] == [
        ("À revoir", 1),
        ("Brouillon", 1),
        ("Aucune", 1),
    ]
    state = ViewState(facets={"information": (SheetState.REVIEW.value,)})
    holds = condition(found.names, found.figures, state)
    assert holds is not None
    assert [row[2] for row in found.rows if holds(row)] == ["Ostalis"]


def test_a_save_among_five_hundred_sheets_reads_one_again(register: Register) -> None:
    values = sample().model_dump(exclude={"id", "number", "name", "origins"})
    with register.transaction("beaucoup", starts=True) as tx:
        for number in range(1, MANY + 1):
            device = Device(number=number, name=f"Appareil {number}", **values)
            tx.put(device)
            tx.put(PatientSheet(number=number, device_id=device.id, template="diagnostic"))
        for series in ("DMN", "IP"):
            tx.put(Counter(id=series, last=MANY))

    def cost(action: Callable[[], object]) -> float:
        start = time.process_time()
        action()
        return time.process_time() - start

    first = cost(lambda: patient_summaries.summaries(register))
    sheet = sheets(register)[250]
    patient_sheets.set_value(register, sheet, DOES, "il cherche des os cassés")
    again = cost(lambda: patient_summaries.summaries(register))
    assert len(patient_summaries.summaries(register)) == MANY
    (changed,) = (s for s in patient_summaries.summaries(register) if s.sheet.id == sheet.id)
    assert changed.sheet.values == {DOES: "il cherche des os cassés"}
    assert again < first / 8
