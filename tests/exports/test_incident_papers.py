"""Papers about incidents, read back: every stored value is there, and no more than a page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, get_origin

import openpyxl
import pytest

from dmn_desktop.core.deadlines import PARIS
from dmn_desktop.core.declaration_facts import at
from dmn_desktop.core.incident_dossier import (
    Answered,
    DeclarationFile,
    IncidentFile,
    IncidentPaper,
    IncidentYear,
    Related,
)
from dmn_desktop.core.incident_vocabulary import (
    DeclarationState,
    DeclarationStatus,
    IncidentState,
)
from dmn_desktop.core.records import (
    Barrier,
    Cause,
    ChronologyLine,
    CorrectiveAction,
    Declaration,
    DeclarationPart,
    Device,
    Incident,
    IncidentDocument,
    Record,
    Structure,
)
from dmn_desktop.core.text import day
from dmn_desktop.core.vocabulary import Word
from dmn_desktop.exports.pdf.action_plan import write_action_plan
from dmn_desktop.exports.pdf.breaches import breaches_of, write_breaches
from dmn_desktop.exports.pdf.incident import write_incident
from dmn_desktop.exports.pdf.incident_year import write_incident_year
from dmn_desktop.exports.pdf.suspension import write_suspension
from dmn_desktop.exports.xlsx.incidents import PLAN, write_log, write_plan
from tests.exports.pdf_reading import compact, read
from tests.store.samples import filled

STRUCTURE = Structure(name="Clinique", manager="Cadre")
ODD = "Œuvre à 12\u00a0% — « déjà » <b> & = + ’"


def one(record: type[Record], **changes: Any) -> Any:
    """A record with every field filled by words that can be found again."""
    values: dict[str, Any] = {}
    for name, spec in record.model_fields.items():
        known = getattr(filled(record), name)
        values[name] = f"{name} {ODD}" if isinstance(known, str) and type(known) is str else known
        if isinstance(known, tuple):
            values[name] = tuple(f"{name} {rank}" for rank in range(len(known)))
        if get_origin(spec.annotation) is dict:
            values[name] = {"faits": f"{name} {ODD}"}
    sha = hashlib.sha256(b"x").hexdigest()
    return record.model_validate(
        {**values, **({"sha256": sha} if "sha256" in values else {}), **changes}
    )


INCIDENT: Incident = one(Incident, year=2026, number=4, answers={"rg1": "oui"})
PART: DeclarationPart = one(DeclarationPart, document_id="piece")
FILE = IncidentFile(
    incident=INCIDENT,
    structure=STRUCTURE,
    device=Device(number=7, name="Ostalis", fallback="Lire sans aide", referent="Radiologue"),
    documents=(one(IncidentDocument, id="piece"),),
    chronology=(one(ChronologyLine),),
    causes=(one(Cause),),
    barriers=(one(Barrier),),
    declarations=(DeclarationFile(one(Declaration, letter="cnil", confidence="B"), (PART,)),),
    actions=(one(CorrectiveAction),),
    related=Related(3, "3e sur 3.3.0", (), (INCIDENT.but(id="autre", number=2),)),
)
PAPER = IncidentPaper(
    FILE,
    "Règles du programme, version 1.0.0",
    ("Protéger le patient.", *INCIDENT.conduct),
    (Answered("L’outil est-il un dispositif\u00a0?", "Oui", "Rempli depuis la fiche."),),
    {PART.id: [("Faits", "texte du volet")]},
)
YEAR = IncidentYear(STRUCTURE, 0, (FILE,), FILE.actions, date(2026, 11, 22))


def words_of(record: Record, without: set[str]) -> Iterator[tuple[str, str]]:
    """What a reader must find of a record, by field."""
    for name, value in record:
        if name in without or name.endswith(("_id", "sha256")) or name == "id":
            continue
        for item in value if isinstance(value, tuple) else [value]:
            if isinstance(item, Word):
                yield name, item.label
            elif isinstance(item, str) and not isinstance(item, StrEnum):
                yield name, item
            elif isinstance(item, datetime):
                yield name, at(INCIDENT.here(item))
            elif isinstance(item, date):
                yield name, day(item)
            elif isinstance(item, int) and not isinstance(item, bool) and name != "size":
                yield name, str(item)


ASIDE = {
    Incident: {"answers", "offset", "near_miss"},
    Declaration: {"outcomes", "letter", "confidence", "position"},
    DeclarationPart: {"texts", "part", "position", "due_on"},
    ChronologyLine: {"position"},
    Cause: {"position"},
    Barrier: {"position"},
    IncidentDocument: {"added_on", "position"},
}


def records() -> list[Record]:
    found: list[Record] = [INCIDENT, *FILE.documents, *FILE.chronology, *FILE.causes]
    found += FILE.barriers
    for declared in FILE.declarations:
        found += [declared.declaration, *declared.parts]
    return found


def test_the_sheet_of_an_incident_holds_every_stored_value(tmp_path: Path) -> None:
    text = read(write_incident(PAPER, tmp_path / "i.pdf")).text
    for record in records():
        for name, words in words_of(record, ASIDE[type(record)]):
            shown = compact(words).lower()
            assert shown in text.lower(), (type(record).__name__, name)
    assert INCIDENT.near_miss
    assert FILE.declarations[0].declaration.uncertain
    for words in ("A failli arriver", "si le point à éclaircir se confirme"):
        assert compact(words) in text
    for words in ("3e sur 3.3.0", "L’outil est-il un dispositif", "texte du volet", "I-2026-02"):
        assert compact(words) in text


def test_a_sheet_is_a_draft_until_the_incident_is_closed(tmp_path: Path) -> None:
    closed = read(write_incident(PAPER, tmp_path / "i.pdf"))
    assert "Brouillon" not in closed.pages[0]
    still = replace(FILE, incident=INCIDENT.but(state=IncidentState.OPEN))
    assert (
        "Brouillon" in read(write_incident(replace(PAPER, file=still), tmp_path / "o.pdf")).pages[0]
    )


def test_a_ground_that_was_not_verified_is_told_apart(tmp_path: Path) -> None:
    doubtful = one(Declaration, letter="asnr", confidence="C", ground="CSP L.1333-13")
    file = replace(FILE, declarations=(DeclarationFile(doubtful, ()),))
    text = read(write_incident(replace(PAPER, file=file), tmp_path / "i.pdf")).text
    assert compact("à vérifier avec un juriste") in text
    assert compact("Fondement") not in text


def test_the_notice_of_suspension_is_one_page_whatever_the_text(tmp_path: Path) -> None:
    long = Device(number=7, name="N" * 300, fallback="mot " * 4_000, referent="R" * 300)
    for device in (FILE.device, long, None):
        suspended = INCIDENT.but(returned_on=None)
        paper = replace(PAPER, file=replace(FILE, device=device, incident=suspended))
        found = read(write_suspension(paper, tmp_path / "s.pdf"))
        assert len(found.pages) == 1
        assert compact("Ne plus utiliser") in found.text


def notice(tmp_path: Path, **changes: Any) -> str:
    file = replace(FILE, incident=INCIDENT.but(**changes))
    return read(write_suspension(replace(PAPER, file=file), tmp_path / "s.pdf")).text


def test_the_notice_claims_no_suspension_that_is_not(tmp_path: Path) -> None:
    never = notice(tmp_path, suspended_on=None, returned_on=None)
    assert compact("Suspendu depuis le, jusqu’à nouvel avis") in never
    now = notice(tmp_path, suspended_on=date(2026, 5, 5), returned_on=None)
    assert compact("Suspendu depuis le 5 mai 2026, jusqu’à nouvel avis.") in now
    back = notice(tmp_path, suspended_on=date(2026, 5, 5), returned_on=date(2026, 5, 9))
    assert compact("De nouveau en service") in back
    assert compact("Ne plus utiliser") not in back


def declared(state: DeclarationState, **values: Any) -> IncidentFile:
    """An incident with one mandatory sending, due by the 8th of May."""
    part = one(DeclarationPart, sent_at=None, due_at=None, due_on=date(2026, 5, 8), **values)
    told = one(Declaration, state=state, status=DeclarationStatus.MANDATORY, reason="")
    incident = INCIDENT.but(known_at=datetime(2026, 5, 1, 9, tzinfo=PARIS))
    return IncidentFile(incident, STRUCTURE, declarations=(DeclarationFile(told, (part,)),))


@pytest.mark.parametrize(
    ("state", "on", "words", "late"),
    [
        (DeclarationState.TO_SEND, 8, "À faire", 0),
        (DeclarationState.TO_SEND, 9, "En retard", 1),
        (DeclarationState.SENT, 8, "Pas encore", 0),  # another part was sent
        (DeclarationState.SENT, 9, "En retard", 1),
        (DeclarationState.REFUSED, 9, "Écartée", 0),
        (DeclarationState.KEPT_HERE, 9, "Inscrite au registre", 0),
    ],
)
def test_the_year_tells_what_was_not_sent_and_what_is_late(
    state: DeclarationState, on: int, words: str, late: int, tmp_path: Path
) -> None:
    year = IncidentYear(STRUCTURE, 0, (declared(state),), (), date(2026, 5, on))
    text = read(write_incident_year(year, tmp_path / "a.pdf")).text
    assert compact(words) in text
    assert compact(f"{late} déclaration obligatoire en retard") in text


def test_all_years_are_counted_each_in_its_turn(tmp_path: Path) -> None:
    known = [datetime(2025, 3, 1, 9, tzinfo=PARIS), datetime(2026, 4, 1, 9, tzinfo=PARIS)]
    files = tuple(
        IncidentFile(INCIDENT.but(id=f"i{n}", known_at=at), STRUCTURE) for n, at in enumerate(known)
    )
    text = read(write_incident_year(replace(YEAR, files=files), tmp_path / "a.pdf")).text
    assert text.index(compact("2026, par nature")) < text.index(compact("2025, par nature"))


def test_what_is_kept_here_is_not_told_to_be_sent(tmp_path: Path) -> None:
    file = declared(DeclarationState.KEPT_HERE, sent_by="", sent_to="", receipt="")
    text = read(write_incident(replace(PAPER, file=file), tmp_path / "i.pdf")).text
    assert compact("pas encore") not in text


def test_the_year_counts_lists_and_follows_up(tmp_path: Path) -> None:
    year = IncidentYear(STRUCTURE, INCIDENT.known.year, (FILE,), FILE.actions, date(2026, 11, 22))
    text = read(write_incident_year(year, tmp_path / "a.pdf")).text
    for words in ("1 incident.", "I-2026-04", "Par nature", "Par dispositif", "I-2026-04", "A-07"):
        assert compact(words) in text
    empty = IncidentYear(STRUCTURE, 2026, (), (), date(2026, 11, 22))
    assert (
        compact("Aucun incident noté") in read(write_incident_year(empty, tmp_path / "b.pdf")).text
    )


def test_the_register_of_breaches_holds_facts_effects_and_measures(tmp_path: Path) -> None:
    text = read(write_breaches(YEAR, tmp_path / "v.pdf")).text
    shown = (INCIDENT.name, INCIDENT.description, INCIDENT.data_effects, INCIDENT.data_measures)
    for words in (*shown, INCIDENT.data_kinds, "Environ 7", PART.receipt):
        assert compact(words) in text
    other = INCIDENT.but(answers={}, data_kinds="", incident_kind="panne")
    quiet = IncidentFile(incident=other, structure=STRUCTURE)
    assert breaches_of(IncidentYear(STRUCTURE, 0, (quiet,), (), date(2026, 1, 1))) == []


def test_the_plan_on_paper_and_as_a_spreadsheet_holds_every_stored_value(tmp_path: Path) -> None:
    text = read(write_action_plan(YEAR, tmp_path / "p.pdf")).text.lower()
    book = openpyxl.load_workbook(write_plan(YEAR, tmp_path / "p.xlsx"))
    cells = [c.value for row in book["Plan d’actions"].iter_rows() for c in row]
    for name, words in words_of(FILE.actions[0], {"opened_on"}):
        assert compact(words).lower() in text, name
    for name, value in FILE.actions[0]:
        if isinstance(value, str) and not name.endswith(("id", "sha256")):
            assert (value.label if isinstance(value, Word) else value) in cells, name
    assert "Ligne du PAQSS" in [column.title for column in PLAN]
    assert FILE.actions[0].paqss in cells


def test_the_log_as_a_spreadsheet_holds_every_stored_value(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_log(YEAR, tmp_path / "l.xlsx"))
    words = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row}
    for record in records():
        for name, value in record:
            if name == "confidence":
                continue  # told in words
            if isinstance(value, str) and type(value) is str and value:
                assert value in words, (type(record).__name__, name)
            elif isinstance(value, Word):
                assert value.label in words, (type(record).__name__, name)


def test_a_ground_that_was_not_verified_is_told_apart_in_the_spreadsheet(tmp_path: Path) -> None:
    doubtful = one(Declaration, letter="asnr", confidence="C")
    file = replace(FILE, declarations=(DeclarationFile(doubtful, ()),))
    book = openpyxl.load_workbook(write_log(replace(YEAR, files=(file,)), tmp_path / "l.xlsx"))
    cells = {c.value for row in book["Déclarations"].iter_rows() for c in row}
    assert "C, à vérifier avec un juriste" in cells


def test_dates_of_the_plan_are_dates_in_boxes_under_titles_of_two_lines(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_plan(YEAR, tmp_path / "p.xlsx"))["Plan d’actions"]
    titles = {cell.value: cell for cell in sheet[3]}
    for title in ("Échéance", "Vérifier l’effet le", "Effet vérifié le", "Close le"):
        cell = sheet.cell(4, titles[title].column or 0)
        assert (cell.is_date, cell.number_format) == (True, "dd/mm/yyyy")
        assert cell.border.left.style == "thin"
    assert sheet.row_dimensions[3].height >= 30
    assert sheet.auto_filter.ref == "A3:V4"


@pytest.mark.parametrize("number", [1, 500])
def test_any_number_of_incidents_is_printed(number: int, tmp_path: Path) -> None:
    files = tuple(
        IncidentFile(incident=INCIDENT.but(id=f"i{n}", number=n), structure=STRUCTURE)
        for n in range(1, number + 1)
    )
    year = IncidentYear(STRUCTURE, INCIDENT.known.year, files, (), date(2026, 11, 22))
    text = read(write_incident_year(year, tmp_path / "a.pdf")).text
    assert f"I-2026-{number:02d}" in text


def test_the_log_tells_instants_in_the_time_of_the_practice(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_log(YEAR, tmp_path / "l.xlsx"))
    values = {c.value for row in book["Incidents"].iter_rows() for c in row}
    assert INCIDENT.known.replace(tzinfo=None) in values
    overseas = INCIDENT.but(offset=-240)
    file = replace(FILE, incident=overseas)
    book = openpyxl.load_workbook(write_log(replace(YEAR, files=(file,)), tmp_path / "o.xlsx"))
    values = {c.value for row in book["Incidents"].iter_rows() for c in row}
    assert overseas.known.replace(tzinfo=None) in values
    assert overseas.known.hour != INCIDENT.known.hour
