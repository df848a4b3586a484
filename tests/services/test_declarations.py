"""Declarations: prepared once, dated once, sent by people, refused with a reason, never put off."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dmn_desktop.core.deadlines import PARIS
from dmn_desktop.core.declaration_texts import TO_WRITE
from dmn_desktop.core.device_vocabulary import CeClass, DeviceStatus
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.incident_dossier import DeclarationFile
from dmn_desktop.core.incident_vocabulary import DeclarationState, DeclarationStatus
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.records import DeclarationPart, Incident, Structure
from dmn_desktop.core.triage import Answer
from dmn_desktop.core.vocabulary import StructureKind
from dmn_desktop.services import (
    declaration_sending,
    declarations,
    incident_orientation,
    incident_rules,
    incidents,
    inventory,
)
from dmn_desktop.services import register as registers
from dmn_desktop.services.declarations import Sent
from dmn_desktop.store.database import Register

KNOWN = datetime(2026, 10, 24, 23, 30, tzinfo=PARIS)
ALL: dict[str, Answer] = {
    "fab1": "oui",
    "mv4": "oui",
    "ei1": "oui",
    "ei2": "oui",
    "ei3": "oui",
    "pa1": "oui",
    "rg1": "oui",
    "rg2": "oui",
    "rg3": "non",
    "rg4": "oui",
    "si1": "oui",
    "ia1": "non",
    "ra1": "oui",
}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    structure = Structure(
        name="Clinique", structure_kind=StructureKind.CLINIC, dpo="dpo@clinique.example"
    )
    made = registers.create(tmp_path / "r.dmn", structure)
    yield made
    made.close()


@pytest.fixture
def incident(register: Register) -> Incident:
    device = inventory.add(
        register, "Ostalis", version="3.3.0", status=DeviceStatus.MDR, ce_class=CeClass.IIA,
        manufacturer="Ostalis SAS",
    )  # fmt: skip
    one = incidents.note(register, "Fracture non signalée", KNOWN, device_id=device.id)
    for node, said in ALL.items():
        one = incident_orientation.answer(register, one, node, said)
    return one


def by_letter(register: Register, incident: Incident) -> dict[str, DeclarationFile]:
    return {
        one.declaration.letter: one for one in incidents.sheet(register, incident.id).declarations
    }


def test_one_declaration_for_each_recipient_with_its_deadline(
    register: Register, incident: Incident
) -> None:
    prepared = declarations.prepare(register, incident.id)
    found = {one.declaration.letter: one for one in prepared.declarations}
    expected = "materiovigilance eigs patient cnil personnes cert_sante asnr fabricant"
    assert set(found) == set(expected.split())
    due = {
        key: (one.parts[0].immediate, one.parts[0].due_at, one.parts[0].due_on)
        for key, one in found.items()
    }
    assert due["materiovigilance"] == (True, None, None)
    assert due["cnil"] == (False, datetime(2026, 10, 27, 21, 30, tzinfo=UTC), None)
    assert due["patient"] == (False, None, date(2026, 11, 8))
    assert due["asnr"] == (False, None, date(2026, 10, 27))
    assert found["eigs"].parts[1].due_on == date(2027, 1, 24)
    assert found["cnil"].declaration.recipient == "CNIL"
    assert found["personnes"].parts[0].rule == "Dans les meilleurs délais"
    assert found["fabricant"].declaration.recipient.startswith("Ostalis SAS")


def test_preparing_again_changes_nothing(register: Register, incident: Incident) -> None:
    first = declarations.prepare(register, incident.id).declarations
    again = declarations.prepare(register, incident.id)
    assert again.declarations == first
    assert again.said == ()


def test_deadlines_are_frozen_and_move_only_with_the_moment_of_knowledge(
    register: Register, incident: Incident
) -> None:
    declarations.prepare(register, incident.id)
    found = incidents.update(register, incident, {"known_at": KNOWN - timedelta(hours=5)})
    assert any("Violation de données" in said and "17:30" in said for said in found.said)
    part = by_letter(register, incident)["cnil"].parts[0]
    assert part.due_at == datetime(2026, 10, 27, 16, 30, tzinfo=UTC)
    unmoved = incidents.update(register, found.incident, {"place": "Urgences"})
    assert unmoved.said == ()


def test_a_sent_part_keeps_its_deadline(register: Register, incident: Incident) -> None:
    declarations.prepare(register, incident.id)
    part = by_letter(register, incident)["cnil"].parts[0]
    declarations.mark_sent(register, part, Sent(KNOWN + timedelta(hours=3), receipt="217"))
    incidents.update(register, incident, {"known_at": KNOWN - timedelta(days=2)})
    after = by_letter(register, incident)["cnil"]
    assert after.parts[0].due_at == part.due_at
    assert after.parts[0].receipt == "217"
    assert after.declaration.state is DeclarationState.SENT


def test_the_second_part_counts_from_the_first(register: Register, incident: Incident) -> None:
    declarations.prepare(register, incident.id)
    first, second = by_letter(register, incident)["eigs"].parts
    assert "jusque-là" in second.rule
    sent, said = declarations.mark_sent(
        register, first, Sent(datetime(2026, 10, 26, 9, tzinfo=PARIS), "Directeur")
    )
    assert "26/01/2027" in said[0]
    second = by_letter(register, incident)["eigs"].parts[1]
    assert second.due_on == date(2027, 1, 26)
    assert "26/10/2026" in second.rule
    assert by_letter(register, incident)["eigs"].declaration.state is DeclarationState.TO_SEND
    declarations.unsend(register, sent)
    assert by_letter(register, incident)["eigs"].parts[1].due_on == date(2027, 1, 24)


def test_the_proof_is_kept_as_a_document(
    register: Register, incident: Incident, tmp_path: Path
) -> None:
    declarations.prepare(register, incident.id)
    proof = tmp_path / "recepisse.pdf"
    proof.write_bytes(b"%PDF-1.7 recu")
    part = by_letter(register, incident)["materiovigilance"].parts[0]
    sent, _ = declarations.mark_sent(register, part, Sent(KNOWN, "Correspondant"), proof)
    (document,) = incidents.sheet(register, incident.id).documents
    assert (document.id, document.file_name) == (sent.document_id, "recepisse.pdf")


def test_a_refusal_needs_a_reason_and_a_name(register: Register, incident: Incident) -> None:
    declarations.prepare(register, incident.id)
    one = by_letter(register, incident)["cert_sante"].declaration
    for reason, by in (("", "Directeur"), ("Panne seule", " ")):
        with pytest.raises(UserError, match="Il manque"):
            declarations.refuse(register, one, reason, by)
    declarations.refuse(register, one, "Panne électrique seule", "Directeur")
    again = declarations.prepare(register, incident.id)
    kept = next(d.declaration for d in again.declarations if d.declaration.letter == "cert_sante")
    assert (kept.state, kept.reason) == (DeclarationState.REFUSED, "Panne électrique seule")
    assert declarations.resume(register, kept).state is DeclarationState.TO_SEND


def test_answers_that_change_set_aside_what_was_not_sent(
    register: Register, incident: Incident
) -> None:
    declarations.prepare(register, incident.id)
    part = by_letter(register, incident)["cnil"].parts[0]
    declarations.mark_sent(register, part, Sent(KNOWN))
    one = incident_orientation.answer(register, incident, "rg1", "non")
    said = declarations.prepare(register, one.id).said
    found = by_letter(register, one)
    assert found["cnil"].declaration.state is DeclarationState.SENT
    assert found["personnes"].declaration.state is DeclarationState.NOT_NEEDED
    assert any("Personnes" in words for words in said)
    one = incident_orientation.answer(register, one, "rg1", "oui")
    declarations.prepare(register, one.id)
    assert by_letter(register, one)["personnes"].declaration.state is DeclarationState.TO_SEND


def test_i_do_not_know_prepares_what_it_may_open(register: Register, incident: Incident) -> None:
    one = incident_orientation.answer(register, incident, "si1", "inconnu")
    declarations.prepare(register, one.id)
    found = by_letter(register, one)["cert_sante"].declaration
    assert found.uncertain
    assert found.status is DeclarationStatus.MANDATORY


def test_late_mandatory_sendings_are_listed_until_they_are_sent(
    register: Register, incident: Incident
) -> None:
    declarations.prepare(register, incident.id)
    late = declarations.overdue(register, KNOWN + timedelta(days=4))
    assert {one.declaration.letter for one in late} >= {"cnil", "materiovigilance", "asnr"}
    assert all(one.declaration.status is DeclarationStatus.MANDATORY for one in late)
    incidents.close(register, incident, "Directeur")
    assert declarations.overdue(register, KNOWN + timedelta(days=4)), "closing hides nothing"
    early = declarations.overdue(register, KNOWN + timedelta(hours=2))
    assert early == []


def test_nothing_legal_can_be_put_off() -> None:
    for module in (declarations, declaration_sending):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            taken = set(inspect.signature(function).parameters)
            assert not taken & {"due_at", "due_on", "due"}, name


def test_texts_follow_the_facts_until_somebody_writes_otherwise(
    register: Register, incident: Incident
) -> None:
    declarations.prepare(register, incident.id)
    part = by_letter(register, incident)["cnil"].parts[0]
    first = {s.id: s for s in declarations.texts(register, part)}
    assert "nombre de personnes" in first["personnes"].missing
    one = incidents.update(
        register, incident, {"people_count": 12, "data_kinds": "Images"}
    ).incident
    filled = {s.id: s for s in declarations.texts(register, part)}
    assert "12" in filled["personnes"].text
    assert set(filled["personnes"].missing) <= set(TO_WRITE.values())
    part, said = declarations.edit_text(register, part, "personnes", "Une douzaine")
    assert said == ""
    incidents.update(register, one, {"people_count": 15})
    kept = {s.id: s for s in declarations.texts(register, part)}
    assert kept["personnes"].text == "Une douzaine"
    assert "Une douzaine" in declarations.letter_text(register, part)
    part = declarations.reset_text(register, part, "personnes")
    assert "15" in {s.id: s for s in declarations.texts(register, part)}["personnes"].text


def test_each_text_knows_who_was_told_and_the_other_cases(
    register: Register, incident: Incident
) -> None:
    declarations.prepare(register, incident.id)
    found = by_letter(register, incident)
    assert "Personnes informées\u00a0: pas encore" in declarations.letter_text(
        register, found["cnil"].parts[1]
    )
    for letter in ("personnes", "fabricant"):
        declarations.mark_sent(register, found[letter].parts[0], Sent(KNOWN))
    incidents.note(register, "Encore", KNOWN, device_id=incident.device_id)
    when = "le 24/10/2026 à 23:30"
    told = declarations.letter_text(register, found["cnil"].parts[1])
    assert f"Personnes informées\u00a0: {when}" in told
    vigilance = declarations.letter_text(register, found["materiovigilance"].parts[0])
    assert f"Fabricant prévenu\u00a0: {when}" in vigilance
    assert "Autres cas chez nous\u00a0: 1 (I-2026-02)" in vigilance


def test_a_reply_is_kept_with_its_document(
    register: Register, incident: Incident, tmp_path: Path
) -> None:
    declarations.prepare(register, incident.id)
    letter = tmp_path / "reponse.txt"
    letter.write_text("Défaut connu", encoding="utf-8")
    one = by_letter(register, incident)["fabricant"].declaration
    found = declarations.note_reply(register, one, "Défaut connu, corrigé en 3.3.1")
    found = declarations.attach_reply(register, found, letter)
    assert found.reply_document_id is not None
    assert by_letter(register, incident)["fabricant"].declaration.reply.startswith("Défaut connu")


def own_rules(tmp_path: Path) -> Path:
    text = (forms_dir() / "signalement.toml").read_text(encoding="utf-8")
    path = tmp_path / "regles.toml"
    text = text.replace("valeur = 72", "valeur = 96").replace(
        'version = "1.0.0"', 'version = "2.0"'
    )
    path.write_text(text.replace("out_asnr", "out_radio"), encoding="utf-8")
    return path


def test_a_practice_follows_its_own_rules_once_it_adopted_them(
    register: Register, incident: Incident, tmp_path: Path
) -> None:
    declarations.prepare(register, incident.id)
    new = incident_rules.read(register, own_rules(tmp_path))
    assert {change.where for change in new.changes} >= {"Règles", "Issue out_rg_72"}
    assert not new.older
    with pytest.raises(UserError, match="Il manque"):
        incident_rules.adopt(register, new, "")
    rules = incident_rules.adopt(register, new, "Directeur", "Nouveau texte")
    assert (rules.tree.version, rules.record is not None) == ("2.0", True)
    kept = by_letter(register, incident)["cnil"].parts[0]
    assert kept.due_at == datetime(2026, 10, 27, 21, 30, tzinfo=UTC), "frozen with its rule"
    other = incidents.note(register, "Courrier mal adressé", KNOWN)
    for node, said in ALL.items():
        other = incident_orientation.answer(register, other, node, said)
    declarations.prepare(register, other.id)
    found = by_letter(register, other)
    assert found["cnil"].parts[0].due_at == datetime(2026, 10, 28, 21, 30, tzinfo=UTC)
    assert found["out_radio"].declaration.name == "Événement significatif de radioprotection"
    assert declarations.texts(register, found["out_radio"].parts[0])
    with pytest.raises(UserError, match="même chose"):
        incident_rules.read(register, own_rules(tmp_path))
    back = incident_rules.return_to_shipped(register, "Directeur")
    assert back.record is None
    assert [record.version for record in incident_rules.history(register)] == ["1.0.0", "2.0"]
    registers.undo(register)
    assert incident_rules.rules(register).tree.version == "2.0"


def test_rules_that_drop_an_outcome_leave_its_deadline(
    register: Register, incident: Incident, tmp_path: Path
) -> None:
    declarations.prepare(register, incident.id)
    before = by_letter(register, incident)["asnr"].parts[0]
    assert before.due_on is not None
    incident_rules.adopt(register, incident_rules.read(register, own_rules(tmp_path)), "Directeur")
    incidents.update(register, incident, {"known_at": KNOWN + timedelta(days=9)})
    after = by_letter(register, incident)["asnr"].parts[0]
    assert (after.due_on, after.rule) == (before.due_on, before.rule)


def test_adopted_rules_that_can_no_longer_be_read_lock_nothing(
    register: Register, incident: Incident, tmp_path: Path
) -> None:
    new = incident_rules.read(register, own_rules(tmp_path))
    incident_rules.adopt(register, replace(new, content=b"[[noeud]]"), "Directeur")
    found = incident_rules.rules(register)
    assert found.tree.version == "1.0.0"
    assert "regles.toml, ne se lisent plus" in found.words
    assert declarations.prepare(register, incident.id).declarations
    assert incident_rules.return_to_shipped(register, "Directeur").problem == ""


def test_rules_older_than_those_in_force_are_told_so(register: Register, tmp_path: Path) -> None:
    path = own_rules(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2026-11-21", "2025-01-31"), encoding="utf-8")
    new = incident_rules.read(register, path)
    assert new.older
    dates = next(change for change in new.changes if change.what == "vérifiées le")
    assert (dates.before, dates.after) == ("21/11/2026", "31/01/2025")
    assert incident_rules.adopt(register, new, "Directeur").newer_shipped


def test_rules_that_would_mislead_are_refused_and_nothing_changes(
    register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "regles.toml"
    for content in (b"", b"\xff\xfe", b"[[noeud]]", b"x" * 2_000_000):
        path.write_bytes(content)
        with pytest.raises(UserError) as caught:
            incident_rules.read(register, path)
        assert "règles en vigueur n’ont pas changé" in str(caught.value)
    assert incident_rules.rules(register).record is None


def test_parts_are_the_same_records_whoever_prepares(incident: Incident) -> None:
    assert DeclarationPart.id_for("a", "b") == DeclarationPart.id_for("a", "b")
    assert DeclarationPart.id_for("a", "b") != DeclarationPart.id_for("a", "c")
    assert incident.code == "I-2026-01"
