"""Actions on the practice's own questions, shown beside the official ones."""

from __future__ import annotations

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import OwnQuestion
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.register import Register, refuse_read_only


def list_own(register: Register) -> list[OwnQuestion]:
    """The practice's questions that are in use, in order."""
    with register.reading() as reader:
        return [q for q in reader.find(OwnQuestion, order="number") if not q.retired]


def add(register: Register, text: str) -> OwnQuestion:
    """Add a question to every project.

    Raises:
        UserError: It has no words.
    """
    refuse_read_only(register)
    if len(text.strip()) < 3:
        raise UserError("La question est vide.", "Rien n’a été ajouté.", "L’écrire en une phrase.")
    with register.transaction("nouvelle question de la structure") as tx:
        question = OwnQuestion(number=next_number(tx, "M"), text=text.strip())
        tx.put(question)
    return question
