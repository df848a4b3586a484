"""Actions on the sheets given to patients: write, validate, review, hand out."""

from __future__ import annotations

from datetime import date

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.patient_sheet import (
    Change,
    Element,
    Lost,
    TextChange,
    differences,
)
from dmn_desktop.core.records import (
    Device,
    HandOut,
    PatientSheet,
    SheetVersion,
    today,
)
from dmn_desktop.core.text import NBSP, count, shorten
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.patient_desk import Bench, SheetDesk
from dmn_desktop.services.patient_templates import model_of, proposed
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader

__all__ = [
    "Bench",
    "Change",
    "Element",
    "Lost",
    "SheetDesk",
    "TextChange",
    "create",
    "differences",
    "find",
    "hand_out",
    "hand_outs",
    "open_sheet",
    "remove",
    "set_code",
    "set_reason",
    "set_template",
    "set_value",
    "validate",
]

SERIES = "IP"
_GONE = (
    "Cette fiche d’information n’est plus dans le registre.",
    "Les fiches supprimées restent 90 jours dans la Corbeille.",
    "L’y chercher, ou revenir à la liste.",
)


def find(register: Register, number: int) -> PatientSheet | None:
    """The sheet with this number."""
    with register.reading() as reader:
        found = reader.find(PatientSheet, number=number)
    return found[0] if found else None


def open_sheet(register: Register, sheet_id: str) -> SheetDesk:
    """A sheet with all that shows it.

    Raises:
        UserError: It is no longer there.
    """
    with register.reading() as reader:
        return Bench(reader).desk(_get(reader, sheet_id))


def open_all(register: Register) -> list[SheetDesk]:
    """Every sheet, by number."""
    with register.reading() as reader:
        bench = Bench(reader)
        return [bench.desk(sheet) for sheet in reader.find(PatientSheet, order="number")]


def _get(reader: Reader, sheet_id: str) -> PatientSheet:
    found = reader.get(PatientSheet, sheet_id)
    if found is None:
        raise UserError(*_GONE)
    return found


def create(register: Register, device_id: str | None, template: str = "") -> PatientSheet:
    """Begin a sheet.

    Args:
        register: Where.
        device_id: The device it is about; None for the structure as a whole.
        template: Key of its template; by default the one that the device asks for.

    Raises:
        UserError: The device or the template does not exist.
    """
    refuse_read_only(register)
    with register.reading() as reader:
        device = reader.get(Device, device_id) if device_id else None
    if device_id and device is None:
        raise UserError("Ce dispositif n’est plus dans l’inventaire.", "", "En choisir un autre.")
    model = model_of(template or proposed(device))
    title = device.name if device else model.title
    with register.transaction(f"fiche d’information\u00a0: {shorten(title, 40)}") as tx:
        number = next_number(tx, SERIES)
        sheet = PatientSheet(number=number, device_id=device_id, template=model.key)
        tx.put(sheet)
    return sheet


def set_value(
    register: Register, sheet: PatientSheet, name: str, value: str, run: str = ""
) -> PatientSheet:
    """Type an element; empty, it is again what the register or the template says.

    Args:
        register: Where.
        sheet: The sheet before the change.
        name: Name of the element.
        value: Its words.
        run: Joins the saves of one stretch of typing into one undo.
    """
    refuse_read_only(register)
    values = {key: text for key, text in sheet.values.items() if key != name}
    if value.strip():
        values[name] = value
    changed = sheet.but(values=values)
    with register.transaction(f"{sheet.code}, {name}", run) as tx:
        tx.put(changed)
    return changed


def set_template(register: Register, sheet: PatientSheet, template: str) -> PatientSheet:
    """Change the template of a sheet; what was typed is kept.

    Raises:
        UserError: No template has this key.
    """
    refuse_read_only(register)
    changed = sheet.but(template=model_of(template).key)
    with register.transaction(f"{sheet.code}, modèle") as tx:
        tx.put(changed)
    return changed


def set_reason(
    register: Register, sheet: PatientSheet, lost: Lost, reason: str, run: str = ""
) -> PatientSheet:
    """Say why a sheet does without a mandatory mention; empty, the mention is waited for again.

    Args:
        register: Where.
        sheet: The sheet before the change.
        lost: The mention, in one of its two texts.
        reason: Why, kept with the sheet and with the versions validated so.
        run: Joins the saves of one stretch of typing into one undo.
    """
    refuse_read_only(register)
    reasons = {key: text for key, text in sheet.without.items() if key != lost.key}
    if reason.strip():
        reasons[lost.key] = reason
    changed = sheet.but(without=reasons)
    label = f"{sheet.code}, motif{NBSP}: {lost.mention.label.lower()}"
    with register.transaction(label, run) as tx:
        tx.put(changed)
    return changed


