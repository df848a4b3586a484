"""Texts to adapt: shipped as data, the practice may make them its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from dmn_desktop.core.content import load_content
from dmn_desktop.core.forms import Content
from dmn_desktop.core.paths import resources_dir

CENSUS_PROCEDURE = "procedure_recensement"

_PLACEHOLDER = re.compile(r"\{([^{}\n]{1,60})\}")

BLANK = "……………………"
"""What is printed for a placeholder that the register does not fill, to complete by hand."""


class Template(Content):
    """A text of `resources/templates`.

    Attributes:
        text: Lines beginning with « # » are headings, with « - » items of a list.
        checked_on: The day when the text was last compared with its source.
    """

    version: str
    title: str = Field(alias="titre")
    source: str
    checked_on: date = Field(alias="verifie_le")
    text: str = Field(alias="texte")


@dataclass(frozen=True)
class Part:
    """A heading, an item of a list or a paragraph."""

    kind: Literal["heading", "item", "text"]
    text: str


def read_template(key: str) -> Template:
    """A text as it is shipped.

    Raises:
        UserError: Its file is missing or broken.
    """
    return load_content(resources_dir() / "templates" / f"{key}.toml", Template)


def placeholders(text: str) -> list[str]:
    """The words in braces, in order, once each."""
    return list(dict.fromkeys(_PLACEHOLDER.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its words in braces replaced; never printed raw."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], "") or BLANK, text)


def parts(text: str) -> Iterator[Part]:
    """The headings, items and paragraphs of a text."""
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("#"):
            yield Part("heading", line.lstrip("# "))
        elif line.startswith(("- ", "• ")):
            yield Part("item", line[2:].strip())
        elif line:
            yield Part("text", line)
