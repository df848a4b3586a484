"""Right of the sheet: what the device waits for, and what changed last."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dmn_desktop.core.device_vocabulary import PointState
from dmn_desktop.core.due_dates import DONE, Due, Urgency, due_on_sheet
from dmn_desktop.core.records import Point, today
from dmn_desktop.core.text import NBSP, count, day, shorten
from dmn_desktop.services import device_life, patient_summaries
from dmn_desktop.services import history as history_services
from dmn_desktop.ui.pages.device.patients_card import show_sheets
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, icon_button, row, rule
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.picture import Picture
from dmn_desktop.ui.widgets.wrapping import breakable

ICONS = {
    Urgency.LATE: ("urgent", "dang"),
    Urgency.SOON: ("clock", "warn"),
    Urgency.LATER: ("clock", "ink2"),
    Urgency.UNDATED: ("circle-dashed", "warn"),
}
WORDS = {
    Urgency.LATE: "En retard",
    Urgency.SOON: "À faire",
    Urgency.LATER: "Plus tard",
    Urgency.UNDATED: "À faire",
}
"""Icon, colour and word of each urgency."""

CHANGES = 5
SHOWN = 5
"""Lines shown at first."""

LONG = 200
"""Characters of a line that are shown at first."""


class SideColumn(QWidget):
    """The blocks at the right, under the tabs when there is little room."""

    def __init__(self, desk: SheetDesk) -> None:
        """Make empty blocks."""
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._dropping: QWidget | None = None
        self._shown_id = ""
        self._all = False
        todo, self._todo = _block("À faire sur cette fiche")
        patients, self._patients = _block("Information patient")
        changes, self._changes = _block("Derniers changements")
        self._add = LineField("Nouveau point à traiter", "Noter un point…")
        self._add.returnPressed.connect(self._add_point)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        todo_layout = todo.layout()
        assert isinstance(todo_layout, QVBoxLayout)
        todo_layout.addWidget(self._add)
        layout.addWidget(todo)
        layout.addWidget(patients)
        layout.addWidget(changes)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show what the sheet says now."""
        sheet = self._desk.sheet
        if sheet.device.id != self._shown_id:
            self._shown_id, self._all = sheet.device.id, False
        self._dropping = None
        due = due_on_sheet(sheet.device, today(), sheet.documents, sheet.points, sheet.risks)
        asked = any(p.task.startswith("patient_sheet") for p in (d.point for d in due) if p)
        if not asked:  # else the point of a new version says the same
            waiting = patient_summaries.due_of(self._desk.context.register, sheet.device.id)
            late = sum(one.urgency is Urgency.LATE for one in due)
            due = (*due[:late], *waiting, *due[late:])
        self._show_due(due)
        show_sheets(self._patients, self._desk)
        self._show_changes()
        self._add.setVisible(not self._desk.read_only)

    def _show_due(self, due: Sequence[Due]) -> None:
        clear(self._todo)
        if not due:
            self._todo.addWidget(PlainLabel("Rien à faire.", kind="help"))
        shown = due if self._all else due[:SHOWN]
        for place, one in enumerate(shown):
            if place:
                self._todo.addWidget(rule())
            self._todo.addWidget(self._line(one))
        if len(due) > len(shown):
            more = button(f"et {count(len(due) - len(shown), 'autre')}", self._show_all, "quiet")
            self._todo.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self) -> None:
        self._all = True
        self.refresh()

    def _line(self, one: Due) -> QWidget:
        theme = self._desk.context.theme
        icon, token = ICONS[one.urgency]
        picture = Picture(theme, icon, token, 18)
        picture.setAccessibleName(WORDS[one.urgency])
        text = PlainLabel(breakable(one.text), kind="text", wrap=True)
        for part in (picture, text):
            part.setContentsMargins(0, 4, 0, 0)
        text.setAlignment(Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text, 1)
        ends_here = (one.point is not None and one.verb == DONE) or one.key in ("revue", "examen")
        if not (self._desk.read_only and ends_here):
            act = button(one.verb, lambda: self._act(one), "quiet", f"{one.verb}{NBSP}: {one.text}")
            line.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        if one.point is not None and one.verb != DONE and not self._desk.read_only:
            words = f"{DONE}{NBSP}: {one.text}"
            done = icon_button(
                theme, "check", words, partial(self._end, one.point, PointState.DONE)
            )
            done.setToolTip(DONE)
            line.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
        if one.point is not None and not self._desk.read_only:
            drop = icon_button(
                theme, "circle-minus", f"Écarter{NBSP}: {one.text}", lambda: self._drop(one, outer)
            )
            drop.setToolTip("Écarter")  # a tooltip reads HTML, what people wrote is not shown there
            line.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(line)
        if len(one.text) > LONG:
            self._fold(one.text, text, outer)
        words = _note(one)
        if words:
            note = PlainLabel(breakable(words), kind="help", wrap=True)
            note.setContentsMargins(theme.px(26), 0, 0, 0)
            outer.addWidget(note)
        return holder

    def _fold(self, full: str, text: PlainLabel, outer: QVBoxLayout) -> None:
        """Show the beginning of a long text, the rest on demand."""
        text.setText(breakable(shorten(full, LONG)))

        def show_all() -> None:
            text.setText(breakable(full))
            more.hide()

        more = button("Tout lire", show_all, "quiet")
        outer.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _act(self, one: Due) -> None:
        if one.point is not None and one.verb == DONE:
            self._end(one.point, PointState.DONE)
        elif one.tab == "patients":
            self._desk.context.go(Route("information", "" if one.point else one.key))
        elif one.key == "revue":
            self._desk.keep("reviewed_on", today(), "")
            self._desk.context.messages.done(
                "Fiche relue aujourd’hui.", ("Annuler", self._desk.context.undo)
            )
        elif one.key == "examen":
            self._desk.keep("to_examine", value=False, run="")
        elif one.key == "completer":
            self._desk.go_to_missing()
        else:
            self._desk.go(one.tab, one.field)

    def _drop(self, one: Due, layout: QVBoxLayout) -> None:
        """Ask for the reason in place."""
        if self._dropping is not None:
            return
        reason = LineField("Motif", "Motif, puis Entrée")
        holder = QWidget()
        holder.setLayout(row(reason, button("Écarter", reason.returnPressed.emit, "small")))
        self._dropping = holder

        def end() -> None:
            assert one.point is not None
            if reason.value():
                self._dropping = None
                self._end(one.point, PointState.DROPPED, reason.value())
            else:
                reason.setFocus()

        reason.returnPressed.connect(end)
        layout.addWidget(holder)
        reason.setFocus()

    def _end(self, point: Point, state: PointState, reason: str = "") -> None:
        if self._desk.write(device_life.end_point, point, state, reason):
            self._desk.context.messages.done(
                f"{state.label}{NBSP}: {point.text}", ("Annuler", self._desk.context.undo)
            )

    def _add_point(self) -> None:
        text = self._add.value()
        if text and self._desk.write(device_life.add_point, self._desk.device, text):
            self._add.set_value("")

    def _show_changes(self) -> None:
        clear(self._changes)
        context, device = self._desk.context, self._desk.device
        lines = history_services.page(context.register, CHANGES, of=[device.id])
        for line in lines:
            at = line.at.astimezone()
            when = f"{at:%H:%M}" if at.date() == today() else f"{at:%d/%m/%y}"
            stamp = PlainLabel(when, kind="help")
            context.theme.hold(stamp, least=58, most=58)
            words = line.what.removeprefix(f"{device.code}, ")
            text = PlainLabel(breakable(f"{words[:1].upper()}{words[1:]}"), kind="text", wrap=True)
            pair = row(stamp, spacing=4)
            pair.addWidget(text, 1)
            pair.setAlignment(stamp, Qt.AlignmentFlag.AlignTop)
            self._changes.addLayout(pair)
        if lines:
            self._changes.addWidget(
                button("Tout l’historique", lambda: self._desk.go("historique"), "quiet"),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )


def _note(one: Due) -> str:
    """When it is due, and why; an end that tells its own day is not told twice."""
    if one.due is None or day(one.due) in one.why:
        return one.why
    why = f"{NBSP}– {one.why}" if one.why else ""
    return f"{WORDS[one.urgency]}{NBSP}: {day(one.due)}{why}"


def _block(title: str) -> tuple[QFrame, QVBoxLayout]:
    """A block with a title and the place of its lines."""
    frame, layout = block(spacing=8)
    layout.addWidget(PlainLabel(title, kind="h2"))
    lines = QVBoxLayout()
    lines.setSpacing(6)
    layout.addLayout(lines)
    return frame, lines
