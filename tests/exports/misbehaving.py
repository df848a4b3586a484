"""What a reading process may do; apart, so that it starts without the libraries of the tests."""

import os
import time
from pathlib import Path

from dmn_desktop.core.errors import UserError


def sleep() -> None:
    time.sleep(60)


def sleep_whatever(*_: object) -> None:
    time.sleep(60)


def eat() -> int:
    return len(b"x" * 2_000_000_000)


def die() -> None:
    os._exit(3)


def complain() -> None:
    raise UserError("Quoi", "Gardé", "À faire")


def break_down() -> None:
    raise KeyError("nothing for the user")


def give(value: int) -> dict[str, int]:
    return {"value": value}


def outcomes(paths: list[Path]) -> list[tuple[str, str, str] | int]:
    """For each file, the three parts of the refusal, or how many sheets were read."""
    from dmn_desktop.exports.xlsx.reading import read_book

    found: list[tuple[str, str, str] | int] = []
    for path in paths:
        try:
            found.append(len(read_book(path)))
        except UserError as error:
            found.append((error.happened, error.kept, error.to_do))
        except Exception as error:
            found.append(("broken", type(error).__name__, ""))
    return found


def peak_of_refusals(paths: list[Path]) -> int:
    """The most memory, in kilobytes, that refusing these files took."""
    import contextlib
    import re

    from dmn_desktop.exports.sheets.source_reading import read_source

    for path in paths:
        with contextlib.suppress(Exception):
            read_source(path, path.name)
    # Not getrusage: it counts what the process that started this one held before.
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1])
