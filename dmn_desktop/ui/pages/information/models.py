"""« Modèles »: the text of every template, those of letters too, with what it gives on paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.patient_sheet import Lost
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typing import override
from dmn_desktop.services import patient_models, patient_templates
from dmn_desktop.services.paper_desk import Preview
from dmn_desktop.services.patient_models import Sample
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.information.lost_mentions import LostMentions
from dmn_desktop.ui.pages.information.part import Part
from dmn_desktop.ui.pages.information.template_panel import TemplatePanel
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, row

_PARTS = (("standard", "Standard et gros caractères"), ("simple", "Texte simplifié"))
_USE = "Il sert à toutes les fiches et à tous les documents de ce modèle."


class Models(Part):
    """A choice of template and of text, and the text."""

    title = "Modèles"

    def __init__(self, context: Context) -> None:
        """Build it."""
        super().__init__(context)
        self._keys: list[str] = []
        self._sample: Sample | None = None
        self.model = QComboBox()
        self.model.setAccessibleName("Modèle à modifier")
        self.model.activated.connect(lambda _: self._open())
        self.parts = Segments("Texte", _PARTS)
        self.parts.set_value("standard")
        self.parts.chosen.connect(self._part_chosen)
        self._part = "standard"
        self._about = PlainLabel(kind="help", wrap=True)
        self.lost = LostMentions(context)
        self.lost.put_back.connect(self._put_back)
        self.panel = TemplatePanel(context, self.refresh)
        self.panel.typing.connect(self._typed)
        self.body.addWidget(self.model)
        self.body.addLayout(row(self.parts, None))
        for part in (self._about, self.lost, self.panel):
            self.body.addWidget(part)
        self.body.addStretch(1)

    @override
    def refresh(self) -> None:
        # With a mark on those of the structure.
        found = patient_templates.templates(self._context.register)
        place = max(self.model.currentIndex(), 0)
        self._keys = [info.key for info in found]
        words = [f"{info.title}{' (modifié)' if info.edited else ''}" for info in found]
        if words != [self.model.itemText(i) for i in range(self.model.count())]:
            self.model.clear()
            self.model.addItems(words)
            self.model.setCurrentIndex(place)
        self._open()

    @property
    def _key(self) -> str:
        return self._keys[max(self.model.currentIndex(), 0)]

    @property
    def _shown_part(self) -> str:
        return self._part if patient_templates.model_of(self._key).simple else "standard"

    def _open(self) -> None:
        self.parts.setVisible(bool(patient_templates.model_of(self._key).simple))
        self.panel.show_text(self._key, self._shown_part, _USE)
        self._sample = patient_models.sample(self._context.register, self._key)
        self._about.setText(f"Aperçu avec {self._sample.about}.")
        self._show_lost()
        self.changed.emit(False)

    def _part_chosen(self, key: str) -> None:
        self._part = key or self._part
        self.parts.set_value(self._part)
        self._open()

    def _typed(self, text: str) -> None:
        """Draw a text as it is typed, when it can be used."""
        if self._sample is not None and patient_templates.problem(text) is None:
            self._sample = self._sample.with_text(self._shown_part, text)
            self._show_lost()
            self.changed.emit(True)

    def _show_lost(self) -> None:
        lost = self._sample.lost if self._sample else ()
        self.lost.show_lost([one for one in lost if one.part == self._shown_part])

    def _put_back(self, lost: Lost) -> None:
        if not self.flush():
            return
        register = self._context.register
        try:
            self._context.save(
                patient_templates.put_back, register, self._key, lost.part, lost.mention.key
            )
        except UserError:
            return
        self.panel.field.set_value(self.panel.stored())
        self.refresh()
        words = f"«{NBSP}{lost.mention.label}{NBSP}» remise dans le texte."
        self._context.messages.done(words, ("Annuler", self._context.undo))

    @override
    def flush(self) -> bool:
        return self.panel.flush()

    # On paper

    @property
    @override
    def format(self) -> str:
        return self._sample.desk.model.paper if self._sample else "A4"

    @override
    def make(self) -> Callable[[], Preview] | None:
        sample, part = self._sample, self._shown_part
        return (lambda: patient_models.preview(sample, part)) if sample else None
