"""Text fields tied to the register: shown, kept as one types, marked when they could not be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.records import Record, new_id
from dmn_desktop.core.text import TEXT_LIMIT
from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import PlainLabel, column, restyle
from dmn_desktop.ui.widgets.fields import LineField, TextField

Field = TextField | LineField
Read = Callable[[], str]
Keep = Callable[[str, str], bool]


@dataclass(frozen=True)
class Check:
    """Tells a text that cannot be read (a date, an amount), beside its field.

    Attributes:
        problem: What is wrong with a text, empty when nothing is.
        said: Where it is said.
    """

    problem: Callable[[str], str]
    said: PlainLabel


@dataclass(eq=False)
class _Bound:
    """One field.

    Attributes:
        run: Joins what is kept between arriving in the field and leaving it into one undo.
        failed: Whether what it holds could not be kept.
        refused: Whether what it holds cannot be read: it stays in the field, and nothing waits
            for it.
        kept: How what was typed last reads once stored (« 3/2/26 » reads « 03/02/2026 »); None
            while it is being stored.
    """

    field: Field
    read: Read
    keep: Keep
    check: Check | None = None
    run: str = ""
    failed: bool = False
    refused: bool = False
    kept: str | None = ""

    @property
    def is_being_typed(self) -> bool:
        """Whether it must be left alone: a date is written in full once one has left it."""
        if self.failed or self.refused or self.field.is_dirty():
            return True
        typing = self.check is not None and self.field.hasFocus()
        return typing and (self.kept is None or self.kept == self.read())


class BoundFields(QObject):
    """The text fields of a screen."""

    def __init__(self, context: Context, owner: QObject) -> None:
        """Start without fields."""
        super().__init__(owner)
        self._context = context
        self._bound: list[_Bound] = []

    def bind(self, field: Field, read: Read, keep: Keep, check: Check | None = None) -> None:
        """Tie a field to a value.

        Args:
            field: The field.
            read: The stored text.
            keep: Gets the new text and the run of typing; False when it could not be kept.
            check: Tells a text that `keep` must not get.
        """
        bound = _Bound(field, read, keep, check, new_id())
        if check is not None:
            check.said.hide()
        self._bound.append(bound)
        field.installEventFilter(self)
        if isinstance(field, TextField):
            field.edited.connect(lambda text: self._keep(bound, text))
            field.was_cut.connect(self._tell_cut)
        else:
            field.setMaxLength(TEXT_LIMIT)
            field.told.connect(lambda text: self._keep(bound, text))

    def show(self) -> None:
        """Put the stored texts in the fields; one that is being typed in is left alone."""
        read_only = self._context.register.read_only
        for bound in self._bound:
            bound.field.setReadOnly(read_only)
            if not bound.is_being_typed:
                _put(bound.field, bound.read().strip())

    def restart(self) -> None:
        """Make what is typed next another undo: the fields now show another record."""
        for bound in self._bound:
            bound.run, bound.kept = new_id(), ""
            if bound.refused:
                self._refuse(bound, "")
                bound.field.set_value("")

    def flush(self) -> bool:
        """Keep what was typed.

        Returns:
            False when something could not be kept; the field still holds it.
        """
        for bound in self._bound:
            if bound.failed:
                self._keep(bound, bound.field.value())
            else:
                bound.field.flush()
        return not any(bound.failed for bound in self._bound)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            for bound in self._bound:
                if bound.field is watched:
                    bound.run = new_id()
        elif event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._left)
        return False

    def _left(self) -> None:
        """Show a date or an amount as it is stored, now that it is no longer being typed."""
        if self._context.desk.is_open:
            self.show()

    def _keep(self, bound: _Bound, text: str) -> None:
        self._refuse(bound, bound.check.problem(text) if bound.check and text else "")
        if bound.refused:
            bound.failed = False
            return
        bound.kept = None
        failed = not bound.keep(text, bound.run)
        bound.kept = bound.read()
        if failed != bound.failed:
            bound.failed = failed
            _mark(bound.field, failed)

    def _refuse(self, bound: _Bound, problem: str) -> None:
        """Say what is wrong with a text, or take that back."""
        if bound.check is None:
            return
        bound.check.said.setText(problem)
        bound.check.said.setVisible(bool(problem))
        if bound.refused != bool(problem):
            bound.refused = bool(problem)
            _mark(bound.field, bound.refused)
        if problem:
            announce(bound.field, problem)

    def _tell_cut(self, limit: int) -> None:
        self._context.messages.warn(
            f"Le texte dépasse {limit:,} caractères. Le début est gardé, la fin ne l’est pas. "
            "Le couper en deux champs, ou joindre le document.".replace(",", "\u00a0", 1)
        )


def _mark(field: Field, wrong: bool) -> None:
    """Show a red edge, or take it back."""
    field.setProperty("state", "error" if wrong else "")
    restyle(field)


def _put(field: Field, text: str) -> None:
    """Show a stored text; of a long line, its beginning."""
    if isinstance(field, TextField):
        field.set_value(text)
        return
    field.set_value(text.replace("\n", " "))
    if not field.hasFocus():
        field.setCursorPosition(0)


def title_of(record: type[Record], field: str) -> str:
    """The French words of a field, declared with it."""
    return record.model_fields[field].title or field


def labelled(
    words: str, field: QWidget, *below: QWidget, help_: str = "", kind: str = "field"
) -> QVBoxLayout:
    """A field under its label, with what is said of it under the field."""
    label = PlainLabel(words, kind=kind, wrap=True)
    label.setBuddy(field)
    if help_:
        field.setAccessibleDescription(help_)
    parts = [label, *([PlainLabel(help_, kind="help", wrap=True)] if help_ else [])]
    return column(*parts, field, *below, spacing=3)
