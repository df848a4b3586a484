"""A procedure to adapt, printed with the name of the structure, its source and a place to sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.own_texts import Template, filled, parts
from dmn_desktop.core.records import Structure
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.exports.pdf.handwriting import labelled_line
from dmn_desktop.exports.pdf.paper import Identity, Paper
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import ASIDE, TITLE, Piece

_ITEM = 5.0
_HEADING = 24.0
"""Millimetres that must follow a heading on its page."""


@dataclass(frozen=True)
class Procedure:
    """A text to print.

    Attributes:
        text: That of the practice, or the shipped one.
        values: What stands for the words in braces.
    """

    structure: Structure
    template: Template
    text: str
    values: Mapping[str, str]


def write_procedure(procedure: Procedure, path: Path) -> Path:
    """Write the procedure.

    Raises:
        UserError: The file could not be written; an older one is intact.
    """
    template = procedure.template
    paper = Paper(Identity(procedure.structure.name, template.title))
    paper.y += 2
    paper.flow(Piece(template.title, TITLE))
    paper.y += 2
    for part in parts(filled(procedure.text, procedure.values)):
        if part.kind == "heading":
            paper.need(_HEADING)
            paper.section(part.text, 1)
        elif part.kind == "item":
            _print_item(paper, part.text)
        else:
            paper.flow(Piece(part.text, before=1))
    paper.gap(5)
    paper.flow(
        Piece(
            f"Texte à adapter, écrit d’après{NBSP}: {template.source}. Comparé à cette source le "
            f"{day(template.checked_on)}.",
            ASIDE,
        )
    )
    paper.need(28)
    paper.gap(3)
    for label in ("Adoptée le", "Par (fonction et signature)"):
        labelled_line(paper, label)
    return save(paper, template.title, path)


def _print_item(paper: Paper, text: str) -> None:
    piece = Piece(text, before=0.9)
    paper.need(piece.style.line_height + 1)
    level = paper.y + piece.before + piece.style.line_height / 2 + 0.2
    paper.ink.rule(paper.left + 0.8, level, paper.left + 2.8, level)
    paper.flow(piece, indent=_ITEM)
