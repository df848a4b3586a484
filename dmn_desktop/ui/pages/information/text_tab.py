"""« Texte »: the template in the practice's own words, and how easily it is read."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dmn_desktop.core.patient_sheet import Lost
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.services import patient_sheets, patient_templates
from dmn_desktop.ui.pages.information.lost_mentions import LostMentions
from dmn_desktop.ui.pages.information.open_sheet import OpenSheet
from dmn_desktop.ui.pages.information.reading_hints import ReadingHints
from dmn_desktop.ui.pages.information.tab import Tab
from dmn_desktop.ui.pages.information.template_panel import TemplatePanel


class TextTab(Tab):
    """The text that the shown version is set from."""

    key = "texte"
    title = "Texte"

    def __init__(self, sheet: OpenSheet) -> None:
        """Build the tab."""
        super().__init__(sheet)
        self.panel = TemplatePanel(self.context, sheet.settle)
        self.panel.typing.connect(sheet.type_text)
        self.lost = LostMentions(self.context, self._keep_reason)
        self.lost.put_back.connect(self._put_back)
        self._of = ""
        self.hints = ReadingHints()
        sheet.typed.connect(self._show_typed)
        self.body.addWidget(self.lost)
        self.body.addWidget(self.panel)
        self.body.addWidget(self.hints)
        self.body.addStretch(1)

    @override
    def refresh(self) -> None:
        desk = self.sheet.stored
        used = self.sheet.uses
        words = "Ce texte sert à cette fiche."
        if used > 1:
            words = f"Ce texte sert à {count(used, 'fiche')}. Le changer les change toutes."
        if self.sheet.variant is SheetVariant.LARGE:
            words += " Il est le même pour Standard et Gros caractères."
        self.panel.show_text(desk.model.key, self.sheet.part, words)
        self._show_lost()
        self._show_hints()

    def _show_lost(self) -> None:
        desk, part = self.sheet.shown, self.sheet.part
        place = f"{desk.sheet.id}:{part}"
        found = [one for one in desk.lost if one.part == part]
        self.lost.show_lost(found, restart=place != self._of)
        self._of = place

    def _show_typed(self) -> None:
        if self.isVisibleTo(self.window()) and self.sheet.is_open:
            self._show_lost()
            self._show_hints()

    def _keep_reason(self, lost: Lost, reason: str, run: str) -> bool:
        known = self.sheet.stored.sheet.without.get(lost.key, "")
        return known == reason or self.sheet.write(
            patient_sheets.set_reason, self.sheet.stored.sheet, lost, reason, run
        )

    def _put_back(self, lost: Lost) -> None:
        """The text may hold what is being typed: that is kept first."""
        key = self.sheet.stored.model.key
        if not self.flush():
            return
        if self.sheet.write(patient_templates.put_back, key, lost.part, lost.mention.key):
            self.panel.field.set_value(self.panel.stored())
            words = f"«{NBSP}{lost.mention.label}{NBSP}» remise dans le texte."
            self.context.messages.done(words, ("Annuler", self.context.undo))

    def focus_lost(self) -> QWidget | None:
        """Put the keyboard on the first mention that waits."""
        return self.lost.focus_first()

    def _show_hints(self) -> None:
        if self.isVisibleTo(self.window()) and self.sheet.is_open:
            words, found = self.sheet.shown.reading(self.sheet.variant)
            self.hints.show_hints(words, found, self.sheet.variant is SheetVariant.SIMPLE)

    @override
    def flush(self) -> bool:
        return all([self.panel.flush(), self.lost.flush()])
