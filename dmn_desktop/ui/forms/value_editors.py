"""The field that takes the place of a value while it is changed; its kind follows the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, get_args

from annotated_types import Ge, Le
from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from dmn_desktop.core.country_names import country_words
from dmn_desktop.core.device_words import COUNTRIES, MONEY, field_title, value_words, word_type
from dmn_desktop.core.records import Device
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.text import NBSP, day, euros, fold, parse_day, parse_euros
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import Word
from dmn_desktop.ui.widgets.basics import column
from dmn_desktop.ui.widgets.choice_list import Choice, ChoiceList
from dmn_desktop.ui.widgets.completing import Completer
from dmn_desktop.ui.widgets.fields import GUARDED, LineField, TextField, WordField

Parse = Callable[[str], Any]
"""Reads what was typed; raises `ValueError` with a French sentence."""

TOO_LONG = (
    f"Le texte dépasse 20{NBSP}000 caractères. Le début est gardé, la fin ne l’est pas. "
    "La joindre dans un document."
)

_SEPARATORS = re.compile(r"[,;\n]")


class ValueEditor(QWidget):
    """A field over a value.

    Attributes:
        told: The new value.
        refused: What was typed cannot be read; the sentence, empty when it can again.
    """

    told = Signal(object)
    refused = Signal(str)

    def show_value(self, value: Any) -> None:
        """Show a stored value; what is being typed is left alone."""

    def flush(self) -> None:
        """Tell what was typed."""

    def tell_again(self) -> None:
        """Tell what it holds, told before or not."""

    def start(self) -> None:
        """Take the keyboard."""

    def is_refused(self) -> bool:
        """Whether it holds something that cannot be read."""
        return False


class _TypedEditor(ValueEditor):
    """Text, a number, a date, an amount or a list, typed."""

    def __init__(self, field: LineField | TextField, parse: Parse, show: Callable[[Any], str]):
        super().__init__()
        self._field, self._parse, self._show = field, parse, show
        self._refused = False
        self.setLayout(column(field))
        self.setFocusProxy(field)
        if isinstance(field, TextField):
            field.edited.connect(self._typed)
            field.was_cut.connect(lambda _limit: self.refused.emit(TOO_LONG))
        else:
            field.told.connect(self._typed)

    def _typed(self, text: str) -> None:
        try:
            value = self._parse(text)
        except ValueError as problem:
            self._refused = True
            self.refused.emit(str(problem))
            return
        if self._refused:
            self._refused = False
            self.refused.emit("")
        self.told.emit(value)

    @override
    def show_value(self, value: Any) -> None:
        if not self._field.is_dirty() and not self._refused:
            self._field.set_value(self._show(value))

    @override
    def flush(self) -> None:
        self._field.flush()

    @override
    def tell_again(self) -> None:
        self._typed(self._field.value())

    @override
    def start(self) -> None:
        self._field.setFocus()
        self._field.selectAll()

    @override
    def is_refused(self) -> bool:
        return self._refused


class _WordEditor(ValueEditor):
    """One word of a closed list."""

    def __init__(self, title: str, words: type[Word]) -> None:
        super().__init__()
        self._field = WordField(title, words)
        self._field.chosen.connect(self.told)
        self.setLayout(column(self._field))
        self.setFocusProxy(self._field)

    @override
    def show_value(self, value: Any) -> None:
        self._field.set_value(value)

    @override
    def start(self) -> None:
        self._field.setFocus()


class _WordsEditor(ValueEditor):
    """Several words of a closed list."""

    def __init__(self, title: str, words: type[Word]) -> None:
        super().__init__()
        self._kind = words
        choices = [Choice(word.value, word.label) for word in words if word.value]
        self._field = ChoiceList(title, choices, several=True)
        self._field.chosen.connect(
            lambda keys: self.told.emit(tuple(self._kind(key) for key in keys))
        )
        self.setLayout(column(self._field))

    @override
    def show_value(self, value: Any) -> None:
        self._field.set_value([word.value for word in value])

    @override
    def start(self) -> None:
        self._field.focus()


def make_editor(name: str, suggestions: Sequence[str] = ()) -> ValueEditor:
    """The field for a field of `Device`.

    Args:
        name: Of the field.
        suggestions: Values already used, offered while typing.
    """
    title, words = field_title(name), word_type(name)
    annotation = Device.model_fields[name].annotation
    if words is not None:
        one = isinstance(annotation, type)
        return _WordEditor(title, words) if one else _WordsEditor(title, words)
    parse, show, hint = _reading(name)
    if entries()[name].long:
        text = TextField(title, hint, (2, 10))
        text.setProperty(GUARDED, f"{Device.kind}.{name}")
        return _TypedEditor(text, parse, show)
    line = LineField(title, hint)
    line.setProperty(GUARDED, f"{Device.kind}.{name}")
    if suggestions:
        line.setCompleter(_ValueCompleter(suggestions, several=is_list(name), owner=line))
    return _TypedEditor(line, parse, show)


def is_list(name: str) -> bool:
    """Whether a field holds several texts."""
    annotation = Device.model_fields[name].annotation
    return str in get_args(annotation) and Ellipsis in get_args(annotation)


def _reading(name: str) -> tuple[Parse, Callable[[Any], str], str]:
    """How a typed value is read, shown, and hinted at."""
    parts = get_args(Device.model_fields[name].annotation)
    if name in MONEY:
        return _money, lambda value: "" if value is None else euros(value), "1 200"
    if date in parts:
        return _day, day, "jj/mm/aaaa"
    if int in parts:
        return _number(name), lambda value: "" if value is None else str(value), ""
    if name in COUNTRIES:
        several = is_list(name)
        hint = "France, Allemagne…" if several else "France"
        return (_codes if several else _code), lambda value: value_words(name, value), hint
    if is_list(name):
        return _several, ", ".join, "Séparer par une virgule"
    return (_name if name == "name" else str.strip), str, ""


def _day(text: str) -> date | None:
    found = parse_day(text)
    if text and found is None:
        raise ValueError(f"«{NBSP}{text}{NBSP}» n’est pas une date. Écrire jj/mm/aaaa.")
    return found


def _money(text: str) -> int | None:
    found = parse_euros(text)
    if text and (found is None or found < 0):
        raise ValueError(f"«{NBSP}{text}{NBSP}» n’est pas un montant. Écrire 1 200 ou 12,50.")
    return found


def _number(name: str) -> Parse:
    marks = Device.model_fields[name].metadata
    least = next((int(str(mark.ge)) for mark in marks if isinstance(mark, Ge)), 0)
    most = next((int(str(mark.le)) for mark in marks if isinstance(mark, Le)), 10**9)

    def parse(text: str) -> int | None:
        compact = re.sub(r"[\s\u00a0\u202f]", "", text)
        if not compact:
            return None
        if not re.fullmatch("[0-9]{1,12}", compact) or not least <= int(compact) <= most:
            words = f"{most:,}".replace(",", NBSP)
            raise ValueError(f"Un nombre entier de {least} à {words} est attendu.")
        return int(compact)

    return parse


def _several(text: str) -> tuple[str, ...]:
    parts = [part.strip() for part in _SEPARATORS.split(text)]
    return tuple(dict.fromkeys(part for part in parts if part))


def _name(text: str) -> str:
    if not text.strip():
        raise ValueError("Le nom ne peut pas être vide.")
    return text.strip()


def _code(text: str) -> str:
    wanted = fold(text.strip())
    if not wanted:
        return ""
    for code, names in country_words().names.items():
        if wanted == code.casefold() or wanted in map(fold, names):
            return code
    raise ValueError(f"«{NBSP}{text}{NBSP}» n’est pas un pays connu. Écrire France, US, DEU…")


def _codes(text: str) -> tuple[str, ...]:
    return tuple(_code(part) for part in _several(text))


class _ValueCompleter(Completer):
    """Offers values already used; in a list, for the part being typed."""

    def __init__(self, values: Sequence[str], several: bool, owner: QWidget) -> None:
        super().__init__(values, owner)
        self._several = several

    @override
    def splitPath(self, path: str) -> list[str]:
        return [_SEPARATORS.split(path)[-1].strip()] if self._several else [path]

    @override
    def pathFromIndex(self, index: QModelIndex) -> str:  # type: ignore[override]
        chosen = str(super().pathFromIndex(index))
        field = self.widget()
        if not self._several or not isinstance(field, LineField):
            return chosen
        before = [part.strip() for part in _SEPARATORS.split(field.text())[:-1]]
        return ", ".join([*before, chosen])
