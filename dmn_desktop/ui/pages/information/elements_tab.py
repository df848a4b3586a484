"""« Éléments à remplir »: what the sheet says, and from where; what is prepared; the mention."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLabel, QWidget

from dmn_desktop.core.patient_sheet import Element
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.templates.facts import Origin
from dmn_desktop.core.text import NBSP, long_day
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import SheetState, SheetVariant
from dmn_desktop.services import patient_papers, patient_sheets
from dmn_desktop.services.patient_sheets import SheetDesk
from dmn_desktop.ui.device_tabs import TAB_OF
from dmn_desktop.ui.pages.information.element_row import ElementRow
from dmn_desktop.ui.pages.information.elements import Elements
from dmn_desktop.ui.pages.information.open_sheet import OpenSheet
from dmn_desktop.ui.pages.information.tab import Tab
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, row, rule

_SIMPLE = (
    "Le texte simplifié suit les règles du facile à lire. Il ne porte pas le logo FALC"
    f"{NBSP}: celui-ci demande une relecture par des personnes concernées."
)


class ElementsTab(Tab):
    """Rows, then what to know about the sheet."""

    key = "elements"
    title = "Éléments à remplir"
    short = "À remplir"

    def __init__(self, sheet: OpenSheet) -> None:
        """Build the tab."""
        super().__init__(sheet)
        self._of = ""
        self.elements = Elements(self.context, sheet.keep_value)
        self.elements.entered.connect(sheet.mark)
        self.elements.typing.connect(sheet.type_value)
        self.elements.link_asked.connect(self._go)
        self.code = QCheckBox("Code QR de la page de la structure, en fin de fiche")
        self.code.clicked.connect(self._code_asked)
        self._changes = _Note(self, "clock", "warn")
        self._simple = _Note(self, "info-circle")
        self._standing = _Note(self, "history")
        self._mention, inner = block(spacing=6)
        self._mention_words = PlainLabel(kind="text", wrap=True)
        copied = button("Copier", self._copy, "small", "Copier la mention pour le compte rendu")
        copied.setIcon(self.context.theme.icon("copy", "ink2", 15))
        inner.addLayout(row(PlainLabel("Mention pour le compte rendu", kind="h3"), None, copied))
        inner.addWidget(self._mention_words)
        parts = (self._changes, self.elements, self.code, rule(), self._simple, self._standing)
        for part in parts:
            self.body.addWidget(part)
        self.body.addWidget(self._mention)
        self.body.addStretch(1)

    @staticmethod
    @override
    def number(desk: SheetDesk) -> int:
        return len(desk.elements)

    @override
    def refresh(self) -> None:
        desk = self.sheet.stored
        code = desk.device.code if desk.device else ""
        self.elements.show_elements(desk.elements, code, restart=self._of != desk.sheet.id)
        self._of = desk.sheet.id
        self.code.setChecked(desk.sheet.with_code)
        self.code.setEnabled(not self.sheet.read_only)
        changed = ", ".join(change.sentence for change in desk.changes)
        self._changes.show_words(
            f"Changé depuis la version validée{NBSP}: {changed}." if changed else ""
        )
        self._simple.show_words(_SIMPLE if self.sheet.variant is SheetVariant.SIMPLE else "")
        self._standing.show_words(standing(desk))
        self._show_mention(desk)

    def _show_mention(self, desk: SheetDesk) -> None:
        self._mention.setVisible(desk.device is not None)
        if desk.device is not None:
            words = patient_papers.report_mention(self.context.register, desk.device.id)
            self._mention_words.setText(words)

    def _code_asked(self, with_code: bool) -> None:
        if self.flush():
            self.sheet.write(patient_sheets.set_code, self.sheet.stored.sheet, with_code)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._mention_words.text())
        self.context.messages.done("Mention copiée. La coller dans le compte rendu.")

    def _go(self, element: Element) -> None:
        device = self.sheet.stored.device
        if element.origin is Origin.STRUCTURE or device is None:
            self.context.go(Route("parametres"))
            return
        entry = entries().get(element.field)
        tab = TAB_OF[entry.group] if entry else "donnees"
        self.context.go(Route("dispositif", device.id, tab, element.field if entry else ""))

    def focus_missing(self) -> ElementRow | None:
        """Put the keyboard on what is missing."""
        return self.elements.focus_missing()

    @override
    def flush(self) -> bool:
        return self.elements.flush()


def standing(desk: SheetDesk) -> str:
    """« Version 4 en préparation. La version 3, validée le 8 septembre 2025 …, reste … »."""
    last = desk.last
    if last is None:
        return "Brouillon. Aucune version n’est encore validée."
    by = f" par {last.validated_by}" if last.validated_by else ""
    told = f"validée le {long_day(last.validated_on)}{by}"
    if desk.pending:
        return (
            f"Version {last.position + 1} en préparation. La version {last.position}, {told}, "
            "reste celle à remettre."
        )
    if desk.state is SheetState.REVIEW:
        return f"Version {last.position}, {told}. Elle se remet encore, en attendant la suivante."
    return f"Version {last.position}, {told}. C’est celle à remettre."


class _Note(QWidget):
    """A sentence after an icon; absent without words."""

    def __init__(self, tab: Tab, icon: str, token: str = "ink2") -> None:
        super().__init__()
        self._theme = tab.context.theme
        self._icon, self._token = icon, token
        self._picture = QLabel()
        self._words = PlainLabel(kind="warning" if token == "warn" else "help", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(8)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self._theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self._picture.setPixmap(self._theme.pixmap(self._icon, self._token, 16))

    def show_words(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))
