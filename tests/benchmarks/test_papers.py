"""P9: the dossier of a project, against fpdf2's own table of as many rows."""

from __future__ import annotations

from pathlib import Path

from fpdf import FPDF

from dmn_desktop.core.paths import resources_dir
from dmn_desktop.exports.pdf.dossier import write_dossier
from tests.benchmarks.measure import Table, paired
from tests.exports.samples import rich_dossier


def test_dossier_of_six_candidates(tmp_path: Path, table: Table) -> None:
    dossier = rich_dossier(compared=6)
    rows = [
        (cell.letter, cell.text, "Oui. Une phrase de réponse, avec sa source.", "Notice, p. 3")
        for page in dossier.guide.pages
        for cell in page.cells
        for _ in dossier.compared
    ]

    def floor() -> None:
        pdf = FPDF()
        pdf.add_font("S", "", resources_dir() / "fonts" / "SourceSans3-Regular.ttf")
        pdf.set_font("S", size=10)
        pdf.add_page()
        with pdf.table(first_row_as_headings=False) as made:
            for values in rows:
                row = made.row()
                for value in values:
                    row.cell(value)
        pdf.output(str(tmp_path / "plancher.pdf"))

    path = tmp_path / "dossier.pdf"
    pairs = paired(floor, lambda: write_dossier(dossier, path), 3)
    table.add("P9", f"dossier de {len(rows)} réponses, 6 candidats", pairs, "≤ 0,2")
    assert path.stat().st_size > 100_000
    one = rich_dossier(compared=1)
    pairs = paired(lambda: write_dossier(one, path), lambda: write_dossier(dossier, path), 3)
    table.add("P9", "le même pour 6 candidats, contre 1", pairs, "≤ 6 x 9/8")
