"""The texts of declarations: filled from the incident, edited section by section, copied whole."""

from __future__ import annotations

from collections.abc import Mapping

from dmn_desktop.core.declaration_facts import Story, at, facts_in_words
from dmn_desktop.core.declaration_texts import SectionText, letters, section_texts, whole_text
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.incident_checks import kept
from dmn_desktop.core.incident_dossier import IncidentFile
from dmn_desktop.core.incident_facts import profile_of
from dmn_desktop.core.records import Declaration, DeclarationPart
from dmn_desktop.core.text import shorten
from dmn_desktop.services.incident_file import read_file
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader


def story(file: IncidentFile) -> Story:
    """What the texts may tell of an incident."""
    return Story(
        structure=file.structure,
        profile=profile_of(file.incident.profile, file.structure.structure_kind),
        incident=file.incident,
        device=file.device,
        chronology=file.chronology,
        causes=file.causes,
        barriers=file.barriers,
        actions=file.actions,
        manufacturer_told=_told(file, "fabricant"),
        people_told=_told(file, "personnes"),
        others=file.related.same_device,
    )


def _told(file: IncidentFile, letter: str) -> str:
    """When a recipient was told, empty when not yet."""
    for one in file.declarations:
        for part in one.parts:
            if one.declaration.letter == letter and part.sent_at is not None:
                return f"le {at(file.incident.here(part.sent_at))}"
    return ""


def texts(register: Register, part: DeclarationPart) -> tuple[SectionText, ...]:
    """The sections of a part, filled from the incident or as they were edited."""
    with register.reading() as reader:
        declaration, file = owner_of(reader, part)
    facts = facts_in_words(story(file))
    return section_texts(letters().letter(declaration.letter), part.part, part.texts, facts)


def letter_text(register: Register, part: DeclarationPart) -> str:
    """The whole text of a part, to copy."""
    with register.reading() as reader:
        declaration, file = owner_of(reader, part)
    title = f"{declaration.name}, {part.name.lower()} ({file.incident.code})"
    return whole_text(title, texts(register, part))


def edit_text(
    register: Register, part: DeclarationPart, section: str, text: str, run: str = ""
) -> tuple[DeclarationPart, str]:
    """Write a section otherwise.

    Returns:
        The part, and what to say when the text was cut.
    """
    cut = kept(text)
    return _with_texts(register, part, {**part.texts, section: cut.text}, run), cut.said


def reset_text(register: Register, part: DeclarationPart, section: str) -> DeclarationPart:
    """Take the prepared text of a section again."""
    left = {name: text for name, text in part.texts.items() if name != section}
    return _with_texts(register, part, left, "")


def _with_texts(
    register: Register, part: DeclarationPart, edited: Mapping[str, str], run: str
) -> DeclarationPart:
    refuse_read_only(register)
    changed = part.but(texts=dict(edited))
    with register.transaction(
        f"texte de la déclaration, {shorten(part.name.lower(), 40)}", run
    ) as tx:
        tx.put(changed)
    return changed


def owner_of(reader: Reader, part: DeclarationPart) -> tuple[Declaration, IncidentFile]:
    """The declaration of a part, and the file of its incident.

    Raises:
        UserError: It is no longer there.
    """
    declaration = reader.get(Declaration, part.declaration_id)
    if declaration is None:
        raise UserError(
            "Cette déclaration n’est plus dans le registre.",
            "Rien n’a été modifié.",
            "Regarder la Corbeille.",
        )
    return declaration, read_file(reader, declaration.incident_id)
