"""Causes by the seven families, each with plain prompts and its chain of « why »."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from dmn_desktop.core.incident_analysis import Family, analysis
from dmn_desktop.core.records import Cause
from dmn_desktop.core.text import NBSP
from dmn_desktop.services import form_drafts
from dmn_desktop.services import incident_analysis as services
from dmn_desktop.ui.forms.bound_fields import BoundFields, labelled
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.pages.incident.new_line import NewItem, NewLine
from dmn_desktop.ui.widgets.basics import PlainLabel, block, column, icon_button, row, rule
from dmn_desktop.ui.widgets.fields import LineField, TextField
from dmn_desktop.ui.widgets.kept_rows import KeptRows
from dmn_desktop.ui.widgets.tab_order import follow


class CausesCard(QWidget):
    """All seven families."""

    def __init__(self, desk: IncidentDesk) -> None:
        """Make a part per family."""
        super().__init__()
        frame, layout = block(spacing=8)
        words = "Sept familles à parcourir. Rien à dire dans l’une\u00a0? Passer à la suivante."
        layout.addWidget(PlainLabel("Causes", kind="h2"))
        layout.addWidget(PlainLabel(words, kind="help", wrap=True))
        self._families = [_FamilyPart(desk, family) for family in analysis().families]
        for place, part in enumerate(self._families):
            if place:
                layout.addWidget(rule())
            layout.addWidget(part)
        self.setLayout(column(frame))

    def show_causes(self, causes: tuple[Cause, ...]) -> None:
        """Show each cause in its family."""
        for part in self._families:
            part.show_causes([one for one in causes if one.family is part.family.id])

    def flush(self) -> bool:
        """Keep what was typed."""
        kept = [part.flush() for part in self._families]
        return all(kept)


class _FamilyPart(QWidget):
    """A family with its prompts and its causes."""

    def __init__(self, desk: IncidentDesk, family: Family) -> None:
        super().__init__()
        self.family = family
        self._desk = desk
        self._causes = KeptRows[_CausePart](spacing=8)
        asked = NewItem(
            f"Cause{NBSP}: {family.title}",
            "Une cause, en une phrase",
            form_drafts.cause(family.id),
            "cause",
            f"Ajouter une cause{NBSP}: {family.title}",
        )
        self._new = NewLine(desk, asked, self._add)
        prompts = PlainLabel(" ".join(family.prompts), kind="help", wrap=True)
        layout = column(PlainLabel(family.title, kind="h3"), prompts, spacing=4)
        layout.addLayout(self._causes.layout)
        layout.addWidget(self._new)
        self.setLayout(layout)

    def show_causes(self, causes: list[Cause]) -> None:
        if self._causes.arrange(causes, lambda one: _CausePart(self._desk, one)):
            follow([self])
        for one in causes:
            self._causes[one.id].show_cause(one)
        self._new.show_draft()

    def _add(self, text: str) -> object:
        desk = self._desk
        return desk.write(services.add_cause, desk.incident, self.family.id, text)

    def flush(self) -> bool:
        kept = [part.fields.flush() for part in self._causes]
        return all(kept) and self._new.flush()


class _CausePart(QFrame):
    """A cause, and one « why » more than those that are answered."""

    def __init__(self, desk: IncidentDesk, cause: Cause) -> None:
        super().__init__()
        self._desk, self._cause = desk, cause
        self.fields = BoundFields(desk.context, self)
        text = TextField("Cause", "", (1, 4))
        self.fields.bind(text, lambda: self._cause.text, self._keep)
        remove = icon_button(
            desk.context.theme,
            "trash",
            f"Supprimer la cause{NBSP}: {cause.text[:60]}",
            self._delete,
        )
        remove.setEnabled(not desk.read_only)
        head = row(spacing=6)
        head.addWidget(text, 1)
        head.addWidget(remove)
        layout = column(spacing=4)
        layout.addLayout(head)
        self._whys: list[QWidget] = []
        for rank, words in enumerate(analysis().whys):
            holder = QWidget()
            field = LineField(f"{words} ({rank + 1})")
            self.fields.bind(
                field,
                lambda r=rank: self._why(r),
                lambda said, run, r=rank: self._keep_why(r, said, run),
            )
            inner = labelled(words, field)
            inner.setContentsMargins(18, 0, 0, 0)
            holder.setLayout(inner)
            self._whys.append(holder)
            layout.addWidget(holder)
        self.setLayout(layout)

    def show_cause(self, cause: Cause) -> None:
        self._cause = cause
        self.fields.show()
        for rank, holder in enumerate(self._whys):
            holder.setVisible(rank <= len(cause.whys))

    def _why(self, rank: int) -> str:
        return self._cause.whys[rank] if rank < len(self._cause.whys) else ""

    def _keep(self, text: str, run: str) -> bool:
        if not text:
            return True
        return bool(self._desk.write(services.save, self._cause.but(text=text), run))

    def _keep_why(self, rank: int, text: str, run: str) -> bool:
        return bool(self._desk.write(services.set_why, self._cause, rank, text, run))

    def _delete(self) -> None:
        if self._desk.write(services.remove, self._cause):
            self._desk.context.messages.done(
                "Cause supprimée. Reste 90 jours dans la Corbeille.",
                ("Annuler", self._desk.context.undo),
            )
