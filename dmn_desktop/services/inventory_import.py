"""Importing a practice's own table: read apart, planned in full, written as one step."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.inventory_import.choices import NO_CHOICE, Choices, choices_text, read_choices
from dmn_desktop.core.inventory_import.duplicates import Known
from dmn_desktop.core.inventory_import.fields import targets
from dmn_desktop.core.inventory_import.plan import Double, Doubled, Line, Plan, Question
from dmn_desktop.core.inventory_import.proposing import make_plan
from dmn_desktop.core.inventory_import.source import Source
from dmn_desktop.core.records import Device, Point, stable_id
from dmn_desktop.core.text import NBSP, TEXT_LIMIT, count, shorten
from dmn_desktop.core.vocabulary import Nature
from dmn_desktop.services.inventory import SERIES, put_new, rows
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.register import Register, Stopped, Watch, refuse_read_only
from dmn_desktop.services.returned_files import take_copy
from dmn_desktop.store.transaction import Transaction

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt", ".json")
"""Names of files that are offered; what they are is told by their content."""

SECONDS, MEGABYTES = 5.0, 300
"""Limits of the process that reads; a large file that was found sound gets more."""


@dataclass(frozen=True)
class Imported:
    """What an import did: identifiers of devices."""

    added: tuple[str, ...]
    completed: tuple[str, ...]
    skipped: int


def read_file(path: Path, encoding: str = "", watch: Watch | None = None) -> Source:
    """Read a table in a process apart. Needs no register: may run in a worker thread.

    Raises:
        UserError: The file is refused, with the reason.
        Stopped: The watch said so.
    """
    from dmn_desktop.exports.writing import Cancelled

    try:
        return _read_apart(path, encoding, watch or Watch())
    except Cancelled as error:
        raise Stopped from error


def _read_apart(path: Path, encoding: str, watch: Watch) -> Source:
    from dmn_desktop.exports.isolated import run_isolated
    from dmn_desktop.exports.sheets.source_reading import TooMuchForNow, read_apart

    copy = take_copy(path)
    with tempfile.TemporaryDirectory(prefix="registre-dmn-") as folder:
        kept = Path(folder) / "tableau"
        kept.write_bytes(copy.content)
        found = run_isolated(
            read_apart,
            kept,
            copy.name,
            encoding,
            seconds=SECONDS,
            megabytes=MEGABYTES,
            cancelled=watch.stopped,
        )
        if isinstance(found, TooMuchForNow):
            found = run_isolated(
                read_apart,
                kept,
                copy.name,
                encoding,
                False,
                seconds=found.seconds,
                megabytes=found.megabytes,
                cancelled=watch.stopped,
            )
    if isinstance(found, TooMuchForNow):  # pragma: no cover - not asked to be small any more
        raise TypeError("a large file was measured twice")
    return found


def known_devices(register: Register) -> tuple[Known, ...]:
    """What the register already holds, as plain data for a plan."""
    names = [target.name for target in targets().values()]
    found = rows(register, ("number", *names))
    return tuple(
        Known(row[0], f"DMN-{row[1]:02d}", dict(zip(names, row[2:], strict=True))) for row in found
    )


def propose(
    source: Source, choices: Choices = NO_CHOICE, known: Sequence[Known] = ()
) -> Plan | Question:
    """What importing would do. Needs no register: may run in a worker thread.

    Raises:
        UserError: The file holds no table.
    """
    return make_plan(source, choices, known)


def prepare(register: Register, path: Path, choices: Choices = NO_CHOICE) -> Plan | Question:
    """Read a table and say what importing it would do; nothing is changed.

    Raises:
        UserError: The file is refused, or holds no table.
    """
    return propose(read_file(path, choices.encoding), choices, known_devices(register))


def apply(
    register: Register,
    plan: Plan,
    doubled: Mapping[int, Doubled] | None = None,
    watch: Watch | None = None,
) -> Imported:
    """Write the lines of a plan as one step.

    It may run aside, if nobody uses the register meanwhile.

    Args:
        register: Where.
        plan: What was reviewed.
        doubled: For each line that is already there, what is done with it.
        watch: Told how many lines are written.

    Raises:
        UserError: There is nothing to write, or a device changed since; nothing is kept.
        Stopped: The watch said so; nothing is kept.
    """
    refuse_read_only(register)
    watch = watch or Watch()
    chosen = {d.line: (doubled or {}).get(d.line, d.proposed) for d in plan.doubles}
    todo = [line for line in plan.lines if chosen.get(line.number) is not Doubled.SKIP]
    if not todo:
        raise UserError(
            "Il n’y a aucun dispositif à importer.",
            "Rien n’a été modifié.",
            "Choisir un autre fichier, ou ce qu’il faut faire des doublons.",
        )
    writer = _Writer(plan)
    label = f"import de {count(len(todo), 'dispositif')} depuis {shorten(plan.file_name, 40)}"
    with register.transaction(label) as tx:
        for i, line in enumerate(todo):
            writer.write(tx, line, chosen.get(line.number))
            watch.step(i, len(todo))
    return Imported(tuple(writer.added), tuple(writer.completed), len(plan.lines) - len(todo))


class _Writer:
    """Writes lines one after the other."""

    def __init__(self, plan: Plan) -> None:
        self.added: list[str] = []
        self.completed: list[str] = []
        self._plan = plan
        self._doubles = plan.doubled
        self._made: dict[str, str] = {}

    def write(self, tx: Transaction, line: Line, chosen: Doubled | None) -> None:
        double = self._doubles.get(line.number)
        if double is not None and chosen is Doubled.COMPLETE:
            device = self._complete(tx, line, double)
        else:
            device = Device.model_validate(
                {"nature": Nature.UNKNOWN, **line.values, "number": next_number(tx, SERIES)}
            )
            put_new(tx, device)
            self.added.append(device.id)
        self._made[self._plan.layout.line_words(line.number)] = device.id
        for point in _points(self._plan, line, device):
            tx.put(point)

    def _complete(self, tx: Transaction, line: Line, double: Double) -> Device:
        """Fill what is empty on the sheet that is already there; what it says stays."""
        known_id = double.known_id or self._made.get(double.other, "")
        before = tx.get(Device, known_id) if known_id else None
        if before is None:
            raise UserError(
                f"La fiche {double.other} n’est plus là, ou n’est pas importée.",
                "Rien n’a été importé.",
                "Relire le fichier, ou choisir «\u00a0Ajouter\u00a0».",
            )
        fills = {
            name: line.values[name]
            for name in double.fills
            if getattr(before, name) in (None, "", ())
        }
        after = before.but(**fills)
        tx.put(after)
        self.completed.append(after.id)
        return after


def _points(plan: Plan, line: Line, device: Device) -> list[Point]:
    """What a person must look at, kept with the device: nothing that the file said is lost."""
    texts = [
        (
            f"import:{flag.exchange}:{flag.address}",
            f"Import, «{NBSP}{flag.column}{NBSP}»{NBSP}: «{NBSP}{flag.text}{NBSP}». {flag.reason}",
        )
        for flag in line.flags
    ]
    if line.left:
        told = "\n".join(f"{title}{NBSP}: {text}" for title, text in line.left)
        texts.append(("import:reste", f"Import, colonnes sans champ{NBSP}:\n{told}"))
    return [_point(device, f"{task}:{plan.file_name}", text) for task, text in texts]


def _point(device: Device, task: str, text: str) -> Point:
    return Point(
        id=stable_id("point", device.id, task),
        device_id=device.id,
        task=task,
        text=text[:TEXT_LIMIT],
    )


def save_refused(plan: Plan, path: Path) -> None:
    """Write the rows that are not imported as a spreadsheet: where, why, what they say."""
    from dmn_desktop.exports.xlsx.book import Column
    from dmn_desktop.exports.xlsx.table import write_table

    columns = (Column("Place", 14), Column("Motif", 40), Column("Contenu", 90))
    lines = ([plan.layout.line_words(r.number), r.reason, r.text] for r in plan.refused)
    write_table(path, "Lignes écartées", columns, lines)


def save_choices(plan: Plan, path: Path) -> None:
    """Write the decisions about a table, to read the next one the same way."""
    from dmn_desktop.exports.writing import write_content

    columns = {c.key: c.exchange for c in plan.columns if c.exchange in targets()}
    columns |= {c.key: "" for c in plan.columns if c.refused}
    choices = plan.choices.but(columns={**columns, **plan.choices.columns})
    write_content(path, choices_text(choices).encode(), lambda made: _check(made, choices))


def _check(path: Path, choices: Choices) -> None:
    from dmn_desktop.exports.writing import Unreadable

    if read_choices(path) != choices:
        raise Unreadable("the decisions differ")
