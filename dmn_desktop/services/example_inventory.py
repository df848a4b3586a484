"""Fill a register with the fictional inventory of its example, and with its past reviews."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dmn_desktop.core.census import QUESTIONS, line_words
from dmn_desktop.core.device_vocabulary import PointOrigin
from dmn_desktop.core.example import Example
from dmn_desktop.core.example_inventory import (
    ExampleCensus,
    ExampleDevice,
    ExampleDeviceDocument,
    ExamplePoint,
    ExampleRisk,
)
from dmn_desktop.core.inventory_view import ViewState
from dmn_desktop.core.records import (
    Census,
    CensusLine,
    Counter,
    Device,
    DeviceDocument,
    DeviceState,
    DeviceVersion,
    Point,
    Record,
    ReusePurpose,
    Risk,
    SavedView,
)
from dmn_desktop.services.device_life import VERSION_QUESTIONS, WITHDRAWAL, task_point
from dmn_desktop.services.inventory import SERIES
from dmn_desktop.store.database import Transaction


@dataclass(frozen=True)
class Decided:
    """What the decision of a project adds to the inventory."""

    project: int
    device: Device
    risks: tuple[Risk, ...]


def put_inventory(tx: Transaction, example: Example, decided: Iterable[Decided]) -> None:
    """Write the devices, what belongs to them, and the closed reviews.

    A device that a decision added without any line of its own is written as it came.
    """
    by_project = {one.project: one for one in decided}
    devices: dict[int, Device] = {}
    for entry in example.devices:
        origin = by_project.pop(entry.project, None) if entry.project else None
        base = origin.device if origin else Device(number=entry.number, name="?")
        device = devices[entry.number] = entry.completed(base)
        tx.put(device)
        records = [*_life_of(device, entry), *_documents_of(tx, device, entry)]
        for record in (*records, *_risks_of(device, entry, origin.risks if origin else ())):
            tx.put(record)
    for last, origin in enumerate(by_project.values(), start=max(devices, default=0) + 1):
        devices[last] = origin.device.but(number=last)
        for record in (devices[last], *origin.risks):
            tx.put(record)
    tx.put(Counter(id=SERIES, last=max(devices, default=0)))
    for number, review in enumerate(example.reviews, start=1):
        _put_review(tx, number, review, devices)
    for position, view in enumerate(example.views, start=1):
        content = ViewState.of(view.settings).content()
        kept = SavedView(table=view.table, position=position, name=view.name, content=content)
        tx.put(kept)


def _shared(content: Any, record: type[Record]) -> dict[str, Any]:
    """The fields that a piece of content shares with the record that it becomes."""
    return dict(content.model_dump(include=set(record.model_fields)))


def _life_of(device: Device, entry: ExampleDevice) -> Iterator[Record]:
    for state in entry.states:
        values = _shared(state, DeviceState)
        yield DeviceState(device_id=device.id, noted_on=state.since, **values)
    for position, version in enumerate(entry.versions, start=1):
        values = _shared(version, DeviceVersion)
        noted = version.installed_on or entry.added_on
        yield DeviceVersion(device_id=device.id, position=position, noted_on=noted, **values)
    for point in entry.points:
        yield _point(device, point)


def _point(device: Device, given: ExamplePoint) -> Point:
    values = _shared(given, Point)
    question, _, version = given.task.partition(":")
    if given.origin is PointOrigin.VERSION:
        values["text"] = VERSION_QUESTIONS[question].format(version=version)
    if given.origin is PointOrigin.WITHDRAWAL:
        values["text"] = WITHDRAWAL[question]
    if given.task:
        return task_point(device, given.origin, given.task, values["text"]).but(**values)
    return Point(device_id=device.id, **values)


def _documents_of(tx: Transaction, device: Device, entry: ExampleDevice) -> Iterator[Record]:
    keys = {}
    for given in entry.documents:
        document = _document(tx, device, given)
        keys[given.key] = document.id
        yield document
    for position, purpose in enumerate(entry.purposes, start=1):
        values = _shared(purpose, ReusePurpose)
        place = {"position": position, "document_id": keys.get(purpose.document)}
        yield ReusePurpose(device_id=device.id, **place, **values)


def _document(tx: Transaction, device: Device, given: ExampleDeviceDocument) -> DeviceDocument:
    values = _shared(given, DeviceDocument) | {"added_on": given.about_on}
    if given.text:
        content = given.text.encode()
        values["sha256"] = hashlib.sha256(content).hexdigest()
        values["size"] = len(content)
        tx.put_content(values["sha256"], content)
    return DeviceDocument(device_id=device.id, **values)


def _risks_of(device: Device, entry: ExampleDevice, decided: Iterable[Risk]) -> Iterator[Risk]:
    """The risks of a decision, completed by those given for the same question, then the others."""
    by_cell = {given.cell: given for given in entry.risks if given.cell}
    known = set()
    for risk in decided:
        given = by_cell.get(risk.cell)
        known.add(risk.cell)
        yield risk.but(**_risk_values(given)) if given else risk
    for given in entry.risks:
        if given.cell not in known:
            values = {"opened_on": entry.added_on} | _risk_values(given)
            yield Risk.model_validate({"device_id": device.id, **values})


def _risk_values(given: ExampleRisk) -> dict[str, Any]:
    values = given.model_dump(include=set(Risk.model_fields), exclude_unset=True)
    values["severity"], values["likelihood"] = given.before
    values["residual_severity"], values["residual_likelihood"] = given.after
    return values


def _put_review(
    tx: Transaction, number: int, review: ExampleCensus, devices: dict[int, Device]
) -> None:
    census = Census(number=number, **_shared(review, Census))
    tx.put(census)
    for given in review.lines:
        device = devices[given.device]
        answers = dict(zip(QUESTIONS, given.answers, strict=True))
        tx.put(
            CensusLine(
                id=CensusLine.id_for(census.id, device.id),
                census_id=census.id,
                device_id=device.id,
                device=line_words(device.number, device.name, given.version),
                note=given.note,
                confirmed_by=given.confirmed_by,
                confirmed_on=given.confirmed_on,
                **answers,
            )
        )
    tx.put(Counter(id="RA", last=number))
