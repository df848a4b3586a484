"""Widgets one under the other, one for each record, that stay when records come, go or move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.records import Record

RecordT = TypeVar("RecordT", bound=Record)
RowT = TypeVar("RowT", bound=QWidget)


class KeptRows(Generic[RowT]):
    """The rows, by record; a record keeps its row, so that what is typed in it is left alone.

    Attributes:
        layout: Where they stand.
    """

    def __init__(self, spacing: int) -> None:
        """Hold no row."""
        self.layout = QVBoxLayout()
        self.layout.setSpacing(spacing)
        self._rows: dict[str, RowT] = {}

    def __iter__(self) -> Iterator[RowT]:
        """The rows, from top to bottom."""
        return iter(self._rows.values())

    def __getitem__(self, record_id: str) -> RowT:
        """The row of a record."""
        return self._rows[record_id]

    def __contains__(self, record_id: object) -> bool:
        """Whether a record has a row."""
        return record_id in self._rows

    def place_of(self, record_id: str) -> int:
        """The place of a record, from 0."""
        return list(self._rows).index(record_id)

    def arrange(self, records: Sequence[RecordT], make: Callable[[RecordT], RowT]) -> bool:
        """Have one row for each record, in this order.

        Returns:
            Whether a row came, went or moved.
        """
        if [one.id for one in records] == list(self._rows):
            return False
        former, self._rows = self._rows, {}
        for place, one in enumerate(records):
            self._rows[one.id] = former.pop(one.id) if one.id in former else make(one)
            self.layout.insertWidget(place, self._rows[one.id])
        for gone in former.values():
            self.layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        return True
