"""A whole register as one JSON file, without loss: records, journal, and contents of documents."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import GenericAlias
from typing import Any, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from dmn_desktop.core.errors import UserError, system_words
from dmn_desktop.core.records import KINDS, RECORDS, Attachment, Record, references_of
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.exports.writing import Unreadable, write_file

FORMAT = "registre-dmn"
VERSION = 1
"""Version of this file format; the records have theirs, `schema`."""

MAX_SIZE = 1_000_000_000
_UNTOUCHED = "Rien n’a été importé."
_ANOTHER = "Choisir un autre fichier, ou refaire l’export."


class Step(BaseModel):
    """One thing that somebody did, as the journal keeps it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seq: int = Field(ge=1)
    at: datetime
    who: str
    label: str
    action: Literal["do", "undo", "redo", "start"]
    run: str
    target: str | None


class Change(BaseModel):
    """One record before and after a step."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seq: int = Field(ge=1)
    step: int
    kind: str
    record_id: str
    project_id: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True)
class Exchange:
    """All that a register holds.

    Attributes:
        schema: Version of the records.
        records: By kind, in the order of their identifiers.
        contents: By fingerprint.
    """

    schema: int
    made_on: date
    records: Mapping[str, tuple[Record, ...]]
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    contents: Mapping[str, bytes]

    def summary(self) -> str:
        """« 2 projets, 40 réponses, 6 pièces »: what is there, and what is missing."""
        parts = [
            count(len(self.records.get(record.kind, ())), record.title, _plural(record.title))
            for record in RECORDS
            if self.records.get(record.kind) and record.kind not in ("counter", "structure")
        ]
        parts.append(count(len(self.steps), "étape du journal", "étapes du journal"))
        missing = sum(a.sha256 not in self.contents for a in self._attachments())
        if missing:
            parts.append(count(missing, "pièce sans contenu", "pièces sans contenu"))
        return ", ".join(parts)

    def _attachments(self) -> list[Attachment]:
        return [a for a in self.records.get(Attachment.kind, ()) if isinstance(a, Attachment)]


def _plural(title: str) -> str:
    """« lignes de coût », « questionnaires éditeur », « actions correctives »."""
    head, *rest = title.split(" ")
    if len(rest) == 1 and rest[0].endswith(("ive", "ée", "elle")):
        rest = [f"{rest[0]}s"]
    return " ".join([head if head.endswith("s") else f"{head}s", *rest])


# --- writing -------------------------------------------------------------------------------


def write_exchange(exchange: Exchange, path: Path) -> Path:
    """Write a register as JSON, then read it back and compare.

    Raises:
        UserError: It could not be written; the former file is intact.
    """

    def make(place: Path) -> None:
        text = json.dumps(as_json(exchange), ensure_ascii=False, indent=1)
        place.write_text(text + "\n", encoding="utf-8", newline="\n")

    def verify(place: Path) -> None:
        if read_exchange(place, exchange.schema) != exchange:
            raise Unreadable("the file differs from the register")

    return write_file(path, make, verify)


def as_json(exchange: Exchange) -> dict[str, Any]:
    """The document, its parts always in the same order."""
    body: dict[str, Any] = {
        "schema": exchange.schema,
        "records": {
            kind: [record.model_dump(mode="json") for record in records]
            for kind, records in exchange.records.items()
        },
        "journal": {
            "steps": [step.model_dump(mode="json") for step in exchange.steps],
            "changes": [change.model_dump(mode="json") for change in exchange.changes],
        },
    }
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_on": exchange.made_on.isoformat(),
        "sha256": _digest(body),
        **body,
        "contents": {
            sha256: base64.b64encode(content).decode("ascii")
            for sha256, content in sorted(exchange.contents.items())
        },
    }


def _digest(body: Mapping[str, Any]) -> str:
    """A sum of records and journal; contents have their own fingerprints."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the exchange format, made from the records."""
    closed = ConfigDict(extra="forbid")
    lists: dict[str, Any] = {
        kind: (GenericAlias(list, (record,)), Field(default_factory=list))
        for kind, record in KINDS.items()
    }
    records = create_model("Records", __config__=closed, **lists)
    parts: dict[str, Any] = {"steps": (list[Step], ...), "changes": (list[Change], ...)}
    journal = create_model("Journal", __config__=closed, **parts)
    fields: dict[str, Any] = {
        "format": (Literal["registre-dmn"], ...),
        "version": (int, Field(ge=1, le=VERSION)),
        "made_on": (date, ...),
        "sha256": (str, Field("", description="Sum of schema, records and journal; optional.")),
        # Not « schema »: pydantic has a method of that name.
        "schema_version": (int, Field(ge=1, alias="schema")),
        "records": (records, ...),
        "journal": (journal, ...),
        "contents": (dict[str, str], Field(description="Documents in base64, by SHA-256.")),
    }
    document = create_model("RegistreDMN", __config__=closed, **fields)
    found = document.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


# --- reading -------------------------------------------------------------------------------


def read_exchange(path: Path, schema: int) -> Exchange:
    """Read and check a whole file.

    Args:
        path: The file.
        schema: The newest version of the records that this program knows.

    Raises:
        UserError: It is unreadable, damaged, from a newer version, or a record does not hold
            together; the message names it.
    """
    document = _document(path)
    _check_head(path, document, schema)
    journal = _part(document, "journal", dict)
    exchange = Exchange(
        schema=document["schema"],
        made_on=_day(document),
        records=_records(_part(document, "records", dict)),
        steps=_rows(Step, _part(journal, "steps", list), "étape du journal"),
        changes=_rows(Change, _part(journal, "changes", list), "modification du journal"),
        contents=_contents(_part(document, "contents", dict)),
    )
    _check_links(exchange)
    _check_journal(exchange)
    _check_sum(document)
    return exchange


