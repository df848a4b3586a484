"""A document on paper: margins, page heads and feet, flowing text, contents, bookmarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from fpdf.enums import PageMode

from dmn_desktop.core.records import now
from dmn_desktop.core.text import moment
from dmn_desktop.exports.pdf.ink import Ink, baseline
from dmn_desktop.exports.pdf.setting import (
    ASIDE,
    BODY,
    MARGIN_NOTE,
    MARGIN_STRONG,
    SECTION,
    STRONG,
    SUBSECTION,
    Line,
    Piece,
    Style,
    fit,
    set_lines,
    text_width,
)

MARGIN = 18.0
"""Millimetres left free on the four sides, but for the page head and foot."""

_HEAD_BASELINE = 11.5
_HEAD_RULE = 14.0
_FOOT_RULE = 14.5
_FOOT_LINE = 4.0
_BREATH = 2.5
"""Between the rules of head and foot and the text."""

_UNPRINTED_SHOWN = 60

FOOT = "Registre tenu par la structure, ce document n’émane pas de la HAS"


@dataclass(frozen=True)
class Identity:
    """What the head and foot of every page say.

    Attributes:
        code: Number of the project or device, « P-03 »; empty for a blank form.
        draft: Whether « Brouillon » stands on every page.
    """

    structure: str
    title: str
    code: str = ""
    draft: bool = False
    made_at: datetime = field(default_factory=now)

    @property
    def name(self) -> str:
        """« Dossier de projet · P-03 »."""
        return f"{self.title} · {self.code}" if self.code else self.title


@dataclass(frozen=True)
class Sheet:
    """A format of paper, by its name or its millimetres."""

    landscape: bool = False
    size: str | tuple[float, float] = "A4"


PORTRAIT = Sheet()
LANDSCAPE = Sheet(landscape=True)
LANDSCAPE_A3 = Sheet(landscape=True, size="A3")


class Paper:
    """A document being written, from its first page to its last.

    Attributes:
        ink: What draws.
        y: Where the next thing goes, in millimetres from the top of the page.
    """

    def __init__(self, identity: Identity, sheet: Sheet = PORTRAIT) -> None:
        """Begin with one page."""
        self._identity = identity
        title = f"{identity.name} – {identity.structure}" if identity.structure else identity.name
        self.ink = Ink(title)
        self._contents: dict[str, tuple[int, float]] = {}
        self._starts: dict[str, int] = {}
        self.page(sheet)

    def page(self, sheet: Sheet | None = None) -> None:
        """Begin a page, in the format of the last one unless told."""
        if sheet is not None:
            self._sheet = sheet
        orientation = "landscape" if self._sheet.landscape else "portrait"
        self.ink.add_page(orientation=orientation, format=self._sheet.size)
        self.y = self.top

    @property
    def left(self) -> float:
        """Abscissa of the text."""
        return MARGIN

    @property
    def width(self) -> float:
        """Width of the text."""
        return self.ink.w - 2 * MARGIN

    @property
    def top(self) -> float:
        """Ordinate of the first line of a page."""
        return MARGIN + _BREATH

    @property
    def bottom(self) -> float:
        """Ordinate that no text passes."""
        return self.ink.h - MARGIN - _BREATH

    @property
    def room(self) -> float:
        """What is left on this page."""
        return self.bottom - self.y

    @property
    def body(self) -> float:
        """Height of the text of a full page."""
        return self.bottom - self.top

    @property
    def at_top(self) -> bool:
        """Whether nothing is on this page yet."""
        return self.y <= self.top

    def need(self, high: float) -> None:
        """Begin a page unless so much is left on this one."""
        if self.room < min(high, self.body) and not self.at_top:
            self.page()

    def gap(self, high: float) -> None:
        """Leave some space, but none at the top of a page."""
        if not self.at_top:
            self.y += high

    def flow(self, *pieces: Piece, indent: float = 0.0) -> None:
        """Print pieces under each other over as many pages as they take."""
        measure = self.width - indent
        lines = set_lines(pieces, measure)
        while lines:
            count = fitting(lines, self.room, self.at_top)
            self.y = self.ink.lines(lines[:count], self.left + indent, self.y, measure)
            lines = lines[count:]
            if lines:
                self.page()

    def section(self, title: str, level: int = 0) -> None:
        """A heading with its bookmark; its page goes to the contents."""
        style = (SECTION, SUBSECTION)[min(level, 1)]
        self.need(style.line_height + 25)
        self.gap(6)
        self.bookmark(title, level)
        self.flow(Piece(title, style))
        self.y += 2.5

    def bookmark(self, title: str, level: int = 0) -> None:
        """Let readers jump here, from the outline and from the contents."""
        self.ink.set_y(self.y)
        self.ink.start_section(title, level)
        self.ink.page_mode = PageMode.USE_OUTLINES
        self._starts.setdefault(title, self.ink.page)

    def contents(self, entries: list[tuple[str, int]]) -> None:
        """The list of sections; their pages are added at the end.

        Args:
            entries: Title and level of each section, as they will be given to `section`.
        """
        for title, level in entries:
            style = STRONG if level == 0 else BODY
            self.need(style.line_height)
            indent = 6.0 * level
            words = fit(title, style, self.width - indent - 15)
            self.flow(Piece(words, style), indent=indent)
            self._contents[title] = (self.ink.page, self.y - style.line_height)
            self._leader(indent + text_width(words, style))
            self.y += 0.8

    def _leader(self, start: float) -> None:
        level = self.y - 1.3
        self.ink.set_dash_pattern(dash=0.2, gap=1.4)
        self.ink.rule(self.left + start + 2, level, self.left + self.width - 9, level)
        self.ink.set_dash_pattern()

    def finish(self) -> bytes:
        """Complete every page and give the document's bytes."""
        self._name_unprinted()
        for title, (page, y) in self._contents.items():
            if title in self._starts:
                self._number_entry(page, y, self._starts[title])
        for page in range(1, self.ink.pages_count + 1):
            self.ink.turn_to(page)
            self._head()
            self._foot(page)
        return bytes(self.ink.output())

    def _name_unprinted(self) -> None:
        """Say what stands for the characters that no face draws."""
        if not self.ink.unprinted:
            return
        codes = [f"U+{ord(char):04X}" for char in sorted(self.ink.unprinted)]
        more = ", …" if len(codes) > _UNPRINTED_SHOWN else ""
        self.gap(4)
        self.flow(
            Piece(
                "Signes que les polices du programme ne dessinent pas, imprimés □, gardés dans le "
                f"registre\u00a0: {', '.join(codes[:_UNPRINTED_SHOWN])}{more}",
                ASIDE,
            )
        )

    def _number_entry(self, page: int, y: float, target: int) -> None:
        self.ink.turn_to(page)
        number = str(target)
        x = self.left + self.width - text_width(number, BODY)
        with self.ink.untold():
            self.ink.show(x, baseline(y, BODY), number, BODY)
        link = self.ink.add_link(page=target)
        self.ink.link(self.left, y, self.width, BODY.line_height, link)

    def _head(self) -> None:
        name_width = text_width(self._identity.name, MARGIN_STRONG)
        room = self.width - name_width - 6
        with self.ink.untold():
            words = fit(self._identity.structure, MARGIN_NOTE, room)
            self.ink.show(self.left, _HEAD_BASELINE, words, MARGIN_NOTE)
            x = self.left + self.width - name_width
            self.ink.show(x, _HEAD_BASELINE, self._identity.name, MARGIN_STRONG)
        self.ink.rule(self.left, _HEAD_RULE, self.left + self.width, _HEAD_RULE)

    def _foot(self, page: int) -> None:
        rule = self.ink.h - _FOOT_RULE
        self.ink.rule(self.left, rule, self.left + self.width, rule)
        line = rule + _FOOT_LINE
        number = f"page {page} / {self.ink.pages_count}"
        with self.ink.untold():
            self.ink.show(self.left, line, moment(self._identity.made_at), MARGIN_NOTE)
            self._centre("Brouillon" if self._identity.draft else "", line, MARGIN_STRONG)
            x = self.left + self.width - text_width(number, MARGIN_NOTE)
            self.ink.show(x, line, number, MARGIN_NOTE)
            self._centre(FOOT, line + _FOOT_LINE, MARGIN_NOTE)

    def _centre(self, text: str, line: float, style: Style) -> None:
        x = self.left + (self.width - text_width(text, style)) / 2
        self.ink.show(x, line, text, style)


def fitting(lines: list[Line], room: float, whole_page: bool) -> int:
    """How many lines go into a height, without a line of a paragraph standing alone.

    Args:
        lines: What is to be printed.
        room: The height.
        whole_page: Whether no page offers more, so that at least one line must go.
    """
    count, used = 0, 0.0
    for line in lines:
        used += line.height
        if used > room + 0.01:
            break
        count += 1
    kept = _without_strays(lines, count)
    return max(kept or count, 1) if whole_page else kept


def _without_strays(lines: list[Line], count: int) -> int:
    """Move the cut up when it would leave one line of a piece alone on either side."""
    if count in (0, len(lines)) or lines[count - 1].rank != lines[count].rank:
        return count
    rank = lines[count].rank
    if count + 1 == len(lines) or lines[count + 1].rank != rank:
        count -= 1
    first = count
    while first and lines[first - 1].rank == rank:
        first -= 1
    return first if count - first < 2 else count
