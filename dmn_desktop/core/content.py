"""Reading one content file of `forms/`: the right data, or a sentence naming file and place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import rtoml
from pydantic import BaseModel, ValidationError

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP

ModelT = TypeVar("ModelT", bound=BaseModel)

MAX_SIZE = 1_000_000
"""More than any content file holds; a practice may choose the wrong file."""

_LONG_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){30}""")
"""Reading a key takes as long as the square of its points: minutes for a hostile file."""

_WORDS = {
    "missing": "il manque",
    "extra_forbidden": "mot inconnu",
    "string_type": "un texte est attendu",
    "int_type": "un nombre est attendu",
    "string_too_short": "texte trop court",
    "string_too_long": "texte trop long",
    "string_pattern_mismatch": "signe interdit dans un identifiant",
    "enum": "mot hors de la liste",
    "literal_error": "mot hors de la liste",
    "too_short": "il manque des entrées, ou le texte est trop court",
    "too_long": "trop d’entrées, ou texte trop long",
    "greater_than": "valeur trop petite",
    "greater_than_equal": "valeur trop petite",
    "less_than": "valeur trop grande",
    "less_than_equal": "valeur trop grande",
    "bool_type": "true ou false est attendu",
    "tuple_type": "une liste est attendue",
    "dict_type": "des couples de mots sont attendus",
    "model_type": "une entrée est attendue",
}


def load_content(path: Path, model: type[ModelT], most: int = MAX_SIZE) -> ModelT:
    """Read one content file of at most so many bytes.

    Raises:
        UserError: The file is missing, is not TOML, or does not fit the model; the message names
            the file, and the line or the entry.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise _broken(path, "le fichier est introuvable ou refusé") from error
    if len(content) > most:
        raise _broken(path, "il est trop gros")
    return read_content(content, path, model)


def read_content(content: bytes, path: Path, model: type[ModelT]) -> ModelT:
    """Read what a content file holds; its path is for messages.

    Raises:
        UserError: As `load_content`.
    """
    try:
        text = content.decode("utf-8")
        if _LONG_KEY.search(text):
            raise _broken(path, "un mot y a trop de points")
        data = rtoml.loads(text)
    except UnicodeDecodeError as error:
        raise _broken(path, "il n’est pas écrit en UTF-8") from error
    except ValueError as error:
        raise _broken(path, _line_of(str(error))) from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        problem = _problem(first["type"], first["msg"])
        place = _place_of(data, first["loc"])
        raise _broken(path, f"{place}{NBSP}: {problem}" if place else problem) from error


def _problem(kind: str, message: str) -> str:
    """What is wrong, in French: our own sentence, or one for each kind of refusal."""
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    if kind.startswith("date"):
        return "une date est attendue, comme 2026-11-21"
    return _WORDS.get(kind, "valeur refusée")


def _line_of(message: str) -> str:
    found = re.search(r"at line (\d+) column (\d+)", message)
    where = f"ligne {found[1]}, colonne {found[2]}" if found else "fin du fichier"
    return f"écriture TOML incorrecte, {where}"


def _place_of(data: Any, keys: tuple[int | str, ...]) -> str:
    """« question q5_8 › point q5_8_c › texte »: entries by their identifier, not their rank."""
    parts: list[str] = []
    for key in keys:
        data = _inside(data, key)
        if isinstance(key, str):
            parts.append(key)
        else:
            named = data.get("id", data.get("n")) if isinstance(data, dict) else None
            parts[-1] += f" {named or key + 1}"
    return " › ".join(parts)


def _inside(data: Any, key: int | str) -> Any:
    try:
        return data[key]
    except (KeyError, IndexError, TypeError):
        return None


def _broken(path: Path, detail: str) -> UserError:
    return UserError(
        f"Le fichier de contenu {path.name} ne se lit pas ({detail}).",
        "Votre registre n’est pas touché.",
        "Réinstaller le programme ou corriger ce fichier.",
    )
