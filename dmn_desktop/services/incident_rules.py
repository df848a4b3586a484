"""The rules of orientation in force: those of the program, or those that the structure adopted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dmn_desktop.core.content import read_content
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import TriageRules
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.core.triage import Tree, tree
from dmn_desktop.core.triage_difference import Difference, differences
from dmn_desktop.core.triage_rules import MAX_SIZE
from dmn_desktop.services import form_drafts
from dmn_desktop.services.attachments import read_for_keeping
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader, Transaction


@dataclass(frozen=True)
class Rules:
    """The rules in force.

    Attributes:
        record: What the structure adopted, None for the rules of the program.
        newer_shipped: Whether the program's own were verified later than those adopted.
        problem: Why those adopted cannot be followed; the program's own then hold.
    """

    tree: Tree
    record: TriageRules | None = None
    newer_shipped: bool = False
    problem: str = ""

    @property
    def words(self) -> str:
        """« Règles du programme, version 1.0.0, vérifiées le 21/11/2026 »."""
        own = self.record is not None and not self.problem
        whose = "Règles de la structure" if own else "Règles du programme"
        instead = f" ({self.problem})" if self.problem else ""
        verified = day(self.tree.verified_on)
        return f"{whose}, version {self.tree.version}, vérifiées le {verified}{instead}"


@dataclass(frozen=True)
class NewRules:
    """Rules read from a file, checked, not adopted yet.

    Attributes:
        changes: What they change, compared with those in force.
        older: Whether they were verified before those in force.
    """

    tree: Tree
    content: bytes
    file_name: str
    changes: tuple[Difference, ...]
    older: bool = False


def rules(register: Register) -> Rules:
    """The rules in force."""
    with register.reading() as reader:
        return rules_in(reader)


def rules_in(reader: Reader) -> Rules:
    """The rules in force, read with others."""
    record = _adopted(reader)
    if record is None:
        return Rules(tree())
    try:
        own = _parsed(reader, record)
    except UserError:
        problem = f"celles que la structure a adoptées, {record.file_name}, ne se lisent plus"
        return Rules(tree(), record, problem=problem)
    return Rules(own, record, tree().verified_on > own.verified_on)


def tree_of(reader: Reader) -> Tree:
    """The tree in force."""
    return rules_in(reader).tree


def history(register: Register) -> list[TriageRules]:
    """All that was adopted, the last first."""
    with register.reading() as reader:
        return reader.find(TriageRules, order="position")[::-1]


def read(register: Register, path: Path) -> NewRules:
    """Read rules from a file, check them, and compare them with those in force.

    Raises:
        UserError: The file cannot be read, has a dead end or a cycle; or nothing changes.
    """
    content = read_for_keeping(path)
    if len(content) > MAX_SIZE:
        raise UserError(
            f"{path.name} est trop gros pour des règles de signalement.",
            "Les règles en vigueur n’ont pas changé.",
            "Vérifier que c’est le bon fichier.",
        )
    new = _checked(content, path)
    before = rules(register).tree
    changes = differences(before, new)
    if not changes:
        raise UserError(
            f"{path.name} dit la même chose que les règles en vigueur.",
            "Rien n’a été modifié.",
            "Choisir un autre fichier.",
        )
    return NewRules(new, content, path.name, changes, new.verified_on < before.verified_on)


def _checked(content: bytes, path: Path) -> Tree:
    try:
        return read_content(content, path, Tree)
    except UserError as error:
        raise UserError(
            error.happened,
            "Les règles en vigueur n’ont pas changé.",
            "Corriger ce fichier, ou en demander un autre.",
        ) from error


def adopt(register: Register, new: NewRules, by: str, reason: str = "") -> Rules:
    """Follow new rules from now on; declarations prepared before keep theirs.

    Raises:
        UserError: Nobody is named.
    """
    refuse_read_only(register)
    _needs_name(by)
    sha256 = hashlib.sha256(new.content).hexdigest()
    label = f"règles de signalement{NBSP}: version {new.tree.version}"
    with register.transaction(label) as tx:
        tx.put_content(sha256, new.content)
        record = TriageRules(
            position=_next_position(tx),
            version=new.tree.version,
            source=new.tree.source,
            verified_on=new.tree.verified_on,
            adopted_by=by.strip(),
            reason=reason,
            file_name=new.file_name,
            size=len(new.content),
            sha256=sha256,
        )
        tx.put(record)
        form_drafts.drop(tx, None, form_drafts.RULES)
    return rules(register)


def return_to_shipped(register: Register, by: str, reason: str = "") -> Rules:
    """Follow the rules of the program again.

    Raises:
        UserError: Nobody is named.
    """
    refuse_read_only(register)
    _needs_name(by)
    shipped = tree()
    with register.transaction("règles de signalement du programme") as tx:
        tx.put(
            TriageRules(
                position=_next_position(tx),
                version=shipped.version,
                source=shipped.source,
                verified_on=shipped.verified_on,
                adopted_by=by.strip(),
                reason=reason,
                shipped=True,
            )
        )
    return rules(register)


def _adopted(reader: Reader) -> TriageRules | None:
    """What holds in place of the program's rules."""
    found = reader.find(TriageRules, order="position")
    return found[-1] if found and not found[-1].shipped else None


def _parsed(reader: Reader, record: TriageRules) -> Tree:
    content = reader.content(record.sha256)
    if content is None:
        raise UserError(
            "Le fichier des règles de signalement adoptées manque dans le registre.",
            "Les incidents sont intacts.",
            "L’adopter de nouveau, ou revenir aux règles du programme.",
        )
    return _read(content, record.file_name)


@lru_cache(maxsize=2)
def _read(content: bytes, name: str) -> Tree:
    return read_content(content, Path(name or "regles.toml"), Tree)


def _next_position(tx: Transaction) -> int:
    found = tx.find(TriageRules, order="position")
    return found[-1].position + 1 if found else 1


def _needs_name(by: str) -> None:
    if not by.strip():
        raise UserError(
            "Il manque la fonction de qui adopte ces règles.",
            "Les règles en vigueur n’ont pas changé.",
            "L’écrire.",
        )
