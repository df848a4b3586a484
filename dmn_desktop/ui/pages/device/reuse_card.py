"""Réutilisation: each purpose of the vendor, the answer given, and the document that proves it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from dmn_desktop.core.device_vocabulary import ReuseDecision
from dmn_desktop.core.records import Record, ReusePurpose
from dmn_desktop.core.text import shorten
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.widgets.basics import PlainLabel, button, clear, column, row


class ReuseCard(QFrame):
    """The purposes, one under the other."""

    def __init__(self, desk: SheetDesk) -> None:
        """Make an empty list."""
        super().__init__()
        self.setProperty("kind", "block")
        self._desk = desk
        self._lines: dict[str, _Purpose] = {}
        self._empty = PlainLabel(
            "Aucune finalité notée. En noter une par usage que l’éditeur ferait des données.",
            kind="help",
            wrap=True,
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._add = button("Ajouter une finalité", self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(
            row(PlainLabel("Réutilisation, finalité par finalité", kind="h2"), None, self._add)
        )
        layout.addWidget(self._empty)
        layout.addLayout(self._list)

    def add(self) -> None:
        """Add an empty purpose and put the keyboard in it."""
        purposes = self._desk.sheet.purposes
        position = max((p.position for p in purposes), default=0) + 1
        made = ReusePurpose(
            device_id=self._desk.device.id, position=position, purpose="Finalité à préciser"
        )
        if self._desk.save(made, f"{self._desk.device.code}, ajout d’une finalité"):
            self._lines[made.id].form.start()

    def refresh(self) -> None:
        """Show the purposes of the sheet; fields being typed in keep their caret."""
        purposes = {purpose.id: purpose for purpose in self._desk.sheet.purposes}
        if list(purposes) != list(self._lines):
            clear(self._list)
            self._lines = {key: _Purpose(self._desk, one) for key, one in purposes.items()}
            for line in self._lines.values():
                self._list.addWidget(line)
        for key, purpose in purposes.items():
            self._lines[key].show_purpose(purpose)
        self._empty.setVisible(not purposes)
        self._add.setEnabled(not self._desk.read_only)

    def flush(self) -> bool:
        """Keep what was typed."""
        kept = [
            line.form.flush() for line in self._lines.values()
        ]  # each one, even after a failure
        return all(kept)


class _Purpose(QWidget):
    """One purpose."""

    def __init__(self, desk: SheetDesk, purpose: ReusePurpose) -> None:
        super().__init__()
        self._desk, self._purpose = desk, purpose
        self.form = RecordForm(
            desk.context, purpose, self._save, (("purpose",), ("decision", "decided_on"))
        )
        self._piece = QComboBox()
        self._piece.setAccessibleName("Pièce")
        self._piece.activated.connect(self._attach)
        short = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._piece.setSizeAdjustPolicy(short)
        self._piece.setMinimumContentsLength(12)
        self._remove = button("Supprimer", self._delete, "small")
        layout = column(self.form, spacing=4)
        layout.addLayout(labelled("Pièce (onglet Documents)", self._piece))
        layout.addLayout(row(None, self._remove))
        self.setLayout(layout)

    def show_purpose(self, purpose: ReusePurpose) -> None:
        """Show a purpose and the documents that it can name."""
        self._purpose = purpose
        self.form.show_record(purpose)
        documents = self._desk.sheet.documents
        self._piece.clear()
        self._piece.addItem("Aucune", None)
        for document in documents:
            self._piece.addItem(shorten(document.name, 60), document.id)
        self._piece.setCurrentIndex(max(0, self._piece.findData(purpose.document_id)))
        for part in (self._piece, self._remove):
            part.setEnabled(not self._desk.read_only)
        self._remove.setAccessibleName(f"Supprimer la finalité {shorten(purpose.purpose, 40)}")

    def _save(self, changed: Record, field: str, run: str) -> bool:
        label = f"{self._desk.device.code}, {field}"
        assert isinstance(changed, ReusePurpose)
        if not changed.purpose.strip():
            return True
        if changed.decision is ReuseDecision.NONE and changed.decided_on is not None:
            changed = changed.but(decided_on=None)
        return self._desk.save(changed, label, run)

    def _attach(self, _index: int) -> None:
        changed = self._purpose.but(document_id=self._piece.currentData())
        self._desk.save(changed, f"{self._desk.device.code}, pièce d’une finalité")

    def _delete(self) -> None:
        words = shorten(self._purpose.purpose, 40)
        self._desk.delete(self._purpose, f"suppression de la finalité «\u00a0{words}\u00a0»")
