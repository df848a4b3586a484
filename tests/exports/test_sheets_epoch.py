"""Workbooks of the first Macintosh count their days from 1904, in each format."""

from __future__ import annotations

from pathlib import Path

import pytest

from dmn_desktop.core.inventory_import.plan import Plan
from dmn_desktop.exports.sheets.markup import path_counts_from_1904
from dmn_desktop.services.inventory_import import propose, read_file
from tests.exports.odd_files import ODS_HEAD, ods, ods_cell, ods_table

_SETTINGS = '<table:calculation-settings><table:null-date table:date-value="{}"/>'
_RECORDS = b"\x8d\x00\x02\x00\x00\x00\x22\x00\x02\x00%b\x00\x0e\x00\x02\x00\x01\x00"


@pytest.mark.parametrize(
    ("epoch", "wanted"), [("1904-01-01", "2026-05-01"), ("1899-12-30", "2022-04-30")]
)
def test_a_bare_day_number_of_an_ods_follows_its_epoch(
    tmp_path: Path, epoch: str, wanted: str
) -> None:
    number = '<table:table-cell office:value-type="float" office:value="44681"/>'
    rows = "".join(
        f"<table:table-row>{ods_cell(name)}{cell}</table:table-row>"
        for name, cell in (("Logiciel", ods_cell("Fin du contrat")), ("Ostalis", number))
    )
    head = f"{ODS_HEAD}{_SETTINGS.format(epoch)}</table:calculation-settings>"
    path = tmp_path / "mac.ods"
    path.write_bytes(ods(ods_table(rows), head))
    plan = propose(read_file(path))
    assert isinstance(plan, Plan)
    assert str(plan.lines[0].values["contract_end"]) == wanted


@pytest.mark.parametrize("since_1904", [True, False])
def test_the_epoch_of_an_old_workbook_is_seen(tmp_path: Path, since_1904: bool) -> None:
    path = tmp_path / "mac.xls"
    path.write_bytes(bytes(600) + _RECORDS % bytes([since_1904]) + bytes(600))
    assert path_counts_from_1904(path) is since_1904
