"""Last step: what will be written, what stays to be checked, what is already there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dmn_desktop.core.inventory_import.answer import message_of
from dmn_desktop.core.inventory_import.fields import Target, targets
from dmn_desktop.core.inventory_import.plan import Double, Doubled, Line, Plan
from dmn_desktop.core.inventory_import.remarks import flag_words
from dmn_desktop.core.text import DASH, NBSP, count, day, euros, shorten
from dmn_desktop.core.vocabulary import Word
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, block, button, clear, row

_SHOWN = 5
_FLAGS, _DOUBLES, _NOTES = 60, 60, 80
"""How many are shown; the rest is counted, and kept with the devices."""


class PreviewStep(QWidget):
    """The plan in words.

    Attributes:
        changed: Another choice was made for a device that is already there.
        rows_wanted: The rows set aside are to be saved in a file.
        mapping_wanted: The decisions are to be saved in a file.
    """

    changed = Signal()
    rows_wanted = Signal()
    mapping_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty step."""
        super().__init__()
        self._plan: Plan | None = None
        self._chosen: dict[int, Doubled] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)

    def show_plan(self, plan: Plan) -> None:
        """Show what importing would do."""
        clear(self._layout)
        self._plan = plan
        self._chosen = {double.line: double.proposed for double in plan.doubles}
        self._layout.addWidget(PlainLabel(message_of(plan), kind="strong", wrap=True))
        self._first_lines(plan)
        self._flags(plan)
        self._doubles(plan)
        self._refused(plan)
        self._notes(plan)
        keep = button("Enregistrer la correspondance…", self.mapping_wanted.emit, "quiet")
        self._layout.addLayout(row(keep, None))
        self._layout.addStretch(1)

    def chosen(self) -> Mapping[int, Doubled]:
        """What is done with each device that is already there."""
        return self._chosen

    def written(self) -> int:
        """How many devices will be added or completed."""
        assert self._plan is not None
        left = sum(done is Doubled.SKIP for done in self._chosen.values())
        return len(self._plan.lines) - left

    def _first_lines(self, plan: Plan) -> None:
        frame, inside = block()
        shown = plan.lines[:_SHOWN]
        title = "Premiers dispositifs lus" if len(plan.lines) > _SHOWN else "Dispositifs lus"
        inside.addWidget(PlainLabel(title, kind="h2"))
        for line in shown:
            inside.addWidget(PlainLabel(shorten(line.name, 200), kind="strong", wrap=True))
            inside.addWidget(PlainLabel(_line_words(line), kind="text", wrap=True))
        if not shown:
            inside.addWidget(PlainLabel("Aucune ligne de ce tableau n’est un dispositif."))
        self._layout.addWidget(frame)

    def _flags(self, plan: Plan) -> None:
        flags = [(line, flag) for line in plan.lines for flag in line.flags]
        if not flags:
            return
        inside = self._amber(count(len(flags), "cellule à vérifier", "cellules à vérifier"))
        words = (
            "Une valeur incertaine n’est pas devinée. Le texte d’origine est gardé sur la fiche, "
            "dans les points à traiter."
        )
        inside.addWidget(PlainLabel(words, kind="text", wrap=True))
        for line, flag in flags[:_FLAGS]:
            text = f"{line.name}{NBSP}: {flag_words(flag)}"
            inside.addWidget(PlainLabel(shorten(text, 400), kind="text", wrap=True))
        self._rest(inside, len(flags) - _FLAGS)

    def _doubles(self, plan: Plan) -> None:
        if not plan.doubles:
            return
        frame, inside = block()
        inside.addWidget(PlainLabel(count(len(plan.doubles), "doublon"), kind="h2"))
        lines = {line.number: line for line in plan.lines}
        for double in plan.doubles[:_DOUBLES]:
            self._double(inside, plan, lines[double.line], double)
        self._rest(inside, len(plan.doubles) - _DOUBLES)
        self._layout.addWidget(frame)

    def _double(self, inside: QVBoxLayout, plan: Plan, line: Line, double: Double) -> None:
        where = plan.layout.line_words(line.number)
        title = f"{line.name} ({where}){NBSP}: {double.reason} que {double.other}"
        inside.addWidget(PlainLabel(shorten(title, 300), kind="strong", wrap=True))
        inside.addWidget(PlainLabel(_compared(line, double), kind="text", wrap=True))
        options = [
            (word.value, word.label) for word in (Doubled.SKIP, Doubled.COMPLETE, Doubled.ADD)
        ]
        segments = Segments(f"{line.name}, {where}", options)
        segments.set_value(double.proposed.value)
        segments.chosen.connect(lambda key: self._choose(double.line, segments, key))
        inside.addLayout(row(segments, None))

    def _choose(self, number: int, segments: Segments, key: str) -> None:
        if not key:  # one of the three is always chosen
            segments.set_value(self._chosen[number].value)
            return
        self._chosen[number] = Doubled(key)
        self.changed.emit()

    def _refused(self, plan: Plan) -> None:
        if not plan.refused:
            return
        inside = self._amber(count(len(plan.refused), "ligne écartée", "lignes écartées"))
        for one in plan.refused[:_FLAGS]:
            where = plan.layout.line_words(one.number).capitalize()
            text = f"{where}{NBSP}: {one.reason} {shorten(one.text, 200)}"
            inside.addWidget(PlainLabel(text, kind="text", wrap=True))
        self._rest(inside, len(plan.refused) - _FLAGS)
        save = button("Enregistrer les lignes écartées…", self.rows_wanted.emit)
        inside.addLayout(row(save, None))

    def _notes(self, plan: Plan) -> None:
        if not plan.notes:
            return
        frame, inside = block()
        inside.addWidget(PlainLabel("Ce qui a été vu dans le fichier", kind="h2"))
        for note in plan.notes[:_NOTES]:
            inside.addWidget(PlainLabel(shorten(note, 600), kind="text", wrap=True))
        self._rest(inside, len(plan.notes) - _NOTES)
        self._layout.addWidget(frame)

    def _amber(self, title: str) -> QVBoxLayout:
        frame = QFrame()
        frame.setProperty("kind", "bar")
        frame.setProperty("tone", "warn")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(14, 10, 14, 12)
        inside.addWidget(PlainLabel(title, kind="h2"))
        self._layout.addWidget(frame)
        return inside

    def _rest(self, inside: QVBoxLayout, left: int) -> None:
        if left > 0:
            inside.addWidget(PlainLabel(f"Et {count(left, 'autre')}.", kind="help"))


