"""What is typed in a form before its button is pressed: kept as one types, dropped once used."""

from __future__ import annotations

from dmn_desktop.core.records import FormDraft, Incident
from dmn_desktop.core.text import NBSP
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Transaction

ACTION = "action"
BARRIER = "barriere"
CHRONOLOGY = "chronologie"
CLOSING = "cloture"
RULES = "regles"
SUSPENSION = "suspension"

_WORDS = {
    ACTION: "action",
    BARRIER: "barrière",
    CHRONOLOGY: "chronologie",
    CLOSING: "clôture",
    RULES: "règles de signalement",
    SUSPENSION: "état du dispositif",
    "cause": "cause",
    "envoi": "envoi d’une déclaration",
    "refus": "déclaration à écarter",
}
"""What a form is called in the history, by the beginning of its key."""


def cause(family: str) -> str:
    """The form that adds a cause to a family."""
    return f"cause.{family}"


def sending(part_id: str) -> str:
    """The form that notes the sending of a part."""
    return f"envoi.{part_id}"


def refusal(declaration_id: str) -> str:
    """The form that sets a declaration aside."""
    return f"refus.{declaration_id}"


def drafts(register: Register, incident_id: str | None = None) -> dict[str, dict[str, str]]:
    """What is typed in the forms of an incident, or of the whole register, by form."""
    with register.reading() as reader:
        found = reader.find(FormDraft, incident_id=incident_id)
    return {one.form: dict(one.values) for one in found}


def keep(
    register: Register,
    incident: Incident | None,
    form: str,
    values: dict[str, str],
    run: str = "",
) -> None:
    """Keep what is typed in a form; nothing typed leaves nothing."""
    refuse_read_only(register)
    incident_id = incident.id if incident else None
    with register.transaction(_label(incident, form, "saisie en cours"), run) as tx:
        if any(values.values()):
            made = FormDraft.id_for(incident_id, form)
            tx.put(FormDraft(id=made, incident_id=incident_id, form=form, values=values))
        else:
            drop(tx, incident_id, form)


def give_up(register: Register, incident: Incident | None, form: str) -> None:
    """Take away what was typed in a form; it can be undone."""
    if form in drafts(register, incident.id if incident else None):
        with register.transaction(_label(incident, form, "saisie abandonnée")) as tx:
            drop(tx, incident.id if incident else None, form)


def drop(tx: Transaction, incident_id: str | None, form: str) -> None:
    """Take away what was typed, in the step that made use of it: one undo brings back both."""
    draft = tx.get(FormDraft, FormDraft.id_for(incident_id, form))
    if draft is not None:
        tx.remove(draft)


def _label(incident: Incident | None, form: str, what: str) -> str:
    words = f"{what}{NBSP}: {_WORDS[form.partition('.')[0]]}"
    return f"{incident.code}, {words}" if incident else words
