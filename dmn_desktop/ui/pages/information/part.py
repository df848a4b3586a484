"""The parts of the page that are no sheet: a column beside the preview, and what it draws there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.services import patient_papers
from dmn_desktop.services.paper_desk import PaperDesk, Preview
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.papers import Paper
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, column, scrolling


class Part(QWidget):
    """A column that scrolls under its heading.

    Attributes:
        changed: Something else is to be drawn; whether one is typing.
        title: The heading.
        body: The column.
    """

    changed = Signal(bool)
    title = ""

    def __init__(self, context: Context) -> None:
        """Make the column with its heading alone."""
        super().__init__()
        self.setObjectName("page")
        self._context = context
        content = QWidget()
        content.setObjectName("page")
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(18, 14, 18, 18)
        self.body.setSpacing(10)
        self.body.addWidget(PlainLabel(self.title, kind="h2"))
        self.setLayout(column(scrolling(content)))

    def show_route(self, _route: Route) -> None:
        """Show what a route names in it."""
        self.refresh()

    def refresh(self) -> None:
        """Show what the register holds."""

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        return True

    # On paper

    @property
    def format(self) -> str:
        """« A4 » or « A5 »."""
        return "A4"

    def make(self) -> Callable[[], Preview] | None:
        """What draws it, for another thread; None when there is nothing to draw."""
        return None

    def paper(self) -> Paper | None:
        """What saves and prints it; None for what is not printed as it stands."""
        return None


class PaperPart(Part):
    """A part that fills one paper, in the presentation chosen.

    Attributes:
        desk: The paper, None when it has no device yet.
        variants: The choice of a presentation.
        presentation: Its name.
    """

    presentation = "Présentation"

    def __init__(self, context: Context) -> None:
        """Make it without paper."""
        super().__init__(context)
        self.desk: PaperDesk | None = None
        self.variant = SheetVariant.STANDARD
        self.variants = Segments(self.presentation, [(v.value, v.label) for v in SheetVariant])
        self.variants.set_value(self.variant.value)
        self.variants.chosen.connect(self._variant_chosen)

    def _variant_chosen(self, key: str) -> None:
        self.variant = SheetVariant(key or self.variant.value)
        self.variants.set_value(self.variant.value)
        self.changed.emit(False)

    @property
    def is_small(self) -> bool:
        """Whether it is printed in A5."""
        return False

    @property
    @override
    def format(self) -> str:
        return "A5" if self.is_small else self.desk.model.paper if self.desk else "A4"

    @property
    def _used(self) -> SheetVariant:
        """The presentation of what has three, the only one of others."""
        has = self.desk is not None and patient_papers.has_variants(self.desk.model)
        return self.variant if has else SheetVariant.STANDARD

    @override
    def make(self) -> Callable[[], Preview] | None:
        desk, small, variant = self.desk, self.is_small, self._used
        if desk is None:
            return None
        return lambda: patient_papers.paper_preview(desk, small, variant)

    @override
    def paper(self) -> Paper | None:
        desk, small, variant = self.desk, self.is_small, self._used
        if desk is None:
            return None
        name = patient_papers.paper_name(desk, variant)
        return Paper(
            name.removesuffix(".pdf"),
            name,
            lambda path, _job: patient_papers.write_paper(desk, path, small, variant),
        )
