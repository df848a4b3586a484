"""P12: a foreign inventory read apart, cleaned and checked, against plain openpyxl."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dmn_desktop.core.inventory_import.plan import Plan
from dmn_desktop.services.inventory_import import propose, read_file
from tests.benchmarks.measure import Table, paired

HEAD = (
    "Nom du logiciel", "Version", "Éditeur", "Pays", "Statut DM", "Classe CE", "ON", "IA ?",
    "Services", "Référent", "État", "Mise en service", "Dernière revue", "Volume mensuel",
    "Hébergement", "Pays de stockage", "AIPD", "Mode d’acquisition", "Coût annuel",
    "Fin de contrat", "Préavis", "Tacite reconduction", "Criticité", "Contact", "Description",
)  # fmt: skip


def line(i: int) -> list[Any]:
    day = date(2024, 1 + i % 12, 1 + i % 28)
    return [
        f"Logiciel {i}", f"{i % 9}.{i % 7}.1", f"Éditeur {i % 300}", "France", "MDR", "2a", "0459",
        "oui", "Imagerie / Urgences", "Cadre A. B.", "en prod", day, day, i % 500, "HDS", "France",
        "faite", "abonnement", 100 + i % 9_000, "31/12/2027", "3 mois", "O", "élevée",
        f"aide{i}@editeur.example", f"Aide à la lecture numéro {i}, à relire chaque année",
    ]  # fmt: skip


def inventory_of(folder: Path, lines: int) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Inventaire")
    sheet.append(HEAD)
    for i in range(lines):
        sheet.append(line(i))
    book.save(folder / "inventaire.xlsx")
    return folder / "inventaire.xlsx"


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("lines", "rounds"), [(10_000, 3), (100_000, 1)])
def test_import(tmp_path: Path, table: Table, lines: int, rounds: int) -> None:
    path = inventory_of(tmp_path, lines)

    def plain() -> None:
        book = openpyxl.load_workbook(path, read_only=True)
        sheet = book["Inventaire"]
        assert sum(1 for _ in sheet.iter_rows(values_only=True)) == lines + 1

    def ours() -> None:
        plan = propose(read_file(path))
        assert isinstance(plan, Plan)
        assert len(plan.lines) == lines
        assert not plan.lines[-1].flags

    result = table.add(
        "P12", f"import de {lines} lignes × 25", paired(plain, ours, rounds), "≤ 0,5"
    )
    assert result.ratio < 0.5
