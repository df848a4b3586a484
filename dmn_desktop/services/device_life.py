"""What happens to a device: states, versions, documents, and the points they open."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dmn_desktop.core.device_vocabulary import PointOrigin, PointState, Reconsidered
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import (
    Device,
    DeviceDocument,
    DeviceState,
    DeviceVersion,
    Point,
    stable_id,
    today,
)
from dmn_desktop.core.text import count, shorten
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services.attachments import read_for_keeping
from dmn_desktop.services.register import Register, Watch, refuse_read_only
from dmn_desktop.store.transaction import Transaction

VERSION_QUESTIONS = {
    "instructions": "Comparer la notice de la version {version} à la précédente",
    "patient_sheet": "Revoir l’information patient pour la version {version}",
    "training": "Former à la version {version}",
    "quality": "Recommencer le contrôle qualité avec la version {version}",
}
"""What a new version asks, by field of `DeviceVersion`, and the point that « à faire » opens."""

WITHDRAWAL = {
    "data": "Récupérer les données auprès de l’éditeur",
    "erasure": "Obtenir la preuve de l’effacement des données",
    "access": "Fermer les accès et les comptes",
}
"""Points that a withdrawal opens."""

VERSION_DELAY = timedelta(days=14)
WITHDRAWAL_DELAY = timedelta(days=30)
"""Proposed delays of these points; each date can be changed."""


def change_state(
    register: Register, device: Device, state: LifeState, since: date, reason: str = ""
) -> Device:
    """Give a device another state from a day on; a withdrawal opens its check list.

    Returns:
        The device after the change.
    """
    refuse_read_only(register)
    with register.transaction(f"{device.code}, état\u00a0: {state.label.lower()}") as tx:
        return put_state(tx, device, state, since, reason)


def change_states(
    register: Register,
    device_ids: Sequence[str],
    state: LifeState,
    since: date,
    watch: Watch | None = None,
) -> int:
    """Give several devices another state from a day on, as one undo; it may run aside.

    Returns:
        How many devices really changed; those in that state keep their dates.
    """
    refuse_read_only(register)
    changed, watch = 0, watch or Watch()
    words = count(len(device_ids), "dispositif")
    with register.transaction(f"état de {words}\u00a0: {state.label.lower()}") as tx:
        for done, device_id in enumerate(device_ids):
            watch.step(done, len(device_ids))
            device = tx.get(Device, device_id)
            if device is not None and device.state is not state:
                put_state(tx, device, state, since)
                changed += 1
    return changed


def put_state(
    tx: Transaction, device: Device, state: LifeState, since: date, reason: str = ""
) -> Device:
    """Write another state of a device, and the check list of a withdrawal."""
    changes: dict[str, Any] = {"state": state}
    if state is LifeState.WITHDRAWN:
        changes["withdrawn_on"] = since
    if state is LifeState.IN_USE and device.in_service_on is None:
        changes["in_service_on"] = since
    changed = device.but(**changes)
    tx.put(changed)
    tx.put(DeviceState(device_id=device.id, state=state, since=since, reason=reason))
    if state is LifeState.WITHDRAWN:
        for task, text in WITHDRAWAL.items():
            point = task_point(device, PointOrigin.WITHDRAWAL, task, text)
            tx.put(point.but(due_on=since + WITHDRAWAL_DELAY))
    return changed


def new_version(register: Register, device: Device, new: DeviceVersion) -> Device:
    """Note a new version; each of its questions answered « à faire » opens a point.

    Args:
        register: Where.
        device: The device before the change.
        new: The version, with the answers to `VERSION_QUESTIONS`; its place is found here.

    Returns:
        The device after the change.

    Raises:
        UserError: The version is empty, or the present one.
    """
    refuse_read_only(register)
    version = new.version.strip()
    if version in ("", device.version):
        raise UserError(
            "La nouvelle version est vide ou déjà celle de la fiche.",
            "Rien n’a été modifié.",
            "Écrire le numéro lu dans le logiciel.",
        )
    with register.transaction(f"{device.code}, version {shorten(version, 30)}") as tx:
        return put_version(tx, device, new.but(version=version))


def put_version(tx: Transaction, device: Device, new: DeviceVersion) -> Device:
    """Write a new version of a device, and the points that its answers « à faire » open."""
    changed, version = device.but(version=new.version), new.version
    known = tx.find(DeviceVersion, order="position", device_id=device.id)
    position = known[-1].position + 1 if known else 1
    if not known and device.version:
        first = device.in_service_on
        tx.put(
            DeviceVersion(
                device_id=device.id, position=1, version=device.version, installed_on=first
            )
        )
        position = 2
    tx.put(changed)
    tx.put(new.but(device_id=device.id, position=position))
    due = (new.installed_on or today()) + VERSION_DELAY
    for question, text in VERSION_QUESTIONS.items():
        if getattr(new, question) is Reconsidered.TO_DO:
            task, words = f"{question}:{version}", text.format(version=version)
            tx.put(task_point(device, PointOrigin.VERSION, task, words).but(due_on=due))
    return changed


def correct_version(register: Register, device: Device, version: str, run: str = "") -> Device:
    """Write the present version otherwise, in its history too: nothing new was installed.

    Raises:
        UserError: The version is empty.
    """
    refuse_read_only(register)
    if not version.strip():
        raise UserError("La version est vide.", "La fiche garde la sienne.", "L’écrire.")
    changed = device.but(version=version.strip())
    with register.transaction(f"{device.code}, correction de la version", run) as tx:
        tx.put(changed)
        known = tx.find(DeviceVersion, order="position", device_id=device.id)
        if known and known[-1].version == device.version:
            tx.put(known[-1].but(version=changed.version))
    return changed


def add_document(register: Register, document: DeviceDocument, file: Path | None) -> DeviceDocument:
    """Note a document of a device, and keep its file in the register when there is one.

    Raises:
        UserError: The file cannot be read, or is too large.
    """
    refuse_read_only(register)
    content = b""
    if file is not None:
        content = read_for_keeping(file)
        document = document.but(
            file_name=file.name, size=len(content), sha256=hashlib.sha256(content).hexdigest()
        )
    with register.transaction(f"document\u00a0: {shorten(document.name, 40)}") as tx:
        if content:
            tx.put_content(document.sha256, content)
        tx.put(document)
    return document


def add_point(register: Register, device: Device, text: str, due_on: date | None = None) -> Point:
    """Note a point to treat on a device."""
    refuse_read_only(register)
    point = Point(device_id=device.id, text=text, due_on=due_on)
    with register.transaction(f"{device.code}, point\u00a0: {shorten(text, 40)}") as tx:
        tx.put(point)
    return point


def end_point(
    register: Register, point: Point, state: PointState, reason: str = "", on: date | None = None
) -> Point:
    """Close a point as done or dropped, or open it again.

    Raises:
        UserError: It is dropped without a reason.
    """
    refuse_read_only(register)
    if state is PointState.DROPPED and not reason.strip():
        raise UserError("Un point s’écarte avec un motif.", "Il reste à traiter.", "L’écrire.")
    ended = None if state is PointState.OPEN else on or today()
    changed = point.but(state=state, reason=reason, ended_on=ended)
    with register.transaction(f"{state.label.lower()}\u00a0: {shorten(point.text, 40)}") as tx:
        tx.put(changed)
        _answer_version(tx, changed)
    return changed


def _answer_version(tx: Transaction, point: Point) -> None:
    """Carry the end of a point to the question of the version that opened it."""
    if point.origin is not PointOrigin.VERSION:
        return
    question, _, version = point.task.partition(":")
    answers = {
        PointState.OPEN: Reconsidered.TO_DO,
        PointState.DONE: Reconsidered.DONE,
        PointState.DROPPED: Reconsidered.NOT_NEEDED,
    }
    for known in tx.find(DeviceVersion, device_id=point.device_id, version=version):
        tx.put(known.but(**{question: answers[point.state]}))


def task_point(device: Device, origin: PointOrigin, task: str, text: str) -> Point:
    """The only point there can be for this task of this device."""
    return Point(
        id=stable_id("point", device.id, origin, task),
        device_id=device.id,
        origin=origin,
        task=task,
        text=text,
    )
