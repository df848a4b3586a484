"""What happens to a declaration: sent with its proof, answered, set aside with a reason, late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dmn_desktop.core.countdown import Countdown, countdown, pressing
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.incident_vocabulary import (
    DeclarationState,
    DeclarationStatus,
    IncidentDocumentKind,
)
from dmn_desktop.core.records import Declaration, DeclarationPart, Incident, IncidentDocument
from dmn_desktop.core.text import NBSP, shorten
from dmn_desktop.services import form_drafts
from dmn_desktop.services.attachments import read_for_keeping
from dmn_desktop.services.declaration_sections import owner_of
from dmn_desktop.services.incident_deadlines import after_sending
from dmn_desktop.services.incident_file import existing, present, waiting_by_incident
from dmn_desktop.services.incident_pieces import put_document
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Transaction


@dataclass(frozen=True)
class Sent:
    """How a part was sent.

    Attributes:
        by: Function of who sent it.
        to: The way it went: portal, address.
        receipt: Number given in return.
    """

    at: datetime
    by: str = ""
    to: str = ""
    receipt: str = ""


@dataclass(frozen=True)
class Waiting:
    """A sending that waits."""

    incident: Incident
    declaration: Declaration
    part: DeclarationPart
    countdown: Countdown


def mark_sent(
    register: Register, part: DeclarationPart, sent: Sent, file: Path | None = None
) -> tuple[DeclarationPart, tuple[str, ...]]:
    """Note that a part was sent, with its proof; parts that follow are counted from there.

    Returns:
        The part, and what to say of the deadlines that moved.

    Raises:
        UserError: The proof cannot be read.
    """
    refuse_read_only(register)
    content = read_for_keeping(file) if file is not None else None
    with register.transaction(f"envoi noté{NBSP}: {shorten(part.name.lower(), 40)}") as tx:
        declaration, whole = owner_of(tx, part)
        changed = part.but(sent_at=sent.at, sent_by=sent.by, sent_to=sent.to, receipt=sent.receipt)
        if content is not None and file is not None:
            proof = IncidentDocument(
                incident_id=whole.incident.id,
                document_kind=IncidentDocumentKind.RECEIPT,
                name=f"Preuve d’envoi, {declaration.name}",
                about_on=whole.incident.here(sent.at).date(),
            )
            changed = changed.but(document_id=put_document(tx, proof, content, file.name).id)
        tx.put(changed)
        said = after_sending(tx, whole.incident, changed)
        put_state(tx, declaration)
        form_drafts.drop(tx, whole.incident.id, form_drafts.sending(part.id))
    return changed, tuple(said)


def unsend(register: Register, part: DeclarationPart) -> DeclarationPart:
    """Take back that a part was sent: its deadline counts again; the proof stays as a document."""
    refuse_read_only(register)
    changed = part.but(sent_at=None, sent_by="", sent_to="", receipt="", document_id=None)
    with register.transaction(f"envoi retiré{NBSP}: {shorten(part.name.lower(), 40)}") as tx:
        declaration, whole = owner_of(tx, part)
        tx.put(changed)
        after_sending(tx, whole.incident, changed)
        put_state(tx, declaration)
    return changed


def put_state(tx: Transaction, declaration: Declaration) -> None:
    """A declaration is sent when all its parts that have a deadline are."""
    parts = tx.find(DeclarationPart, order="position", declaration_id=declaration.id)
    first = parts[:1]
    dated = [p for p in parts if p.immediate or p.due_at or p.due_on] or first
    done = all(part.sent_at is not None for part in (*first, *dated))
    state = DeclarationState.SENT if done else DeclarationState.TO_SEND
    tx.put(declaration.but(state=state, reason="", refused_by="", refused_on=None))


def refuse(register: Register, declaration: Declaration, reason: str, by: str) -> Declaration:
    """Set a proposed declaration aside, with the reason kept.

    Raises:
        UserError: The reason or the person is missing.
    """
    refuse_read_only(register)
    for text, what in ((reason, "le motif"), (by, "la fonction de qui décide")):
        if not text.strip():
            raise UserError(
                f"Il manque {what}{NBSP}: une déclaration proposée s’écarte avec un motif.",
                "Elle reste à faire.",
                "L’écrire en une phrase.",
            )
    instant = present(register)
    with register.transaction(f"déclaration écartée{NBSP}: {shorten(declaration.name, 40)}") as tx:
        incident = existing(tx, declaration.incident_id)
        changed = declaration.but(
            state=DeclarationState.REFUSED,
            reason=reason.strip(),
            refused_by=by.strip(),
            refused_on=incident.here(instant).date(),
        )
        tx.put(changed)
        form_drafts.drop(tx, incident.id, form_drafts.refusal(declaration.id))
    return changed


def resume(register: Register, declaration: Declaration) -> Declaration:
    """Take up again a declaration that was set aside; its deadline never stopped."""
    refuse_read_only(register)
    changed = declaration.but(
        state=DeclarationState.TO_SEND, reason="", refused_by="", refused_on=None
    )
    with register.transaction(f"déclaration reprise{NBSP}: {shorten(declaration.name, 40)}") as tx:
        tx.put(changed)
    return changed


def note_reply(
    register: Register, declaration: Declaration, text: str, on: date | None = None, run: str = ""
) -> Declaration:
    """Note what the recipient answered; nothing answered has no day.

    Args:
        register: Where.
        declaration: The declaration before.
        text: What the recipient answered.
        on: The day; the one noted before unless told, else today.
        run: Joins the saves of one stretch of typing into one undo.
    """
    refuse_read_only(register)
    instant = present(register)
    label = f"réponse notée{NBSP}: {shorten(declaration.name, 40)}"
    with register.transaction(label, run) as tx:
        incident = existing(tx, declaration.incident_id)
        said = text or on or declaration.reply_document_id
        day = on or declaration.replied_on or incident.here(instant).date() if said else None
        changed = declaration.but(reply=text, replied_on=day)
        tx.put(changed)
    return changed


def attach_reply(register: Register, declaration: Declaration, file: Path) -> Declaration:
    """Keep the document of a reply in the register.

    Raises:
        UserError: The document cannot be read, or is too large.
    """
    refuse_read_only(register)
    content = read_for_keeping(file)
    instant = present(register)
    with register.transaction(f"réponse jointe{NBSP}: {shorten(declaration.name, 40)}") as tx:
        incident = existing(tx, declaration.incident_id)
        day = declaration.replied_on or incident.here(instant).date()
        proof = IncidentDocument(
            incident_id=declaration.incident_id,
            document_kind=IncidentDocumentKind.REPLY,
            name=f"Réponse, {declaration.name}",
            about_on=day,
        )
        document = put_document(tx, proof, content, file.name)
        changed = declaration.but(reply_document_id=document.id, replied_on=day)
        tx.put(changed)
    return changed


def waiting(register: Register, instant: datetime | None = None) -> list[Waiting]:
    """All that is mandatory or recommended and not sent, the most pressing first."""
    moment = instant or present(register)
    with register.reading() as reader:
        by_incident = waiting_by_incident(reader)
        incidents = {one.id: one for one in reader.find(Incident) if one.id in by_incident}
    found = [
        Waiting(incidents[name], declaration, part, countdown(part, incidents[name].known, moment))
        for name, sendings in by_incident.items()
        for declaration, part in sendings
    ]
    return sorted(found, key=lambda one: pressing(one.countdown))


def overdue(register: Register, instant: datetime | None = None) -> list[Waiting]:
    """The mandatory sendings whose time is past: shown everywhere, put off nowhere."""
    mandatory = DeclarationStatus.MANDATORY
    return [
        one
        for one in waiting(register, instant)
        if one.countdown.late and one.declaration.status is mandatory
    ]
