"""Two versions of a sheet side by side, passage by passage."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from dmn_desktop.core.patient_sheet import TextChange
from dmn_desktop.core.text import count, day
from dmn_desktop.services import patient_sheets
from dmn_desktop.ui.pages.information.open_sheet import OpenSheet
from dmn_desktop.ui.widgets.basics import PlainLabel, clear, row, settle

_NOW = "En préparation"
_SIGNS = {"changed": ("− ", "+ "), "removed": ("− ", ""), "added": ("", "+ "), "same": ("", "")}


class Comparing(QFrame):
    """Two choices of version, then the passages that differ."""

    def __init__(self, sheet: OpenSheet) -> None:
        """Build it without texts."""
        super().__init__()
        self.setProperty("kind", "block")
        self._sheet = sheet
        self._names: list[str] = []
        self.before, self.after = self._choice("Version avant"), self._choice("Version après")
        self.summary = PlainLabel(kind="help", wrap=True)
        self._texts = QWidget()
        self._grid = QGridLayout(self._texts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(6)
        layout.addWidget(PlainLabel("Comparer deux versions", kind="h3"))
        layout.addLayout(row(self.before, self.after))
        layout.addWidget(self.summary)
        layout.addWidget(self._texts)

    def _choice(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.activated.connect(lambda _: self._show())
        return made

    def refresh(self) -> None:
        """Offer the versions there are; the last two are shown first."""
        desk = self._sheet.stored
        names = [f"Version {v.position}, {day(v.validated_on)}" for v in desk.versions]
        names += [_NOW] if desk.pending or len(names) < 2 else []
        self.setVisible(bool(desk.versions) and len(names) > 1)
        if [desk.sheet.id, *names] != self._names:
            self._names = [desk.sheet.id, *names]
            for place, choice in ((-2, self.before), (-1, self.after)):
                choice.clear()
                choice.addItems(names)
                choice.setCurrentIndex(max(len(names) + place, 0))
        if not self.isHidden():
            self._show()

    def _text(self, place: int) -> str:
        desk, variant = self._sheet.stored, self._sheet.variant
        if place < len(desk.versions):
            return desk.versions[place].texts.get(variant.value, "")
        return desk.text(variant)

    def _show(self) -> None:
        before, after = self.before.currentIndex(), self.after.currentIndex()
        found = patient_sheets.differences(self._text(before), self._text(after))
        changes = [one for one in found if one.kind != "same"]
        told = count(len(changes), "passage diffère", "passages diffèrent")
        variant = self._sheet.variant.label
        self.summary.setText(f"{variant}. {told if changes else 'Les deux textes sont les mêmes.'}")
        clear(self._grid)
        for line, one in enumerate(changes):
            for column, words in enumerate(_sides(one)):
                label = PlainLabel(words, kind="text", wrap=True)
                label.setProperty("tone", ("dang", "ok")[column] if words != "–" else "")
                self._grid.addWidget(label, line, column, Qt.AlignmentFlag.AlignTop)
        settle(self)


def _sides(one: TextChange) -> tuple[str, str]:
    """Both sides, with a sign that does not need colours."""
    signs = _SIGNS[one.kind]
    texts = (one.before, one.after)
    return tuple(f"{s}{t}" if t else "–" for s, t in zip(signs, texts, strict=True))  # type: ignore[return-value]
