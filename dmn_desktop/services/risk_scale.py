"""Actions on the scale by which the structure judges its risks."""

from __future__ import annotations

from dmn_desktop.core.criticality import SCALE_ID, default_scale, problems
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import RiskScale, today
from dmn_desktop.core.text import shorten
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader


def scale_of(register: Register) -> RiskScale:
    """The scale of the structure, or the program's."""
    with register.reading() as reader:
        return scale_in(reader)


def scale_in(reader: Reader) -> RiskScale:
    """The same, inside a transaction."""
    found = reader.get(RiskScale, SCALE_ID)
    return found if found is not None and not problems(found) else default_scale()


def save_scale(register: Register, scale: RiskScale, reason: str) -> RiskScale:
    """Change the scale; the numbers of the risks stay as they are.

    Raises:
        UserError: The scale cannot be used, or no reason is given.
    """
    refuse_read_only(register)
    wrong = problems(scale)
    if wrong:
        raise UserError(wrong[0], "L’échelle n’a pas changé.", "Corriger, puis enregistrer.")
    if not reason.strip():
        raise UserError("Une échelle se change avec un motif.", "Elle n’a pas changé.", "L’écrire.")
    kept = scale.but(id=SCALE_ID, reason=reason, changed_on=today())
    with register.transaction(f"échelle des risques\u00a0: {shorten(reason, 60)}") as tx:
        tx.put(kept)
    return kept


def restore_scale(register: Register, reason: str) -> RiskScale:
    """Come back to the program's scale.

    Raises:
        UserError: No reason is given.
    """
    return save_scale(register, default_scale(), reason)
