"""What a person decided about a table, kept to read the next one the same way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import rtoml
from pydantic import Field, ValidationError

from dmn_desktop.core.errors import UserError, system_words
from dmn_desktop.core.forms import Content
from dmn_desktop.core.inventory_import.fields import targets
from dmn_desktop.core.inventory_import.knowledge import plain
from dmn_desktop.core.text import NBSP

_NOTHING = "Rien n’a été importé."
_LARGEST = 1_000_000


class Choices(Content):
    """Decisions, by the words of the file; all may be left out.

    Attributes:
        sheet: Title of the sheet.
        header_row: Number of the row of titles.
        orientation: Devices in rows, or in columns.
        encoding: Of a text.
        columns: Title → exchange name of its field, empty for « ne pas importer ».
        words: Exchange name → text of the file → word of the list, empty to leave it out.
    """

    sheet: str = Field("", alias="feuille")
    header_row: int | None = Field(None, alias="ligne_titres", ge=1)
    orientation: Literal["", "lignes", "colonnes"] = ""
    encoding: str = Field("", alias="encodage")
    columns: dict[str, str] = Field(default_factory=dict, alias="colonnes")
    words: dict[str, dict[str, str]] = Field(default_factory=dict, alias="mots")

    def but(self, **changes: object) -> Choices:
        """The same with some decisions changed."""
        return self.model_copy(update=changes)

    def column(self, title: str) -> str | None:
        """The field decided for a title, None when nobody decided."""
        wanted = plain(title)
        for known, exchange in self.columns.items():
            if known == title or plain(known) == wanted:
                return exchange
        return None


NO_CHOICE = Choices.model_validate({})


def read_choices(path: Path) -> Choices:
    """Read a file of decisions.

    Raises:
        UserError: It cannot be read, or names a field or a word that does not exist.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise _wrong(path, "il est trop gros")
        found = Choices.model_validate(rtoml.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise _wrong(path, system_words(error)) from error
    except (UnicodeDecodeError, rtoml.TomlParsingError) as error:
        raise _wrong(path, "ce n’est pas du TOML en UTF-8") from error
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise _wrong(path, f"«{NBSP}{where}{NBSP}» n’y est pas attendu") from error
    for exchange in (*found.columns.values(), *found.words):
        if exchange and exchange not in targets():
            raise _wrong(path, f"le champ «{NBSP}{exchange}{NBSP}» n’existe pas")
    for exchange, words in found.words.items():
        listed = targets()[exchange].words
        known = set(listed._value2member_map_) if listed else set()
        for word in words.values():
            if word and word not in known:
                raise _wrong(path, f"«{NBSP}{word}{NBSP}» n’est pas un mot de {exchange}")
    return found


def choices_text(choices: Choices) -> str:
    """The decisions as a TOML file."""
    lines = ["# Correspondance d’un tableau avec l’inventaire : colonnes et mots.", ""]
    plain_keys = {
        "feuille": choices.sheet,
        "ligne_titres": choices.header_row,
        "orientation": choices.orientation,
        "encodage": choices.encoding,
    }
    lines += [f"{key} = {_quoted(value)}" for key, value in plain_keys.items() if value]
    lines += ["", "[colonnes]"]
    lines += [f"{_quoted(title)} = {_quoted(field)}" for title, field in choices.columns.items()]
    for exchange, words in choices.words.items():
        lines += ["", f"[mots.{exchange}]"]
        lines += [f"{_quoted(text)} = {_quoted(word)}" for text, word in words.items()]
    return "\n".join(lines) + "\n"


def _quoted(value: str | int) -> str:
    """A TOML string: JSON's, whose escapes TOML shares."""
    return (
        str(value)
        if isinstance(value, int)
        else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    )


def _wrong(path: Path, reason: str) -> UserError:
    return UserError(
        f"Le fichier de correspondance {path.name} ne se lit pas{NBSP}: {reason}.",
        _NOTHING,
        "Le corriger, ou relancer sans lui.",
    )
