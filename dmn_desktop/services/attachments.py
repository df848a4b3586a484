"""Actions on documents kept inside the register."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from dmn_desktop.core.errors import UserError, system_words
from dmn_desktop.core.records import Attachment, DeviceDocument
from dmn_desktop.exports.writing import write_content
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.holder import is_held_here

MAX_SIZE = 25 * 1024 * 1024
_PROGRAMS = {
    *(".exe", ".com", ".bat", ".cmd", ".msi", ".scr", ".pif", ".cpl", ".lnk", ".url", ".reg"),
    *(".js", ".jse", ".vbs", ".vbe", ".wsf", ".hta", ".ps1", ".jar", ".sh", ".desktop", ".app"),
}


def is_program(path: Path) -> bool:
    """Whether opening a file would run it, by the ending of its name."""
    return path.suffix.lower() in _PROGRAMS


def attach(register: Register, attachment: Attachment, content: bytes) -> None:
    """Keep a document whose record is already made."""
    refuse_read_only(register)
    with register.transaction(f"pièce {attachment.name}") as tx:
        tx.put_content(attachment.sha256, content)
        tx.put(attachment)


def attach_file(
    register: Register, project_id: str, question: str, path: Path, about_on: date | None = None
) -> Attachment:
    """Copy a file into the register, beside a question.

    Raises:
        UserError: Unreadable, too large, or a program.
    """
    refuse_read_only(register)
    content = read_for_keeping(path)
    attachment = describe(project_id, question, path.name, content).but(about_on=about_on)
    attach(register, attachment, content)
    return attachment


def describe(project_id: str, question: str, name: str, content: bytes) -> Attachment:
    """The record of a document."""
    return Attachment(
        project_id=project_id,
        question=question,
        name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def read_for_keeping(path: Path) -> bytes:
    """The content of a document to keep in the register.

    Raises:
        UserError: Unreadable, too large, a program, or the register itself.
    """
    if is_program(path):
        raise UserError(
            f"{path.name} est un programme, pas un document.",
            "Rien n’a été ajouté.",
            "Ajouter plutôt sa notice ou une capture en PDF.",
        )
    if is_held_here(path):
        raise UserError(
            f"{path.name} est le registre ouvert.",
            "Rien n’a été ajouté.",
            "En enregistrer une copie, et ajouter la copie.",
        )
    try:
        if path.stat().st_size > MAX_SIZE:
            raise UserError(
                f"{path.name} dépasse 25\u00a0Mo.",
                "Rien n’a été ajouté.",
                "Le garder à côté et noter son emplacement dans la source.",
            )
        if not path.is_file():
            raise UserError(
                f"{path.name} n’est pas un fichier ordinaire.",
                "Rien n’a été ajouté.",
                "Choisir un document.",
            )
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"{path.name} ne peut pas être lu ({system_words(error)}).",
            "Rien n’a été ajouté.",
            "Vérifier que le fichier est toujours là et qu’il n’est pas ouvert ailleurs.",
        ) from error


def save_as(register: Register, attachment: Attachment | DeviceDocument, path: Path) -> None:
    """Write a kept document to a file; the one that was there stays until it is written.

    Raises:
        UserError: The document is damaged, or the folder refuses it.
    """
    with register.reading() as reader:
        content = reader.content(attachment.sha256)
    if content is None:
        raise UserError(
            f"La pièce {attachment.name} manque dans le registre.",
            "Rien n’a été écrit.",
            "La reprendre dans une sauvegarde.",
        )
    write_content(path, content)