def _document(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_SIZE:
            raise _refused(f"{path.name} dépasse {MAX_SIZE // 10**9}{NBSP}Go")
        text = path.read_text(encoding="utf-8-sig")
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except OSError as error:
        raise _refused(f"{path.name} ne peut pas être lu ({system_words(error)})") from error
    except json.JSONDecodeError as error:
        raise _refused(f"{path.name} est incomplet ou endommagé (ligne {error.lineno})") from error
    except (ValueError, RecursionError) as error:
        raise _refused(f"{path.name} n’est pas un fichier JSON lisible") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _refused(f"{path.name} n’est pas un export de Registre DMN")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _refused(reason: str) -> UserError:
    return UserError(f"Import refusé{NBSP}: {reason}.", _UNTOUCHED, _ANOTHER)


def _check_head(path: Path, document: Mapping[str, Any], schema: int) -> None:
    versions = document.get("version"), document.get("schema")
    if not all(type(version) is int and version >= 1 for version in versions):
        raise _refused(f"{path.name} ne dit pas la version de son format")
    if document["version"] > VERSION or document["schema"] > schema:
        raise UserError(
            f"{path.name} vient d’une version plus récente du programme "
            f"(format {document['version']}.{document['schema']}, ici {VERSION}.{schema}).",
            _UNTOUCHED,
            "Mettre à jour le programme sur ce poste.",
        )


def _day(document: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(_part(document, "made_on", str))
    except ValueError as error:
        raise _refused("la date de l’export n’est pas une date") from error


def _part(document: Mapping[str, Any], name: str, kind: type[Any]) -> Any:
    found = document.get(name)
    if not isinstance(found, kind):
        raise _refused(f"la partie «{NBSP}{name}{NBSP}» manque ou n’est pas du type attendu")
    return found


def _records(lists: Mapping[str, Any]) -> dict[str, tuple[Record, ...]]:
    unknown = sorted(set(lists) - set(KINDS))
    if unknown:
        raise _refused(f"les fiches «{NBSP}{unknown[0]}{NBSP}» sont inconnues ici")
    return {
        kind: tuple(_record(KINDS[kind], values) for values in _part(lists, kind, list))
        for kind in KINDS
        if kind in lists
    }


def _record(kind: type[Record], values: Any) -> Record:
    name = f"{kind.title} {values.get('id', '?')}" if isinstance(values, dict) else kind.title
    try:
        record = kind.model_validate(values)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"]) or "?"
        raise _refused(f"{name}, champ «{NBSP}{field}{NBSP}» incorrect") from error
    dumped = record.model_dump(mode="json")
    for field, value in values.items():
        # A number written as a text is read all the same: then the file is not ours, or altered.
        if type(value) is not type(dumped[field]):
            raise _refused(f"{name}, champ «{NBSP}{field}{NBSP}» d’un autre type")
    return record


def _rows(model: type[Any], rows: Iterable[Any], title: str) -> tuple[Any, ...]:
    found = []
    for i, row in enumerate(rows, start=1):
        try:
            found.append(model.model_validate(row))
        except ValidationError as error:
            raise _refused(f"{title} n°{NBSP}{i} incorrecte") from error
    return tuple(found)


def _contents(texts: Mapping[str, Any]) -> dict[str, bytes]:
    found = {}
    for sha256, text in texts.items():
        try:
            content = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError, TypeError) as error:
            raise _refused(f"le contenu de la pièce {sha256[:12]} ne se lit pas") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise _refused(f"le contenu de la pièce {sha256[:12]} a changé")
        found[sha256] = content
    return found


def _check_links(exchange: Exchange) -> None:
    """Each record once, with those it refers to, and numbers given once."""
    ids = {kind: Counter(r.id for r in records) for kind, records in exchange.records.items()}
    for kind, records in exchange.records.items():
        model = KINDS[kind]
        for name in (("id",), *model.unique):
            values = Counter(tuple(getattr(r, field) for field in name) for r in records)
            if twice := [value for value, times in values.items() if times > 1]:
                raise _refused(f"{model.title} {twice[0][0]} figure deux fois")
        for name_of_link, refers in references_of(model).items():
            for record in records:
                target = getattr(record, name_of_link)
                if target is not None and target not in ids.get(refers.kind, {}):
                    wanted = KINDS[refers.kind].title
                    raise _refused(f"{model.title} {record.id}{NBSP}: {wanted} introuvable")
    if len(exchange.records.get("structure", ())) != 1:
        raise _refused("il faut une structure, et une seule")


def _check_journal(exchange: Exchange) -> None:
    steps = Counter(step.seq for step in exchange.steps)
    changes = Counter(change.seq for change in exchange.changes)
    if any(times > 1 for times in (*steps.values(), *changes.values())):
        raise _refused("une étape du journal figure deux fois")
    for change in exchange.changes:
        if change.step not in steps or change.kind not in KINDS:
            raise _refused(f"modification du journal n°{NBSP}{change.seq} sans étape connue")


def _check_sum(document: Mapping[str, Any]) -> None:
    """Compare the sum, when there is one: a program that writes this format may leave it out."""
    body = {name: document[name] for name in ("schema", "records", "journal")}
    if document.get("sha256") and document["sha256"] != _digest(body):
        raise _refused("son contenu a changé depuis l’export (somme de contrôle)")
