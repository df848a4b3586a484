"""The words between braces: « {téléphone du DPO} », « {si réutilisation} », as Jinja reads them.

Jinja's own signs may be written too; both end in the same tree, checked by `engine`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from dmn_desktop.core.text import NBSP, fold

SOURCE_LIMIT = 40_000
"""Characters of one template."""

_JINJA = r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"
_TAG = re.compile(rf"({_JINJA})|\{{([^{{}}\n]*)\}}|(\{{)", re.DOTALL)
_WORDS = re.compile(r"\s+(et|ou)\s+")
_LINKS = {"et": "and", "ou": "or"}
_NOT_IN_NAMES = re.compile(r"[^\w]+")


class TemplateError(ValueError):
    """What is wrong in a template, and where.

    Attributes:
        line: Counted from 1.
        word: What was written.
        nearest: The known name that it most resembles, empty when none does.
    """

    def __init__(self, line: int, problem: str, word: str = "", nearest: str = "") -> None:
        """Make the sentence of the parts."""
        self.line, self.word, self.nearest = line, word, nearest
        hint = f" Vouliez-vous «{NBSP}{nearest}{NBSP}»{NBSP}?" if nearest else ""
        super().__init__(f"Ligne {line}{NBSP}: {problem}.{hint}")


@dataclass(frozen=True)
class Names:
    """The names that a template may use.

    Attributes:
        elements: What may be printed or asked about.
        lists: For each word of « pour chaque … », the name of the list.
        mentions: Keys of « {mention …} ».
    """

    elements: tuple[str, ...]
    lists: Mapping[str, str]
    mentions: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def identifier(name: str) -> str:
    """A name as Jinja reads it: « téléphone_du_dpo »."""
    return _NOT_IN_NAMES.sub("_", fold(name).strip()).strip("_")


def to_jinja(source: str, names: Names) -> str:
    """The same template in Jinja's signs, line for line.

    Raises:
        TemplateError: A name is unknown, or braces do not close.
    """
    if len(source) > SOURCE_LIMIT:
        raise TemplateError(1, f"le texte dépasse {SOURCE_LIMIT} caractères")
    known = {identifier(name): name for name in (*names.elements, *names.lists)}

    def translated(match: re.Match[str]) -> str:
        line = source.count("\n", 0, match.start()) + 1
        if match[1] is not None:
            return match[1]
        if match[3] is not None:
            raise TemplateError(line, "une accolade ouverte n’est pas fermée", "{")
        tag = _tag(match[2].strip(), _Place(line, known, names))
        # A tag alone on its line leaves no empty line; one inside a line keeps what follows.
        return tag if _is_alone(source, match) else tag.replace("%}", "+%}")

    return _TAG.sub(translated, source)


def _is_alone(source: str, match: re.Match[str]) -> bool:
    start = source.rfind("\n", 0, match.start()) + 1
    end = source.find("\n", match.end())
    around = source[start : match.start()] + source[match.end() : end if end >= 0 else None]
    return not around.strip()


@dataclass(frozen=True)
class _Place:
    line: int
    known: Mapping[str, str]
    names: Names

    def name(self, word: str) -> str:
        found = identifier(word)
        if found not in self.known:
            raise unknown(self.line, word, self.known.values())
        return found


def unknown(line: int, word: str, names: Iterable[str]) -> TemplateError:
    """The error for a name that nobody declared, with the nearest known one."""
    folded = {fold(name): name for name in names}
    nearest = get_close_matches(fold(word), folded, n=1, cutoff=0.5)
    shown = f"«{NBSP}{word[:60]}{NBSP}» est inconnu"
    return TemplateError(line, shown, word, folded[nearest[0]] if nearest else "")


_FIXED = {"sinon": "{% else %}", "fin si": "{% endif %}", "fin pour": "{% endfor %}"}


def _tag(words: str, place: _Place) -> str:
    if not words:
        raise TemplateError(place.line, "des accolades sont vides", "{}")
    if words in _FIXED:
        return _FIXED[words]
    for start, translate in _STARTS.items():
        if words.startswith(f"{start} "):
            return translate(words.removeprefix(start).strip(), place)
    # A capital asks for one in the words printed.
    capital = "|majuscule" if words[0].isupper() else ""
    return f"{{{{ {place.name(words)}{capital} }}}}"


def _if(words: str, place: _Place) -> str:
    return f"{{% if {_condition(words, place)} %}}"


def _else_if(words: str, place: _Place) -> str:
    return f"{{% elif {_condition(words, place)} %}}"


def _condition(words: str, place: _Place) -> str:
    parts = _WORDS.split(words.strip())
    found = []
    for part in parts:
        if part in _LINKS:
            found.append(_LINKS[part])
        else:
            negated = part.startswith("non ")
            name = place.name(part.removeprefix("non ").strip())
            found.append(f"not {name}" if negated else name)
    return " ".join(found)


def _loop(word: str, place: _Place) -> str:
    wanted = identifier(word)
    lists = {identifier(one): many for one, many in place.names.lists.items()}
    if wanted not in lists:
        raise unknown(place.line, word, place.names.lists)
    return f"{{% for {wanted} in {identifier(lists[wanted])} %}}"


def _mention(key: str, place: _Place) -> str:
    if key not in place.names.mentions:
        raise unknown(place.line, key, place.names.mentions)
    return f"{{{{ mention.{key} }}}}"


_STARTS: dict[str, Callable[[str, _Place], str]] = {
    "sinon si": _else_if,
    "si": _if,
    "pour chaque": _loop,
    "mention": _mention,
}
