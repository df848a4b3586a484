"""P8, P10 and the preview of a sheet at each key, against core fonts and LibreOffice."""

from __future__ import annotations

import shutil
import statistics
import subprocess
from pathlib import Path

from fpdf import FPDF

from dmn_desktop.core.patient_sheet import Draft
from dmn_desktop.core.records import Device, PatientSheet
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.exports.pdf.block_setting import LOOKS
from dmn_desktop.exports.pdf.leaflet import Leaf, Leaflet, Made, make
from dmn_desktop.services.patient_papers import preview
from dmn_desktop.services.patient_sheets import SheetDesk
from tests.benchmarks.measure import Table, p95, paired, timed
from tests.core.patient_samples import device, draft, structure
from tests.exports.pdf_reading import compact, read

SHEETS = 200
LEAF = Leaf("Clinique", "Fiche", "Fiche IP-07", draft=True)


def core_font_sheet(lines: list[str]) -> bytes:
    """The same words in a font that every reader has: nothing embedded, nothing tagged."""
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    pdf.add_page()
    for line in lines:
        words = line.encode("latin-1", "replace").decode("latin-1")
        pdf.multi_cell(0, 5.8, words, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def words_of(made: Draft) -> list[str]:
    return [line for b in made.blocks(SheetVariant.STANDARD) for line in b.text.split("\n")]


def text_of(folder: Path, pdf: bytes) -> str:
    """What a document says, without white space."""
    path = folder / "mesure.pdf"
    path.write_bytes(pdf)
    return read(path).text


def test_one_sheet_warm(tmp_path: Path, table: Table) -> None:
    made = draft("diagnostic")
    lines, variant = words_of(made), SheetVariant.STANDARD

    def ours() -> Made:
        return make(LEAF, made.blocks(variant), LOOKS[variant])

    table.add(
        "P8", "fiche patient d’une page", paired(lambda: core_font_sheet(lines), ours, 25), "≤ 2"
    )
    said = text_of(tmp_path, ours().pdf)
    assert not [line for line in lines if compact(line) not in said]


def test_every_key_of_the_preview(tmp_path: Path, table: Table) -> None:
    told: Device = device()
    desk = SheetDesk(
        PatientSheet(number=7, template="diagnostic"), structure(), told, draft("diagnostic")
    )
    text = "il repère les fêlures des os sur les radios"
    times: dict[SheetVariant, list[float]] = {}
    for variant in SheetVariant:
        preview(desk, variant)
        times[variant] = [
            timed(lambda v=variant, n=n: preview(desk.with_value("ce qu’il fait", text[:n]), v))
            for n in range(1, len(text))
        ]
        last = preview(desk.with_value("ce qu’il fait", text), variant)
        assert compact("repère les fêlures des os") in text_of(tmp_path, last.pdf)
    floor = statistics.median(
        timed(lambda: core_font_sheet(words_of(desk.draft))) for _ in range(9)
    )
    for variant, found in times.items():
        pairs = [(floor, p95(found))]
        table.add("–", f"aperçu par frappe, {variant.label.lower()}, p95", pairs, "≤ 150 ms")


def test_two_hundred_sheets(tmp_path: Path, table: Table) -> None:
    made = draft("diagnostic")
    variant = SheetVariant.STANDARD
    source = tmp_path / "fiches.html"
    body = "<p style='page-break-before: always'></p>".join(
        "".join(f"<p>{line}</p>" for line in words_of(made)) for _ in range(SHEETS)
    )
    source.write_text(f"<html><meta charset='utf-8'><body>{body}</body></html>", "utf-8")
    office = shutil.which("soffice")
    assert office, "LibreOffice is the floor of this measure"
    work = [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profil", "--convert-to"]
    docx = [*work, "docx:MS Word 2007 XML", "--outdir", str(tmp_path), str(source)]
    pdf = [*work, "pdf", "--outdir", str(tmp_path), str(tmp_path / "fiches.docx")]
    subprocess.run(docx, check=True, capture_output=True)

    def ours() -> None:
        paper = Leaflet(LEAF)
        for _ in range(SHEETS):
            paper.add(LEAF, made.blocks(variant), LOOKS[variant])
        (tmp_path / "toutes.pdf").write_bytes(paper.finish())

    pairs = paired(lambda: subprocess.run(pdf, check=True, capture_output=True), ours, 3)
    table.add("P10", f"{SHEETS} fiches dans un fichier, LibreOffice et docx", pairs, "≤ 1")
