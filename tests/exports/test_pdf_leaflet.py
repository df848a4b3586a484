"""Sheets for patients on paper: read back as a person would, whatever is written in them."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dmn_desktop.core.patient_sheet import Draft
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.exports.pdf.block_setting import LETTER, LOOKS, Tint
from dmn_desktop.exports.pdf.leaflet import Leaf, Leaflet, Made, make
from dmn_desktop.exports.pdf.typeface import printable
from tests.core.patient_samples import PAPERS, SHEETS, device, draft, structure
from tests.exports.pdf_reading import compact, read

ODD = {
    "long": "très long " * 400,
    "one word": "m" * 3_000,
    "rtl": "שלום, هذا نص بالعربية 123",
    "emoji": "👩‍⚕️ regarde 🦴 et 🫁",
    "marks": "e\u0301\u0301\u0301 \u202e envers \u200b\ufeff",
    "layout": "# titre\n## sous-titre\n|case|\n[ ] coche\n> cadre\n===\n--- coupe",
    "markup": "<b>gras</b> {nom} {{ nom }} %PDF (a) \\n ) endobj",
    "controls": "a\tb\x0bc\u2028d",
    "unknown": "\U0001f9ff\U00013000\u0e01",
}


def printed(made: Draft, variant: SheetVariant, as_draft: bool = True) -> Made:
    leaf = Leaf("Clinique", made.model.title, "Fiche IP-07", date(2026, 3, 2), "", as_draft)
    return make(leaf, made.blocks(variant), LOOKS[variant])


def saved(tmp_path: Path, made: Made) -> Path:
    path = tmp_path / "fiche.pdf"
    path.write_bytes(made.pdf)
    return path


def said(line: str) -> str:
    """What is read of a line: what asks to be written by hand is drawn, not said."""
    return compact(printable(re.sub(r"(…{3,}|___+)[ .,;]*$", "", line)))


@pytest.mark.parametrize("variant", SheetVariant)
@pytest.mark.parametrize("key", SHEETS)
def test_every_word_is_read_back_on_two_pages_at_most(
    key: str, variant: SheetVariant, tmp_path: Path
) -> None:
    made = draft(key)
    result = printed(made, variant)
    found = read(saved(tmp_path, result))
    assert result.pages == len(found.pages) <= 2
    for block in made.blocks(variant):
        for line in block.text.split("\n"):
            assert said(line) in found.text, line
    for number, page in enumerate(found.pages, start=1):
        assert "Brouillon" in page
        assert "Fiche IP-07, mars 2026" in page
        assert f"page {number} / {len(found.pages)}" in page


@pytest.mark.parametrize("variant", SheetVariant)
def test_tools_of_others_accept_the_file(variant: SheetVariant, tmp_path: Path) -> None:
    path = saved(tmp_path, printed(draft("reutilisation"), variant))
    if shutil.which("qpdf"):
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", "-layout", path, "-"], capture_output=True, check=True, encoding="utf-8"
        ).stdout
        # A heading printed for the eye is text for the ear: accents and no-break spaces hold.
        assert "réutiliser vos données" in " ".join(text.split())
        assert "☐" in text


def test_it_is_tagged_named_and_in_french(tmp_path: Path) -> None:
    found = read(saved(tmp_path, printed(draft("diagnostic"), SheetVariant.SIMPLE)))
    assert b"/Lang (fr-FR)" in found.raw or b"/Lang(fr-FR)" in found.raw
    assert b"/StructTreeRoot" in found.raw
    assert found.properties["Title"].startswith("Aide au diagnostic")
    titles = [title for _, title, _ in found.bookmarks]
    assert "Qui décide\u00a0?" in titles
    assert titles[0].startswith("Un logiciel aide le radiologue")


def test_fonts_are_embedded_in_part(tmp_path: Path) -> None:
    result = printed(draft("diagnostic"), SheetVariant.STANDARD)
    names = set(re.findall(rb"/BaseFont\s*/([A-Za-z+\-]+)", result.pdf))
    assert names
    # fpdf2 marks the part of a font that a document uses with the sign of subsets.
    assert all(b"Atkinson" in name or b"DejaVu" in name for name in names)
    assert len(result.pdf) < 60_000


@pytest.mark.parametrize(
    ("variant", "size"),
    [(SheetVariant.STANDARD, 12), (SheetVariant.LARGE, 18), (SheetVariant.SIMPLE, 14)],
)
def test_the_text_is_as_large_as_promised(
    variant: SheetVariant, size: float, tmp_path: Path
) -> None:
    assert LOOKS[variant].body.size == size
    document = pypdfium2.PdfDocument(saved(tmp_path, printed(draft("diagnostic"), variant)))
    page = document[0].get_textpage()
    place = page.search("décide").get_next()
    assert place is not None
    page.close()
    document.close()


@pytest.mark.parametrize("variant", SheetVariant)
def test_nothing_on_paper_depends_on_colour(variant: SheetVariant, tmp_path: Path) -> None:
    made = draft("diagnostic", typed={})
    document = pypdfium2.PdfDocument(saved(tmp_path, printed(made, variant)))
    for page in document:
        picture = page.render(scale=0.6).to_pil().convert("RGB")
        colours = picture.getcolors(1_000_000)
        assert colours is not None
        assert all(max(c) - min(c) < 12 for _, c in colours)
        page.close()
    document.close()


def test_the_preview_shows_the_edited_element_and_what_misses_in_colour() -> None:
    made = draft("diagnostic", typed={}, owner=structure(dpo_phone=""))
    leaf = Leaf("Clinique", "Fiche", "Fiche IP-07", draft=True)
    tinted = make(leaf, made.blocks(SheetVariant.STANDARD), LOOKS[SheetVariant.STANDARD], Tint())
    document = pypdfium2.PdfDocument(tinted.pdf)
    picture = document[0].render(scale=0.6).to_pil().convert("RGB")
    document.close()
    colours = picture.getcolors(1_000_000)
    assert colours is not None
    assert any(max(c) - min(c) > 30 for _, c in colours)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("variant", SheetVariant)
def test_odd_text_never_breaks_the_page(name: str, variant: SheetVariant, tmp_path: Path) -> None:
    typed = dict.fromkeys(("ce qu’il fait", "intérêt", "qui décide"), ODD[name])
    told = device(name=ODD[name][:200], manufacturer=ODD[name][:200])
    made = draft("diagnostic", told, structure(name=ODD[name][:300]), typed)
    path = saved(tmp_path, printed(made, variant))
    found = read(path)
    assert all("Brouillon" in page for page in found.pages)
    if shutil.which("qpdf"):
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
        assert done.returncode == 0, done.stdout
    document = pypdfium2.PdfDocument(path)
    for page in document:
        # Nothing is printed in the margins, where a printer would cut it.
        picture = page.render(scale=0.5).to_pil().convert("L")
        left = picture.crop((0, 0, int(14 / 25.4 * 72 * 0.5), picture.height))
        right = picture.crop(
            (picture.width - int(14 / 25.4 * 72 * 0.5), 0, picture.width, picture.height)
        )
        assert left.getextrema()[0] > 200
        assert right.getextrema()[0] > 200
        page.close()
    document.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_makes_a_document(does: str, name: str) -> None:
    made = draft("diagnostic", device(name=name or "?"), typed={"ce qu’il fait": does})
    result = printed(made, SheetVariant.SIMPLE)
    document = pypdfium2.PdfDocument(result.pdf)
    assert len(document) == result.pages
    document.close()


@pytest.mark.parametrize("key", PAPERS)
def test_papers_are_read_back(key: str, tmp_path: Path) -> None:
    made = draft(key, typed={})
    blocks = made.blocks(SheetVariant.STANDARD, by_hand=True)
    found = read(saved(tmp_path, make(Leaf("Clinique", made.model.title), blocks, LETTER)))
    assert len(found.pages) == 1
    assert "Brouillon" not in found.pages[0]
    assert "……" not in found.text or key == "mention_compte_rendu"
    for block in blocks:
        for line in block.text.split("\n"):
            assert said(line) in found.text


def test_several_sheets_in_one_document_have_their_own_pages(tmp_path: Path) -> None:
    leaves = [Leaf("Clinique", "Fiche", f"Fiche IP-{n:02d}") for n in (1, 2, 3)]
    paper = Leaflet(leaves[0])
    for leaf, key in zip(leaves, ("diagnostic", "donnees", "reutilisation"), strict=True):
        paper.add(leaf, draft(key).blocks(SheetVariant.LARGE), LOOKS[SheetVariant.LARGE])
    path = tmp_path / "toutes.pdf"
    path.write_bytes(paper.finish())
    found = read(path)
    heads = [(n, f"page {p} / 2") for n in (1, 2, 3) for p in (1, 2)]
    for page, (number, foot) in zip(found.pages, heads, strict=True):
        assert f"Fiche IP-{number:02d}" in page
        assert foot in page


SLIP = {SheetVariant.SIMPLE: "donnez ce papier"}


@pytest.mark.parametrize("variant", SheetVariant)
def test_a_slip_to_cut_is_never_split(variant: SheetVariant, tmp_path: Path) -> None:
    for length in range(0, 40, 5):
        typed = {"durée de réutilisation": "deux ans " * length}
        found = read(saved(tmp_path, printed(draft("reutilisation", typed=typed), variant)))
        page = found.bodies[-1]
        head, _, slip = page.partition(SLIP.get(variant, "Bulletin de retrait"))
        assert slip, head
        assert "Date et signature" in slip