def shown(target: Target, value: Any) -> str:
    """A value as the inventory shows it."""
    if value in (None, "", ()):
        return DASH
    if target.exchange == "cout_annuel_eur":
        return euros(value)
    if isinstance(value, tuple | list):
        return ", ".join(shown(target, one) for one in value)
    if target.words is not None:
        return target.words(value).label
    if hasattr(value, "strftime"):
        return day(value)
    return value.label if isinstance(value, Word) else str(value)


def _line_words(line: Line) -> str:
    """« Version : 3.2 ; Fabricant : Milvue »."""
    parts = [
        f"{target.title}{NBSP}: {shown(target, line.values[target.name])}"
        for target in targets().values()
        if target.name in line.values and target.name != "name"
    ]
    return shorten(f"{NBSP}; ".join(parts) or "Le nom seul", 500)


def _compared(line: Line, double: Double) -> str:
    """Side by side, field by field, what differs and what would be filled."""
    by_name = {target.name: target for target in targets().values()}
    parts = [
        f"{by_name[name].title}{NBSP}: existant «{NBSP}{shown(by_name[name], before)}{NBSP}», "
        f"fichier «{NBSP}{shown(by_name[name], here)}{NBSP}»"
        for name, (before, here) in double.differs.items()
    ]
    parts += [
        f"{by_name[name].title}{NBSP}: vide, fichier «{NBSP}"
        f"{shown(by_name[name], line.values[name])}{NBSP}»"
        for name in double.fills
    ]
    return shorten("\n".join(parts), 900) if parts else "Rien de nouveau dans le fichier."
