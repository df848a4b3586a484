"""« Texte »: the template in the practice's own words, and how easily it is read."""

from __future__ import annotations

from typing_extensions import override

from dmn_desktop.core.text import count
from dmn_desktop.core.vocabulary import SheetVariant
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
        self.hints = ReadingHints()
        sheet.typed.connect(self._show_hints)
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
        lacking = [mention.label for mention in desk.draft.lacking(self.sheet.part)]
        self.panel.show_text(desk.model.key, self.sheet.part, words, lacking)
        self._show_hints()

    def _show_hints(self) -> None:
        if self.isVisibleTo(self.window()) and self.sheet.is_open:
            words, found = self.sheet.shown.reading(self.sheet.variant)
            self.hints.show_hints(words, found, self.sheet.variant is SheetVariant.SIMPLE)

    @override
    def flush(self) -> bool:
        return self.panel.flush()
