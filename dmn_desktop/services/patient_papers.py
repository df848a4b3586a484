"""The papers made from the register for patients, insurers, vendors and teams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.patient_sheet import Draft, code_blocks, frozen_blocks
from dmn_desktop.core.records import (
    Device,
    PaperDraft,
    ReusePurpose,
    SheetVersion,
    Structure,
    today,
)
from dmn_desktop.core.templates.blocks import Block, sentences
from dmn_desktop.core.templates.content import Model, models
from dmn_desktop.core.templates.facts import Subject
from dmn_desktop.core.text import NBSP, count, long_day
from dmn_desktop.core.vocabulary import LifeState, SheetVariant
from dmn_desktop.services.document_names import file_name
from dmn_desktop.services.paper_desk import PaperDesk, Preview
from dmn_desktop.services.patient_sheets import SheetDesk
from dmn_desktop.services.patient_templates import model_of, texts_in
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader

# Screens read this module when they open: what writing a PDF needs is imported when writing.
if TYPE_CHECKING:
    from dmn_desktop.exports.pdf.block_setting import Look
    from dmn_desktop.exports.pdf.leaflet import Leaf, Made

PAGES_LIMIT = 2
"""One sheet of paper, two sides; beyond, a warning and never a smaller type."""

REPORT = "mention_compte_rendu"


def preview(desk: SheetDesk, variant: SheetVariant, edited: str = "") -> Preview:
    """The draft of a sheet, quick enough for every key.

    Args:
        desk: The sheet, with what is typed and not saved yet.
        variant: How it is set.
        edited: Identifier of the element being edited, underlined; missing ones are amber.
    """
    from dmn_desktop.exports.pdf.block_setting import LOOKS, Tint
    from dmn_desktop.exports.pdf.leaflet import make

    leaf = _leaf(desk, None)
    return told(make(leaf, _blocks(desk, variant, None), LOOKS[variant], Tint(edited)))


def shown(desk: SheetDesk, variant: SheetVariant, edited: str = "") -> Preview:
    """What the screen shows: the draft while one is being prepared, else the validated version.

    Args:
        desk: The sheet, with what is typed and not saved yet.
        variant: How it is set.
        edited: Identifier of the element being edited, for the draft.
    """
    return preview(desk, variant, edited) if desk.pending else printed(desk, variant)


def printed(desk: SheetDesk, variant: SheetVariant, version: SheetVersion | None = None) -> Preview:
    """A sheet as it is handed out: a validated version, or the draft said to be one.

    Args:
        desk: The sheet.
        variant: How it is set.
        version: Which one; by default the last validated, or the draft before the first.
    """
    from dmn_desktop.exports.pdf.block_setting import LOOKS
    from dmn_desktop.exports.pdf.leaflet import make

    chosen = version or desk.last
    return told(make(_leaf(desk, chosen), _blocks(desk, variant, chosen), LOOKS[variant]))


def draft(desk: SheetDesk, variant: SheetVariant) -> Preview:
    """The draft of a sheet as it is printed: « Brouillon » on each page."""
    from dmn_desktop.exports.pdf.block_setting import LOOKS
    from dmn_desktop.exports.pdf.leaflet import make

    return told(make(_leaf(desk, None), _blocks(desk, variant, None), LOOKS[variant]))


def told(made: Made) -> Preview:
    """A document that was made, with what to say when it is too long."""
    words = ""
    if made.pages > PAGES_LIMIT:
        words = (
            f"La fiche tient sur {count(made.pages, 'page')}{NBSP}: au-delà de deux, elle se lit "
            "mal. Raccourcir le texte."
        )
    return Preview(made.pdf, made.pages, words)


def _blocks(desk: SheetDesk, variant: SheetVariant, version: SheetVersion | None) -> list[Block]:
    if version is None:
        return [*desk.draft.blocks(variant), *code_blocks(desk.draft.page)]
    return [*frozen_blocks(version.texts.get(variant.value, "")), *code_blocks(version.page)]


def _leaf(desk: SheetDesk, version: SheetVersion | None) -> Leaf:
    from dmn_desktop.exports.pdf.leaflet import Leaf

    words = ""
    if version is not None:
        words = f"Version {version.position}, validée le {long_day(version.validated_on)}"
        words += f" par {version.validated_by}" if version.validated_by else ""
    return Leaf(
        structure=desk.structure.name,
        title=f"{desk.model.title}, {desk.title}",
        code=f"Fiche {desk.sheet.code}",
        on=version.validated_on if version else today(),
        version=words,
        draft=version is None,
        paper=desk.model.paper,
    )


def write_sheet(
    desk: SheetDesk, variant: SheetVariant, path: Path, version: SheetVersion | None = None
) -> Path:
    """Write a sheet as it is handed out, see `printed`.

    Raises:
        UserError: The disk refuses; a former file is intact.
    """
    from dmn_desktop.exports.pdf.leaflet import write_bytes

    return write_bytes(path, printed(desk, variant, version).pdf)


def write_draft(desk: SheetDesk, variant: SheetVariant, path: Path) -> Path:
    """Write the draft of a sheet, see `draft`.

    Raises:
        UserError: The disk refuses; a former file is intact.
    """
    from dmn_desktop.exports.pdf.leaflet import write_bytes

    return write_bytes(path, draft(desk, variant).pdf)


def sheet_name(desk: SheetDesk, variant: SheetVariant) -> str:
    """« IP-07 Information – Ostalis Fracture, texte simplifié.pdf »."""
    words = desk.title
    if variant is not SheetVariant.STANDARD:
        words += f", {variant.label.lower()}"
    return file_name(f"{desk.sheet.code} Information", words, ".pdf")


def together(desks: list[SheetDesk], variant: SheetVariant) -> bytes:
    """Several sheets in one document, each with its own pages."""
    from dmn_desktop.exports.pdf.block_setting import LOOKS
    from dmn_desktop.exports.pdf.leaflet import Leaflet

    paper = None
    for desk in desks:
        leaf = _leaf(desk, desk.last)
        paper = paper or Leaflet(leaf)
        paper.add(leaf, _blocks(desk, variant, desk.last), LOOKS[variant])
    return paper.finish() if paper else b""


def papers(about: str = "") -> dict[str, Model]:
    """The letters, notices and cards, by key; those about a device or the structure only.

    Args:
        about: « dispositif » or « structure »; empty for all.
    """
    return {
        key: model
        for key, model in models().items()
        if model.family != "fiche" and about in ("", model.about)
    }


def paper(
    register: Register,
    key: str,
    device_id: str | None = None,
    values: Mapping[str, str] | None = None,
) -> PaperDesk:
    """A letter, a notice or a card, filled from the register.

    Args:
        register: Where.
        key: The template.
        device_id: The device, for those about one.
        values: What is typed for it, by name of element; by default what was typed before.

    Raises:
        UserError: No such template, or no device where one is needed.
    """
    model = model_of(key)
    with register.reading() as reader:
        device = reader.get(Device, device_id) if device_id else None
        if model.about == "dispositif" and device is None:
            raise UserError(
                f"«{NBSP}{model.title}{NBSP}» porte sur un dispositif.",
                "Rien n’a été écrit.",
                "Choisir un dispositif de l’inventaire.",
            )
        purposes = (
            reader.find(ReusePurpose, order="position", device_id=device.id) if device else []
        )
        devices = _in_use(reader) if model.about == "structure" else ()
        structure = reader.only(Structure) or Structure()
        texts = texts_in(reader, model)
        if values is None:
            kept = reader.get(PaperDraft, PaperDraft.id_for(key, device_id))
            values = kept.values if kept else {}
    subject = Subject(structure, device, tuple(purposes), values, devices)
    return PaperDesk(Draft(subject, model, texts))


def set_value(register: Register, desk: PaperDesk, name: str, value: str, run: str = "") -> None:
    """Keep what is typed in a letter, a notice or a card; empty, the register says it again.

    Args:
        register: Where.
        desk: The paper.
        name: Name of the element.
        value: Its words.
        run: Joins the saves of one stretch of typing into one undo.
    """
    refuse_read_only(register)
    device = desk.draft.subject.device
    device_id = device.id if device else None
    key = desk.model.key
    one = PaperDraft(id=PaperDraft.id_for(key, device_id), template=key, device_id=device_id)
    with register.transaction(f"{desk.model.title.lower()}{NBSP}: {name}", run) as tx:
        known = tx.get(PaperDraft, one.id) or one
        values = {k: text for k, text in known.values.items() if k != name}
        if value.strip():
            values[name] = value
        tx.put(known.but(values=values))


def _in_use(reader: Reader) -> tuple[Device, ...]:
    return tuple(reader.find(Device, order="number", state=LifeState.IN_USE.value))


def has_variants(model: Model) -> bool:
    """Whether a paper is given to patients in the three presentations."""
    return bool(model.simple)


def paper_preview(
    desk: PaperDesk, small: bool = False, variant: SheetVariant = SheetVariant.STANDARD
) -> Preview:
    """A letter, a notice or a card as it is printed.

    Args:
        desk: What.
        small: The A5 format of a notice.
        variant: How a questionnaire is set.
    """
    from dmn_desktop.exports.pdf.leaflet import make_on_one_page

    blocks = desk.draft.blocks(variant, by_hand=True)
    looks = _looks(desk.model, small, variant)
    made = make_on_one_page(_paper_leaf(desk, small), blocks, looks)
    return Preview(made.pdf, made.pages)


def _paper_leaf(desk: PaperDesk, small: bool) -> Leaf:
    from dmn_desktop.exports.pdf.leaflet import Leaf

    model, subject = desk.model, desk.draft.subject
    name = f", {subject.device.name}" if subject.device else ""
    headed = model.family in ("carte", "feuille", "mention") or model.key == "premiere_alerte"
    return Leaf(
        structure=subject.structure.name,
        title=f"{model.title}{name}",
        code=model.title if headed else "",
        on=subject.on if headed else None,
        paper="A5" if small else model.paper,
    )


def _looks(model: Model, small: bool, variant: SheetVariant) -> Sequence[Look]:
    """How a paper is set; what hangs on a wall may be a little smaller, to hold on one page."""
    from dmn_desktop.exports.pdf import block_setting as looks

    if variant is not SheetVariant.STANDARD:
        return (looks.LOOKS[variant],)
    if model.family == "affiche":
        return looks.NOTICE_A5 if small else looks.NOTICE
    if model.family in ("carte", "questionnaire"):
        return looks.CARD
    return (looks.LETTER,)


def write_paper(
    desk: PaperDesk,
    path: Path,
    small: bool = False,
    variant: SheetVariant = SheetVariant.STANDARD,
) -> Path:
    """Write a letter, a notice or a card.

    Raises:
        UserError: The disk refuses; a former file is intact.
    """
    from dmn_desktop.exports.pdf.leaflet import write_bytes

    return write_bytes(path, paper_preview(desk, small, variant).pdf)


def paper_name(desk: PaperDesk, variant: SheetVariant = SheetVariant.STANDARD) -> str:
    """« DMN-07 Carte de continuité – Ostalis Fracture.pdf »."""
    device, title = desk.draft.subject.device, desk.model.title
    if variant is not SheetVariant.STANDARD:
        title += f", {variant.label.lower()}"
    if device is None:
        return f"{title}.pdf"
    return file_name(f"{device.code} {title}", device.name, ".pdf")


def report_mention(register: Register, device_id: str) -> str:
    """Two lines for the medical report, to copy."""
    desk = paper(register, REPORT, device_id)
    return "\n".join(sentences(desk.draft.blocks(SheetVariant.STANDARD)))
