"""Documents of an incident, kept in the register or noted with the place where they lie."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import IncidentDocument
from dmn_desktop.core.text import NBSP, shorten
from dmn_desktop.exports.writing import write_content
from dmn_desktop.services.attachments import read_for_keeping
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Transaction


def add_document(
    register: Register, document: IncidentDocument, file: Path | None = None
) -> IncidentDocument:
    """Note a document of an incident, and keep its file in the register when there is one.

    Raises:
        UserError: The file cannot be read, or is too large.
    """
    refuse_read_only(register)
    content = read_for_keeping(file) if file is not None else None
    with register.transaction(f"pièce{NBSP}: {shorten(document.name, 40)}") as tx:
        return put_document(tx, document, content, file.name if file else "")


def put_document(
    tx: Transaction, document: IncidentDocument, content: bytes | None, file_name: str
) -> IncidentDocument:
    """Write a document of an incident with its content, if any."""
    if content is not None:
        sha256 = hashlib.sha256(content).hexdigest()
        document = document.but(file_name=file_name, size=len(content), sha256=sha256)
        tx.put_content(sha256, content)
    tx.put(document)
    return document


def save_document(register: Register, document: IncidentDocument, path: Path) -> None:
    """Write the file of a document where the user wants it.

    Raises:
        UserError: It has none, it is damaged, or the folder refuses it.
    """
    with register.reading() as reader:
        content = reader.content(document.sha256) if document.sha256 else None
    if content is None:
        raise UserError(
            f"La pièce «{NBSP}{document.name}{NBSP}» n’a pas de fichier dans le registre.",
            "Rien n’a été écrit.",
            "La chercher à l’endroit noté.",
        )
    write_content(path, content)
