"""« Modèles »: the text of every template, those of letters too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.services import patient_templates
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.information.template_panel import TemplatePanel
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments

_PARTS = (("standard", "Standard et gros caractères"), ("simple", "Texte simplifié"))
_USE = "Il sert à toutes les fiches et à tous les documents de ce modèle."


class Models(QWidget):
    """A choice of template and of text, and the text."""

    def __init__(self, context: Context) -> None:
        """Build it."""
        super().__init__()
        self.setObjectName("page")
        self._context = context
        self._keys: list[str] = []
        self.model = QComboBox()
        self.model.setAccessibleName("Modèle à modifier")
        self.model.activated.connect(lambda _: self._open())
        self.parts = Segments("Texte", _PARTS)
        self.parts.set_value("standard")
        self.parts.chosen.connect(self._part_chosen)
        self._part = "standard"
        self.panel = TemplatePanel(context, self.refresh)
        content = QWidget()
        content.setObjectName("page")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(18, 14, 18, 18)
        layout.setSpacing(10)
        for part in (PlainLabel("Modèles", kind="h2"), self.model, self.parts, self.panel):
            layout.addWidget(part)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def refresh(self) -> None:
        """Show the templates there are, with a mark on those of the structure."""
        found = patient_templates.templates(self._context.register)
        place = max(self.model.currentIndex(), 0)
        self._keys = [info.key for info in found]
        words = [f"{info.title}{' (modifié)' if info.edited else ''}" for info in found]
        if words != [self.model.itemText(i) for i in range(self.model.count())]:
            self.model.clear()
            self.model.addItems(words)
            self.model.setCurrentIndex(place)
        self._open()

    def _open(self) -> None:
        key = self._keys[max(self.model.currentIndex(), 0)]
        simple = bool(patient_templates.model_of(key).simple)
        self.parts.setVisible(simple)
        self.panel.show_text(key, self._part if simple else "standard", _USE)

    def _part_chosen(self, key: str) -> None:
        self._part = key or self._part
        self.parts.set_value(self._part)
        self._open()

    def flush(self) -> bool:
        """Keep what was typed."""
        return self.panel.flush()
