"""An annexe 2 table that comes back, line by line beside what the register holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dmn_desktop.core.comparison import compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Assessment
from dmn_desktop.core.vendor_return import LineStatus
from dmn_desktop.core.vocabulary import Judgement


@dataclass(frozen=True)
class ReadLine:
    """What a table says of one candidate on one line.

    Attributes:
        row: Number of the line of annexe 2, None when it is not recognised.
        label: The words of the table.
        candidate_id: None when the column is not recognised.
        header: The words above the column.
        how: How the line and the column were recognised, for people.
    """

    row: int | None
    label: str
    candidate_id: str | None
    header: str
    judgement: Judgement
    text: str
    how: str


@dataclass(frozen=True)
class Annexe2Line:
    """One line to accept or not.

    Attributes:
        candidate: Name of the candidate; the words above the column when it is unknown.
        before: What the register holds now, None when nothing.
        shown: What the screen shows now: the user's words, or those made from the answers.
    """

    read: ReadLine
    candidate: str
    status: LineStatus
    before: Assessment | None
    shown: str

    @property
    def can_be_accepted(self) -> bool:
        """Whether accepting it changes something."""
        return self.status in (LineStatus.NEW, LineStatus.REPLACES)

    def accepted(self, project_id: str) -> Assessment:
        """The assessment that accepting makes; what the table leaves empty stays as it was."""
        row, candidate_id = self.read.row, self.read.candidate_id
        if row is None or candidate_id is None:
            raise ValueError("a line without number cannot be accepted")
        before = self.before or Assessment(
            id=Assessment.id_for(candidate_id, row),
            project_id=project_id,
            candidate_id=candidate_id,
            row=row,
        )
        line = _plain(self.read.text)
        own_words = line and line != _plain(self.shown)
        return before.but(
            judgement=self.read.judgement or before.judgement,
            line=line if own_words else before.line,
        )


def review_lines(dossier: Dossier, lines: Iterable[ReadLine]) -> tuple[Annexe2Line, ...]:
    """Set the lines of a table beside the register, those without number last."""
    stored = {(a.candidate_id, a.row): a for a in dossier.assessments}
    cells = {
        (cell.candidate.id, line.row.n): cell for line in compare(dossier) for cell in line.cells
    }
    names = {c.id: f"{dossier.letter(c)} {c.name}" for c in dossier.compared}
    found = []
    for read in lines:
        key = (read.candidate_id or "", read.row or 0)
        cell = cells.get(key)
        if cell is None:
            header = names.get(read.candidate_id or "", read.header)
            found.append(Annexe2Line(read, header, LineStatus.UNKNOWN, None, ""))
            continue
        before = stored.get(key)
        status = _status(read, before, cell.judgement, cell.line)
        found.append(Annexe2Line(read, names[key[0]], status, before, cell.line))
    return tuple(sorted(found, key=lambda line: line.status is LineStatus.UNKNOWN))


def _status(
    read: ReadLine, before: Assessment | None, judgement: Judgement, shown: str
) -> LineStatus:
    same_text = not read.text or _plain(read.text) == _plain(shown)
    same_judgement = read.judgement in (Judgement.NONE, judgement)
    if same_text and same_judgement:
        return LineStatus.SAME
    replaces_text = not same_text and before is not None and before.line
    replaces_judgement = not same_judgement and before is not None and before.judgement
    return LineStatus.REPLACES if replaces_text or replaces_judgement else LineStatus.NEW


def _plain(text: str) -> str:
    """Words alone: spreadsheets change spaces and line ends."""
    return " ".join(text.split())
