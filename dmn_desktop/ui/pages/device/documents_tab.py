"""Documents: kept in the register or only located, with the day they speak for and their end."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout

from dmn_desktop.core.device_vocabulary import DocumentKind
from dmn_desktop.core.records import DeviceDocument, Record, today
from dmn_desktop.core.text import NBSP, day, shorten
from dmn_desktop.core.typing import override
from dmn_desktop.services import attachments, device_life
from dmn_desktop.ui.file_choice import ask_file, open_with_system, save_copy
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.pages.device.tab import Tab
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, row
from dmn_desktop.ui.widgets.wrapping import breakable

ROWS = (("name", "document_kind"), ("about_on", "ends_on", "version"), ("place",))


class DocumentsTab(Tab):
    """What proves the sheet."""

    key = "documents"
    title = "Documents"

    def __init__(self, desk: SheetDesk) -> None:
        """Make an empty list."""
        super().__init__(desk)
        self._cards: dict[str, _Document] = {}
        frame, layout = block(spacing=6)
        self._keep = button("Ajouter un fichier…", self.choose_file, "primary")
        self._locate = button("Noter un emplacement", self.add_place)
        layout.addLayout(row(PlainLabel("Documents", kind="h2"), None, self._locate, self._keep))
        self._empty = PlainLabel(
            "Aucun document. Notice, certificat, contrat\u00a0: le fichier est gardé dans le "
            "registre (25\u00a0Mo au plus), ou seul son emplacement est noté.",
            kind="help",
            wrap=True,
        )
        layout.addWidget(self._empty)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.body.addWidget(frame)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    @override
    @staticmethod
    def number(desk: SheetDesk) -> int | None:
        return len(desk.sheet.documents)

    @override
    def refresh(self) -> None:
        documents = {one.id: one for one in reversed(self.desk.sheet.documents)}
        if list(documents) != list(self._cards):
            clear(self._list)
            self._cards = {key: _Document(self.desk, one) for key, one in documents.items()}
            for card in self._cards.values():
                self._list.addWidget(card)
        for key, document in documents.items():
            self._cards[key].show_document(document)
        self._empty.setVisible(not documents)
        for part in (self._keep, self._locate):
            part.setEnabled(not self.desk.read_only)

    @override
    def flush(self) -> bool:
        kept = [card.form.flush() for card in self._cards.values()]
        return all(kept)

    def choose_file(self) -> None:
        """Ask which file to keep."""
        path = ask_file(self.desk.context, self, "Ajouter un fichier à la fiche")
        if path:
            self.add_file(path)

    def add_file(self, path: Path) -> None:
        """Keep a file in the register."""
        document = DeviceDocument(
            device_id=self.desk.device.id,
            name=path.stem or path.name,
            document_kind=_kind_of(path.name),
            version=self.desk.device.version,
        )
        if self.desk.write(device_life.add_document, document, path):
            self._cards[document.id].form.start()

    def add_place(self) -> None:
        """Note a document that is kept elsewhere."""
        document = DeviceDocument(device_id=self.desk.device.id, name="Document à nommer")
        if self.desk.write(device_life.add_document, document, None):
            self._cards[document.id].form.start()


class _Document(QFrame):
    """One document."""

    def __init__(self, desk: SheetDesk, document: DeviceDocument) -> None:
        super().__init__()
        self.setProperty("kind", "block")
        self._desk, self._document = desk, document
        self._title = PlainLabel(kind="h3", wrap=True)
        self._state = BadgeLabel(desk.context.theme)
        self._facts = PlainLabel(kind="help", wrap=True)
        self._open = button("Ouvrir une copie", self._open_copy, "small")
        self._save = button("Enregistrer sous…", self._save_as, "small")
        self._remove = button("Supprimer", self._delete, "small")
        self.form = RecordForm(desk.context, document, self._write, ROWS)
        head = row(spacing=8)
        head.addWidget(self._title, 1)
        for part in (self._state, self._open, self._save, self._remove):
            head.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._facts)
        layout.addWidget(self.form)

    def show_document(self, document: DeviceDocument) -> None:
        """Show a document; a field being typed in keeps its caret."""
        self._document = document
        self._title.setText(breakable(document.name))
        self._state.show_badge(validity(document))
        self._facts.setText(breakable(facts(document)))
        kept = bool(document.sha256)
        for part in (self._open, self._save):
            part.setVisible(kept)
        self._remove.setEnabled(not self._desk.read_only)
        for part, verb in (
            (self._open, "Ouvrir une copie"),
            (self._save, "Enregistrer sous"),
            (self._remove, "Supprimer"),
        ):
            part.setAccessibleName(f"{verb}{NBSP}: {shorten(document.name, 60)}")
        self.form.show_record(document)

    def _write(self, changed: Record, field: str, run: str) -> bool:
        assert isinstance(changed, DeviceDocument)
        if not changed.name.strip():
            return True
        return self._desk.save(changed, f"{self._desk.device.code}, document, {field}", run)

    def _delete(self) -> None:
        name = shorten(self._document.name, 40)
        self._desk.delete(self._document, f"suppression du document «{NBSP}{name}{NBSP}»")

    def _save_as(self) -> None:
        context, document = self._desk.context, self._document
        write = partial(attachments.save_as, context.register, document)
        save_copy(context, self, document.file_name, write)

    def _open_copy(self) -> None:
        """Open a copy with the program of the workstation; the kept file cannot be changed."""
        folder = Path(tempfile.mkdtemp(prefix="registre-dmn-"))
        path = folder / Path(self._document.file_name).name
        context = self._desk.context

        def run() -> None:
            attachments.save_as(context.register, self._document, path)
            open_with_system(context, path)

        context.tried(run)


def validity(document: DeviceDocument) -> Badge:
    """Whether a document still holds; an ended one stays."""
    if document.ends_on is None:
        return Badge("")
    if document.ends_on < today():
        return Badge(f"Dépassé depuis le {day(document.ends_on)}", "dang", "alert-triangle")
    return Badge(f"Valable jusqu’au {day(document.ends_on)}", "ok", "check")


def facts(document: DeviceDocument) -> str:
    """Nature, dates and file of a document in one line."""
    parts = [document.document_kind.label]
    if document.about_on:
        parts.append(f"du {day(document.about_on)}")
    parts.append(f"saisi le {day(document.added_on)}")
    if document.sha256:
        parts.append(f"fichier gardé ici{NBSP}: {document.file_name}, {_size(document.size)}")
    else:
        parts.append("gardé ailleurs")
    return ", ".join(parts) + "."


def _size(size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NBSP}ko"
    return f"{size / 1_000_000:.1f}{NBSP}Mo".replace(".", ",")


def _kind_of(name: str) -> DocumentKind:
    """A first guess from the name of a file; it can be changed."""
    words = name.casefold()
    guesses = {
        "notice": DocumentKind.INSTRUCTIONS,
        "contrat": DocumentKind.CONTRACT,
        "hds": DocumentKind.HDS,
        "aipd": DocumentKind.DPIA,
        "déclaration": DocumentKind.DECLARATION,
        "certificat": DocumentKind.CERTIFICATE,
    }
    return next((kind for word, kind in guesses.items() if word in words), DocumentKind.OTHER)