def set_code(register: Register, sheet: PatientSheet, with_code: bool) -> PatientSheet:
    """Print the code of the structure's own page at the end of a sheet, or not."""
    refuse_read_only(register)
    changed = sheet.but(with_code=with_code)
    with register.transaction(f"{sheet.code}, code QR") as tx:
        tx.put(changed)
    return changed


def remove(register: Register, sheet: PatientSheet) -> None:
    """Move a sheet, with its versions and hand-outs, to the Corbeille."""
    refuse_read_only(register)
    with register.transaction(f"suppression de {sheet.code}") as tx:
        tx.remove(sheet)


def validate(register: Register, sheet_id: str, role: str, on: date | None = None) -> SheetVersion:
    """Freeze the words of a sheet as its next version.

    Args:
        register: Where.
        sheet_id: The sheet.
        role: Who validates: a function, never a name.
        on: The day, today by default.

    Raises:
        UserError: An element or a mandatory mention is missing, named with its legal source; or
            no role is given. Nothing is frozen.
    """
    refuse_read_only(register)
    desk = open_sheet(register, sheet_id)
    _refuse_incomplete(desk, role)
    facts, labels = desk.draft.snapshot()
    version = SheetVersion(
        sheet_id=sheet_id,
        position=(desk.last.position if desk.last else 0) + 1,
        template=desk.sheet.template,
        texts={variant.value: desk.text(variant) for variant in SheetVariant},
        facts=facts,
        labels=labels,
        without={lost.key: lost.reason for lost in desk.lost},
        page=desk.draft.page,
        validated_on=on or today(),
        validated_by=role.strip(),
    )
    with register.transaction(f"validation de {desk.sheet.code}") as tx:
        tx.put(version)
    return version


def _refuse_incomplete(desk: SheetDesk, role: str) -> None:
    kept = "La fiche reste un brouillon."
    if desk.last is not None:
        kept = f"La version {desk.last.position} reste celle à remettre."
    missing = [element.label for element in desk.missing]
    if missing:
        raise UserError(
            f"{count(len(missing), 'élément manque', 'éléments manquent')}{NBSP}: "
            f"{', '.join(missing)}.",
            kept,
            "Le compléter, puis valider." if len(missing) == 1 else "Les compléter, puis valider.",
        )
    # A text of the law is never left out in silence. Yet the program cannot read that the
    # practice says the same in its own words, or that a mention has no object there: it is
    # refused until a reason is written, which stays with the sheet and with the version.
    lost = [one.sentence for one in desk.unexplained]
    if lost:
        told = count(len(lost), "mention obligatoire manque", "mentions obligatoires manquent")
        raise UserError(
            f"{told}{NBSP}: {f'{NBSP}; '.join(lost)}.",
            kept,
            "La remettre dans le texte, ou écrire pourquoi elle n’y est pas."
            if len(lost) == 1
            else "Les remettre dans le texte, ou écrire pourquoi elles n’y sont pas.",
        )
    if not role.strip():
        raise UserError("Aucune fonction ne valide la fiche.", kept, "Écrire la fonction.")


def hand_out(
    register: Register,
    version: SheetVersion,
    variant: SheetVariant,
    copies: int,
    handed_on: date | None = None,
) -> HandOut:
    """Note copies handed out on one day; no patient is named."""
    refuse_read_only(register)
    made = HandOut(
        version_id=version.id, variant=variant, copies=copies, handed_on=handed_on or today()
    )
    with register.transaction(f"remise de {count(copies, 'exemplaire')}") as tx:
        tx.put(made)
    return made


def hand_outs(register: Register, sheet_id: str) -> list[tuple[SheetVersion, HandOut]]:
    """What was handed out, newest first, with its version."""
    with register.reading() as reader:
        versions = reader.find(SheetVersion, order="position", sheet_id=sheet_id)
        found = [(v, h) for v in versions for h in reader.find(HandOut, version_id=v.id)]
    return sorted(found, key=lambda pair: pair[1].handed_on, reverse=True)
