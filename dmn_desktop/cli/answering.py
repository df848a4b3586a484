"""What commands say: lines for a person, JSON for a program."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence


def answer(options: argparse.Namespace, data: object, *lines: str) -> None:
    """Say what was done: as JSON when the command was asked to, otherwise in lines."""
    if options.json:
        print(as_json(data))
    else:
        print("\n".join(lines))


def as_json(data: object) -> str:
    """JSON that a person can read too."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns aligned with spaces."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
