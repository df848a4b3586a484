"""Fill a register with the fictional sheets for patients of its example."""

from __future__ import annotations

from dmn_desktop.core.example import Example
from dmn_desktop.core.example_patients import ExampleSheet, ExampleSheetVersion
from dmn_desktop.core.patient_sheet import Draft
from dmn_desktop.core.records import (
    Counter,
    Device,
    HandOut,
    PatientSheet,
    ReuseConsent,
    ReusePurpose,
    Satisfaction,
    SheetVersion,
    Structure,
)
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.templates.facts import Subject
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.services.patient_sheets import SERIES
from dmn_desktop.services.patient_templates import model_of, proposed, texts_in
from dmn_desktop.store.transaction import Transaction


def put_patient_sheets(tx: Transaction, example: Example) -> None:
    """Write the sheets, their versions and hand-outs, the answers on reuse and the surveys."""
    for number, given in enumerate(example.sheets, start=1):
        device = _device(tx, given.device)
        template = given.template or proposed(device)
        sheet = PatientSheet(
            number=number,
            device_id=device.id,
            template=template,
            values=given.values,
            started_on=given.started_on,
        )
        tx.put(sheet)
        _put_versions(tx, given, sheet, device)
    if example.sheets:
        tx.put(Counter(id=SERIES, last=len(example.sheets)))
    _put_answers(tx, example)
    for survey in example.surveys:
        tx.put(Satisfaction.model_validate(survey.model_dump()))


def _device(tx: Transaction, number: int) -> Device:
    return tx.find(Device, number=number)[0]


def _put_versions(tx: Transaction, given: ExampleSheet, sheet: PatientSheet, now: Device) -> None:
    for position, version in enumerate(given.versions, start=1):
        made = _version(tx, version, sheet, _then(now, version))
        tx.put(made.but(position=position))
        for handed in version.hand_outs:
            tx.put(HandOut(version_id=made.id, **handed.model_dump()))


def _then(device: Device, version: ExampleSheetVersion) -> Device:
    """The device as it was on the day of a version."""
    names = {entry.exchange: name for name, entry in entries().items()}
    return device.but(**{names[key]: value for key, value in version.then.items()})


def _version(
    tx: Transaction, given: ExampleSheetVersion, sheet: PatientSheet, device: Device
) -> SheetVersion:
    structure = tx.only(Structure) or Structure()
    purposes = tx.find(ReusePurpose, order="position", device_id=device.id)
    model = model_of(sheet.template)
    subject = Subject(structure, device, tuple(purposes), sheet.values)
    draft = Draft(subject, model, texts_in(tx, model))
    if draft.missing:
        raise ValueError(f"{sheet.code}: {', '.join(e.label for e in draft.missing)}")
    facts, labels = draft.snapshot()
    return SheetVersion(
        sheet_id=sheet.id,
        position=1,
        template=sheet.template,
        texts={variant.value: draft.text(variant) for variant in SheetVariant},
        facts=facts,
        labels=labels,
        validated_on=given.validated_on,
        validated_by=given.validated_by,
    )


def _put_answers(tx: Transaction, example: Example) -> None:
    for given in example.consents:
        device = _device(tx, given.device)
        purposes = tx.find(ReusePurpose, order="position", device_id=device.id)
        values = given.model_dump(exclude={"device", "purpose"})
        tx.put(ReuseConsent(purpose_id=purposes[given.purpose - 1].id, **values))
