"""The whole inventory of the example clinic, written in files and read back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dmn_desktop.core.forms import Library
from dmn_desktop.core.inventory_import.plan import Plan
from dmn_desktop.core.records import Device, Structure
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.vocabulary import StructureKind
from dmn_desktop.services import examples, inventory, inventory_files
from dmn_desktop.services import register as registers
from dmn_desktop.services.inventory_import import apply, prepare
from dmn_desktop.services.register import Register

HARD = {
    "A / B": ("Imagerie / Scanner",),
    "Vu ; lu": ("Bloc A, salle 2", "Soins ; urgences"),
    "« Cité »": ('Salle "bleue"',),
    "Un, deux et trois": ("Accueil et secrétariat", "Bloc B"),
    "- tiret": ("Rez-de-chaussée, gauche",),
}
"""Names of devices and of places in which signs that separate stand."""


@pytest.fixture
def clinic(tmp_path: Path, library: Library) -> Iterator[Register]:
    path = tmp_path / "clinique.dmn"
    structure = Structure(structure_kind=StructureKind.CLINIC, is_example=True)
    with contextlib.closing(registers.create(path, structure)) as made:
        examples.fill_with_example(made, library, StructureKind.CLINIC)
        for name, places in HARD.items():
            inventory.add(made, name, places=places, users=places)
        yield made


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Register]:
    with contextlib.closing(registers.create(tmp_path / "vide.dmn", Structure(name="B"))) as made:
        yield made


def written(register: Register, path: Path) -> Path:
    return inventory_files.write(inventory_files.whole(register), path)


def devices(register: Register) -> list[dict[str, Any]]:
    """Every inventory field of every device, by number."""
    with register.reading() as reader:
        found = reader.find(Device, order="number")
    return [{name: getattr(device, name) for name in entries()} for device in found]


SUFFIXES = pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])


@SUFFIXES
def test_the_same_register_reads_its_own_file_without_a_difference(
    clinic: Register, tmp_path: Path, suffix: str
) -> None:
    plan = prepare(clinic, written(clinic, tmp_path / f"inventaire{suffix}"))
    assert isinstance(plan, Plan)
    assert [(d.other, d.reason, dict(d.differs), d.fills) for d in plan.doubles] == [
        (f"DMN-{n:02d}", "même fiche", {}, ()) for n in range(1, len(devices(clinic)) + 1)
    ]
    assert [flag for line in plan.lines for flag in line.flags] == []
    assert plan.refused == ()


@SUFFIXES
def test_an_empty_register_gets_every_value_of_the_file(
    clinic: Register, empty: Register, tmp_path: Path, suffix: str
) -> None:
    plan = prepare(empty, written(clinic, tmp_path / f"inventaire{suffix}"))
    assert isinstance(plan, Plan)
    apply(empty, plan)
    assert devices(empty) == devices(clinic)
