"""« Autres documents »: notices, letters, cards; filled from the register, printed as they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.patient_sheet import Element
from dmn_desktop.core.templates.facts import Origin
from dmn_desktop.core.typing import override
from dmn_desktop.services import inventory, patient_papers
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.information.elements import Elements
from dmn_desktop.ui.pages.information.part import PaperPart
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import PlainLabel

_HAND = "Ce qui manque est laissé en pointillés, à écrire à la main."
_NO_DEVICE = "Ce document porte sur un dispositif, et l’inventaire est vide."


class OtherPapers(PaperPart):
    """A choice of document and of device, and what is written in it."""

    title = "Autres documents"

    def __init__(self, context: Context) -> None:
        """Make it without document."""
        super().__init__(context)
        self._devices: list[str] = []
        self._keys = list(patient_papers.papers())
        self.document = self._choice("Document")
        for model in patient_papers.papers().values():
            self.document.addItem(model.title)
        self.device = self._choice("Dispositif concerné")
        self.small = QCheckBox("Petit format, A5")
        self.small.toggled.connect(lambda _: self.changed.emit(False))
        self._device_label = PlainLabel("Dispositif", kind="field")
        self._words = PlainLabel(_HAND, kind="help", wrap=True)
        self.elements = Elements(context, self._keep)
        self.elements.typing.connect(self._type)
        self.elements.link_asked.connect(self._go)
        self._of = ("", "")
        self._build()

    def _choice(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.activated.connect(lambda _: self._open())
        return made

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, self._context.theme.px(90))
        grid.addWidget(PlainLabel("Document", kind="field"), 0, 0)
        grid.addWidget(self.document, 0, 1)
        grid.addWidget(self._device_label, 1, 0)
        grid.addWidget(self.device, 1, 1)
        grid.addWidget(self.small, 2, 1)
        grid.addWidget(self.variants, 3, 1, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(grid)
        self.body.addWidget(self._words)
        self.body.addWidget(self.elements)
        self.body.addStretch(1)

    # Showing

    @property
    def key(self) -> str:
        """The template of the document shown."""
        return self._keys[max(self.document.currentIndex(), 0)]

    @override
    def show_route(self, route: Route) -> None:
        self.show_document(route.question, route.candidate)

    @override
    def refresh(self) -> None:
        self.show_document()

    def show_document(self, key: str = "", device_id: str = "") -> None:
        """Show a document, the one shown before without a key."""
        rows = inventory.rows(self._context.register, ("number", "name"))
        kept = device_id or self._device_id
        self._devices = [values[0] for values in rows]
        self.device.clear()
        self.device.addItems([f"DMN-{number:02d} {name}" for _, number, name in rows])
        if kept in self._devices:
            self.device.setCurrentIndex(self._devices.index(kept))
        if key in self._keys:
            self.document.setCurrentIndex(self._keys.index(key))
        self._open()

    @property
    def _device_id(self) -> str:
        place = self.device.currentIndex()
        return self._devices[place] if 0 <= place < len(self._devices) else ""

    def _open(self) -> None:
        model = patient_papers.papers()[self.key]
        about_device = model.about == "dispositif"
        for part in (self._device_label, self.device):
            part.setVisible(about_device)
        self.small.setVisible(model.family == "affiche")
        self.variants.setVisible(patient_papers.has_variants(model))
        self.variants.set_value(self.variant.value)
        self.desk = None
        place = (self.key, self._device_id if about_device else "")
        if not about_device or self._device_id:
            self.desk = patient_papers.paper(self._context.register, self.key, place[1] or None)
        self._words.setText(_HAND if self.desk else _NO_DEVICE)
        self._show_elements(restart=place != self._of)
        self._of = place
        self.changed.emit(False)

    def _show_elements(self, restart: bool) -> None:
        desk = self.desk
        device = desk.draft.subject.device if desk else None
        self.elements.show_elements(
            desk.elements if desk else (), device.code if device else "", restart
        )

    # Typing: kept in the register, so that a letter begun is found again and can be undone.

    def _type(self, name: str, value: str) -> None:
        if self.desk is not None:
            self.desk = self.desk.with_value(name, value)
            self.changed.emit(True)

    def _keep(self, name: str, value: str, run: str) -> bool:
        desk, register = self.desk, self._context.register
        if desk is None:
            return True
        found = {element.name: element.value for element in desk.elements}
        if name in desk.draft.subject.typed or found.get(name) != value:
            try:
                self._context.save(patient_papers.set_value, register, desk, name, value, run)
            except UserError:
                return False
        self.desk = patient_papers.paper(register, self.key, self._of[1] or None)
        self._show_elements(restart=False)
        self.changed.emit(True)
        return True

    def _go(self, element: Element) -> None:
        if element.origin is Origin.STRUCTURE or not self._of[1]:
            self._context.go(Route("parametres"))
        else:
            self._context.go(Route("dispositif", self._of[1], "identite"))

    @override
    def flush(self) -> bool:
        return self.elements.flush()

    # On paper

    @property
    @override
    def is_small(self) -> bool:
        return self.small.isChecked() and self.small.isVisibleTo(self)
