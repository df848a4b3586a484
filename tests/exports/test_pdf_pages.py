"""How sheets for patients go on their pages: sections whole, nothing alone, nothing cut off."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dmn_desktop.core.patient_sheet import DOTS, Draft
from dmn_desktop.core.records import ReusePurpose
from dmn_desktop.core.templates.blocks import Block, Kind, Words, blocks
from dmn_desktop.core.templates.content import models
from dmn_desktop.core.templates.facts import Subject
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.exports.pdf.block_setting import LETTER, LOOKS, NOTICE, Look
from dmn_desktop.exports.pdf.leaflet import Leaf, Made, make, make_on_one_page
from dmn_desktop.exports.pdf.page_plan import AIR_LEAST, Measure, plan
from dmn_desktop.exports.pdf.typeface import printable
from tests.core.patient_samples import SHEETS, TYPED, device, draft, structure
from tests.exports.pdf_reading import Read, compact, read

LEAF = Leaf("Clinique", "Fiche", "Fiche IP-07", draft=True)
ONCE = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def again(tmp_path: Path, made: Made) -> Read:
    path = tmp_path / "fiche.pdf"
    path.write_bytes(made.pdf)
    return read(path)


def last_lines(found: Read) -> Iterator[str]:
    """What ends each page but the last."""
    for body in found.bodies[:-1]:
        yield [line for line in body.splitlines() if line.strip()][-1].strip()


def headings(made: list[Block]) -> set[str]:
    return {compact(b.text) for b in made if b.kind in (Kind.HEADING, Kind.TITLE)}


@pytest.mark.parametrize("variant", SheetVariant)
@pytest.mark.parametrize("key", ["diagnostic", "donnees", "reutilisation"])
def test_no_heading_ends_a_page_whatever_is_typed(
    key: str, variant: SheetVariant, tmp_path: Path
) -> None:
    for length in (3, 12, 24, 40, 60):
        typed = {
            **TYPED,
            "ce qu’il fait": "il mesure " * length,
            "base légale": "le soin " * length,
        }
        made = draft(key, typed=typed).blocks(variant)
        found = again(tmp_path, make(LEAF, made, LOOKS[variant]))
        assert not headings(made) & {compact(line) for line in last_lines(found)}, length


@pytest.mark.parametrize("variant", SheetVariant)
@pytest.mark.parametrize("key", SHEETS)
def test_a_second_page_is_worth_turning_the_sheet(
    key: str, variant: SheetVariant, tmp_path: Path
) -> None:
    found = again(tmp_path, make(LEAF, draft(key).blocks(variant), LOOKS[variant]))
    assert len(found.bodies) <= 2
    if len(found.bodies) == 2:
        assert len(found.bodies[1].split()) > 20


def measures(*heights: float, kind: Kind = Kind.TEXT) -> list[Measure]:
    return [Measure(kind, 2.0, high, min(high, 10.0)) for high in heights]


def test_a_little_too_much_loses_some_air_rather_than_a_page() -> None:
    chosen = plan(measures(*[10.0] * 10), page=112.0)
    assert not chosen.breaks
    assert AIR_LEAST <= chosen.air < 1
    assert plan(measures(*[10.0] * 10), page=118.0).air == 1


def test_a_section_goes_to_the_second_page_as_a_whole() -> None:
    first, second = measures(*[20.0] * 4), measures(*[20.0] * 3)
    head = measures(8.0, kind=Kind.HEADING)
    frame = measures(15.0, kind=Kind.FRAME)
    assert plan([*first, *head, *second, *frame], page=100.0).breaks == {4}


def test_more_than_two_pages_are_simply_filled() -> None:
    head = measures(8.0, kind=Kind.HEADING)
    assert plan([*head, *measures(*[20.0] * 20)] * 2, page=100.0).breaks == frozenset()


def purposes(count: int, text: str = "Améliorer la détection sur d’autres appareils") -> Draft:
    told = device()
    asked = tuple(ReusePurpose(device_id=told.id, purpose=f"{text} {n}") for n in range(count))
    model = models()["reutilisation"]
    texts = {"standard": model.standard, "simple": model.simple}
    return Draft(Subject(structure(), told, asked, TYPED), model, texts)


@pytest.mark.parametrize("variant", SheetVariant)
def test_the_head_of_a_table_is_repeated_and_never_alone(
    variant: SheetVariant, tmp_path: Path
) -> None:
    head = "Oui" if variant is SheetVariant.SIMPLE else "J’accepte"
    made = purposes(24)
    found = again(tmp_path, make(LEAF, made.blocks(variant), LOOKS[variant]))
    rows = re.compile(r"appareils\s+\d+")
    pages = [body for body in found.bodies if rows.search(body)]
    assert len(pages) > 1
    assert all(head in body for body in pages)
    assert sum(len(rows.findall(body)) for body in pages) == 24
    assert all(
        rows.search(body) for body in found.bodies if head in body.split("Votre réponse")[-1]
    )


def test_a_poster_is_a_little_smaller_rather_than_on_two_pages() -> None:
    short = blocks("# Titre\n" + "Une ligne de texte.\n" * 10, {})
    long = blocks("# Titre\n" + "Une ligne de texte.\n" * 21, {})
    endless = blocks("# Titre\n" + "Une ligne de texte.\n" * 90, {})
    assert ink_of(make_on_one_page(LEAF, short, NOTICE)) == ink_of(make(LEAF, short, NOTICE[0]))
    assert make(LEAF, long, NOTICE[0]).pages == 2
    assert make_on_one_page(LEAF, long, NOTICE).pages == 1
    first = make(LEAF, endless, NOTICE[0]).pages
    assert make_on_one_page(LEAF, endless, NOTICE).pages == first


def ink_of(made: Made) -> bytes:
    """The ink of the first page, the same on whatever day it is made."""
    document = pypdfium2.PdfDocument(made.pdf)
    picture = document[0].render(scale=0.5).to_pil().convert("L").tobytes()
    document.close()
    return picture


LONG = " ".join(f"mot{n}" for n in range(1_500))


@pytest.mark.parametrize("sign", ["", "> ", "- ", "[ ] ", "|", "## ", "~ ", "^ ", "--- "])
def test_long_text_runs_over_pages_and_nothing_is_cut_off(sign: str, tmp_path: Path) -> None:
    found = again(tmp_path, make(LEAF, blocks(f"{sign}{LONG}", {}), LOOKS[SheetVariant.LARGE]))
    assert len(found.bodies) > 2
    assert compact(LONG) in found.text


def ink_rows(made: Made) -> list[float]:
    """Ordinates of long lines of ink of the first page, from its top."""
    document = pypdfium2.PdfDocument(made.pdf)
    page = document[0]
    picture = page.render(scale=2).to_pil().convert("L")
    page.close()
    document.close()
    dark = picture.point(lambda level: 255 if level < 160 else 0)
    return [
        y / 2
        for y in range(90, picture.height - 90)
        if dark.crop((0, y, dark.width, y + 1)).histogram()[255] > dark.width * 0.3
    ]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("Référent : {x}", 1),
        ("Référent : {x}.", 1),
        ("## Ce qui a été constaté\n{x}", 2),
        ("Date et signature : ______", 1),
        ("______\n______", 2),
        ("[ ] pour ce but seulement : ______", 1),
        ("> Pour vos données : {x}", 1),
        ("Un logiciel aide le médecin.", 0),
    ],
)
def test_what_is_missing_gets_a_line_to_write_on(source: str, lines: int) -> None:
    text = source.replace("{x}", "\ue000x\ue001\ue002")
    letter = Leaf("Clinique", "Lettre")
    found = ink_rows(make(letter, blocks(text, {"x": DOTS}), LETTER))
    groups = sum(1 for i, y in enumerate(found) if i == 0 or y - found[i - 1] > 3)
    assert groups == lines + 2 * source.startswith("> ")


def test_a_character_that_no_face_draws_is_a_box_in_every_face() -> None:
    for look in (LETTER, *LOOKS.values()):
        assert darkness("\U0001f9ff" * 20, look) > darkness("", look) + 200


def darkness(text: str, look: Look) -> int:
    made = make(Leaf("", ""), [Block(Kind.TEXT, (Words(f"i{text}"),))], look)
    document = pypdfium2.PdfDocument(made.pdf)
    picture = document[0].render(scale=1).to_pil().convert("L").crop((0, 0, 595, 110))
    document.close()
    return sum(picture.point(lambda level: 1 if level < 160 else 0).histogram()[1:2])


def test_a_line_that_begins_with_an_arabic_name_is_read_from_the_left(tmp_path: Path) -> None:
    made = blocks("نص souhaite réutiliser vos images.", {})
    page = again(tmp_path, make(LEAF, made, LOOKS[SheetVariant.STANDARD])).bodies[0]
    assert "souhaite réutiliser vos images." in page


HOSTILE = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Cs"]),
        st.sampled_from("{}%|#>-[]_=~^\n\t\x0b\u202e\u200f\u2028\ue000\ue001שع👩🏽"),
    ),
    max_size=200,
)


@settings(max_examples=15, deadline=None, suppress_health_check=ONCE)
@given(
    does=HOSTILE, name=HOSTILE, key=st.sampled_from(SHEETS), variant=st.sampled_from(SheetVariant)
)
def test_hostile_words_are_printed_or_their_loss_is_said(
    does: str, name: str, key: str, variant: SheetVariant, tmp_path: Path
) -> None:
    told = device(name=name.strip() or "?", manufacturer=name)
    typed = {**TYPED, "ce qu’il fait": does}
    made = draft(key, told, structure(name=name), typed)
    shown = made.blocks(variant)
    titles = [block for block in shown if block.kind is Kind.TITLE]
    assert len(titles) == 1
    result = make(LEAF, shown, LOOKS[variant])
    found = again(tmp_path, result)
    unread = re.compile(r"[^\w]|_")
    text = unread.sub("", compact("".join(found.pages)))
    for word in re.findall(r"[a-zA-Zàâçéèêëîïôûùœ]{3,}", does) if key == "diagnostic" else ():
        assert unread.sub("", printable(word)) in text
    assert all("Brouillon" in page for page in found.pages)


@pytest.mark.parametrize("key", ["diagnostic", "reutilisation", "lettre_assureur", "emargement"])
def test_other_tools_read_it_in_the_order_of_the_text(key: str, tmp_path: Path) -> None:
    """Every font is embedded in part, the document is tagged, and its text follows its blocks."""
    path = tmp_path / "fiche.pdf"
    made = draft(key)
    variant = SheetVariant.SIMPLE if made.model.simple else SheetVariant.STANDARD
    path.write_bytes(make(LEAF, made.blocks(variant), LOOKS[variant]).pdf)
    if shutil.which("pdftotext"):
        text = compact(told("pdftotext", "-raw", path, "-"))
        place = 0
        for block in made.blocks(variant):
            first = compact(printable(block.text.split("\n")[0]))[:20].rstrip("_")
            found = text.find(first, place)
            assert found >= place, block.text
            place = found
    if shutil.which("pdffonts"):
        rows = [line.split() for line in told("pdffonts", path).splitlines()[2:]]
        assert rows
        assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)
        assert all("+" in row[0] for row in rows)
    if shutil.which("pdfinfo"):
        assert re.search(r"Tagged:\s+yes", told("pdfinfo", path))


def told(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
