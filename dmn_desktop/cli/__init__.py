"""The console commands `dmn …`, for the practice's IT provider and for scheduled jobs.

Each command calls services and says what it did; nothing here opens a window. What a command
needs is imported when it runs: help answers at once, and the window starts through this room.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from dmn_desktop.cli import commands, incidents, inventory, vendor
from dmn_desktop.cli.arguments import make_parser
from dmn_desktop.core.errors import UserError

DONE, FAILED = 0, 1
"""Exit codes; `core.command_line` has the third, for a command that is not written right."""

COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "new": commands.new,
    "list": commands.list_projects,
    "check": commands.check,
    "backup": commands.back_up,
    "print": commands.print_document,
    "export": commands.export,
    "import": commands.import_json,
    "import-inventory": inventory.import_inventory,
    "schema": commands.schema,
    "triage": incidents.triage,
    "questionnaire": vendor.questionnaire,
}
"""What is done for the first word of a command line."""

_SAVED = "Ce qui était enregistré n’est pas touché."


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The command line without the program's name; that of the process when None.

    Returns:
        0 when done; 1 when it could not be, with one message on stderr; 2 when the command is
        not written as it should be.
    """
    _write_any_letter()
    try:
        options = make_parser(COMMANDS).parse_args(arguments)
        options.run(options)
        _flush()
    except SystemExit as stop:  # argparse ends this way, after its help as after an error
        return stop.code if isinstance(stop.code, int) else DONE
    except BrokenPipeError:
        _stop_answering()
        return _failed("La lecture de la réponse a été interrompue.")
    except KeyboardInterrupt:
        return _failed(f"Commande interrompue. {_SAVED}")
    except UserError as error:
        return _failed(str(error))
    except Exception as error:
        return _failed(f"Erreur inattendue du programme ({_place(error)}). {_SAVED}")
    return DONE


def _failed(message: str) -> int:
    print(" ".join(message.split("\n")), file=sys.stderr)
    return FAILED


def _write_any_letter() -> None:
    """Programs read UTF-8; a terminal that lacks a letter shows « ? » in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _flush() -> None:
    if sys.stdout is not None:  # a frozen Windows program without console
        sys.stdout.flush()


def _stop_answering() -> None:
    """Keep Python from writing, when it ends, to a reader that has gone."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _place(error: Exception) -> str:
    """« KeyError, projects.py:42 »: the type and the place of a bug, never its values."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
