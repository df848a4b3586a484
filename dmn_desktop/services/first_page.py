"""Opens the register of the start, and asks aside what its first page is about to ask again."""

from __future__ import annotations

from pathlib import Path

from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Answer, Candidate, OwnQuestion, QuestionMark, Structure
from dmn_desktop.services import projects
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register


def open_first(path: Path, library: Library) -> Register:
    """Open a register whose first page then shows in half of the time.

    SQL and models are worked out when first used, and kept: the window does not wait for it.
    """
    for record in (Structure, Answer, Candidate, OwnQuestion, QuestionMark):
        record.model_rebuild()
    register = registers.open_file(path)
    try:
        registers.structure_of(register)
        registers.clock_doubt(register)
        registers.next_undo(register)
        projects.prepare_list(register, library)
        with register.reading() as reader:
            reader.expired()
    except BaseException:
        register.close()
        raise
    return register
