"""A practice's own table: nothing invented, nothing silent, one undo."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.inventory_import.answer import answer_of
from dmn_desktop.core.inventory_import.choices import Choices, choices_text, read_choices
from dmn_desktop.core.inventory_import.plan import Doubled, Plan, Question
from dmn_desktop.core.records import Device, Structure
from dmn_desktop.services import inventory
from dmn_desktop.services import register as registers
from dmn_desktop.services.inventory_import import apply, prepare, propose, read_file
from dmn_desktop.services.register import Register
from tests.services import practice_files
from tests.services.practice_files import PracticeFile

Make = Callable[[Path], PracticeFile]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with contextlib.closing(registers.create(tmp_path / "r.dmn", Structure(name="Essai"))) as made:
        yield made


def planned(path: Path, choices: Choices | None = None) -> Plan:
    plan = propose(read_file(path), choices or Choices.model_validate({}))
    assert isinstance(plan, Plan), plan
    return plan


def filled(line: dict[str, Any]) -> dict[str, Any]:
    return {exchange: value for exchange, value in line.items() if value is not None}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("make", practice_files.FILES, ids=lambda make: make.__name__)
def test_every_cell_is_right_flagged_or_told(tmp_path: Path, make: Make) -> None:
    wanted = make(tmp_path)
    answer = answer_of(planned(wanted.path))
    found = [filled(line) for line in answer["lignes"]]
    assert found == list(wanted.devices)
    flagged = squeezed(" | ".join(answer["a_verifier"].values()))
    for text in wanted.to_check:
        assert squeezed(text) in flagged, text
    assert len(answer["doublons"]) == wanted.doubles


OLD_EXCEL = Path(__file__).parents[1] / "data" / "old_excel"
"""Some of the files of practices, saved by LibreOffice as « Excel 97-2003 » (BIFF 8)."""


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (practice_files.imaging_centre, "imagerie.xls"),
        (practice_files.old_macintosh, "mac.xls"),
        (practice_files.endless, "sans_fin.xls"),
    ],
)
def test_an_old_workbook_reads_like_the_new_one(tmp_path: Path, make: Make, name: str) -> None:
    wanted = make(tmp_path)
    assert (OLD_EXCEL / name).read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    answer = answer_of(planned(OLD_EXCEL / name))
    assert [filled(line) for line in answer["lignes"]] == list(wanted.devices)
    flagged = squeezed(" | ".join(answer["a_verifier"].values()))
    for text in wanted.to_check:
        assert squeezed(text) in flagged, text
    assert len(answer["doublons"]) == wanted.doubles


def test_an_old_workbook_gives_the_results_of_its_formulas_and_its_errors() -> None:
    answer = answer_of(planned(OLD_EXCEL / "achats.xls"))
    found = {line["nom_commercial"]: filled(line) for line in answer["lignes"]}
    assert list(found) == ["StrokeAlert", "ECGuard", "RetinaVue", "OncoPlan"]
    assert found["ECGuard"]["cout_annuel_eur"] == 18500
    assert "fin_contrat" not in found["RetinaVue"]
    flagged = squeezed(" | ".join(answer["a_verifier"].values()))
    assert squeezed("7 800 € HT") in flagged
    assert "#REF!" in flagged, "an error is an empty cell for the reader"


def test_hidden_lines_and_columns_of_an_old_workbook_are_told() -> None:
    """Made with a hidden third line and a hidden second column."""
    plan = planned(OLD_EXCEL / "cache.xls")
    assert len(plan.lines) == 5
    said = " ".join(answer_of(plan)["avertissements"])
    assert "1 ligne masquée lue" in said
    assert "Colonnes masquées, lues" in said
    assert [column.title for column in plan.columns if column.hidden] == ["Éditeur"]


@pytest.mark.parametrize("make", practice_files.FILES, ids=lambda make: make.__name__)
def test_no_cell_is_lost_in_silence(tmp_path: Path, make: Make) -> None:
    """Each filled cell is the title of a column, a value, a flag, or named in a warning."""
    wanted = make(tmp_path)
    plan = planned(wanted.path)
    answer = answer_of(plan)
    told = squeezed(" ".join([*answer["avertissements"], *answer["a_verifier"].values()]))
    titles = {part for c in plan.columns for part in [squeezed(c.title), *re.split(" ", c.title)]}
    titles |= {squeezed(c.title) for c in plan.columns}
    read = {squeezed(text) for text in _texts_of_read_cells(plan)}
    for cell in wanted.cells:
        text = squeezed(cell)
        heading = text in titles or any(text in title for title in titles)
        assert heading or text in told or text in read, text


def _texts_of_read_cells(plan: Plan) -> Iterator[str]:
    """The texts of the cells from which a value of a line was read."""
    from dmn_desktop.core.inventory_import.fields import targets
    from dmn_desktop.core.inventory_import.source import written

    rows = dict(plan.layout.sheet.rows)
    for line in plan.lines:
        cells = rows[line.number]
        for column in plan.columns:
            target = targets().get(column.exchange or "")
            if target and target.name in line.values and column.index < len(cells):
                text = written(cells[column.index])
                yield text
                yield f"'{text}"  # the apostrophe that keeps a text from being run


def test_the_whole_of_the_files_is_right_at_98_percent(tmp_path: Path) -> None:
    right = total = invented = 0
    for make in practice_files.FILES:
        folder = tmp_path / make.__name__
        folder.mkdir()
        wanted = make(folder)
        lines = [filled(line) for line in answer_of(planned(wanted.path))["lignes"]]
        for found, device in zip(lines, wanted.devices, strict=True):
            total += len(device)
            right += sum(found.get(exchange) == value for exchange, value in device.items())
            invented += len(set(found) - set(device))
    assert total > 150
    assert right / total >= 0.98
    assert invented == 0


def test_an_import_is_one_step_and_keeps_what_is_doubtful(
    register: Register, tmp_path: Path
) -> None:
    wanted = practice_files.imaging_centre(tmp_path)
    plan = prepare(register, wanted.path)
    assert isinstance(plan, Plan)
    done = apply(register, plan)
    assert len(done.added) == 4
    sheet = inventory.sheet(register, done.added[2])
    assert sheet.device.name == "MammoVue"
    assert any("fin 2027" in point.text for point in sheet.points)
    other = inventory.sheet(register, done.added[1])
    assert any("à renégocier" in point.text for point in other.points)
    assert registers.next_undo(register) == "import de 4 dispositifs depuis imagerie.xlsx"
    registers.undo(register)
    assert inventory.rows(register, ("name",)) == []


def test_doubles_are_left_completed_or_added(register: Register, tmp_path: Path) -> None:
    kept = inventory.add(register, "ostalis FRACTURE", version="3.2.1", manufacturer="Milvue")
    plan = prepare(register, practice_files.imaging_centre(tmp_path).path)
    assert isinstance(plan, Plan)
    (double,) = plan.doubles
    assert (double.other, double.known_id) == ("DMN-01", kept.id)
    assert "contract_end" in double.fills
    assert set(double.differs) == {"name"}
    apply(register, plan, {double.line: Doubled.COMPLETE})
    after = inventory.sheet(register, kept.id).device
    assert (after.name, str(after.contract_end)) == ("ostalis FRACTURE", "2027-01-14")
    assert len(inventory.rows(register, ("name",))) == 4
    registers.undo(register)
    assert apply(register, plan).skipped == 1
    registers.undo(register)
    assert len(apply(register, plan, {double.line: Doubled.ADD}).added) == 4


def test_nothing_said_is_nothing_assumed(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Version\nOstalis;3\n;4\n", encoding="utf-8")
    plan = prepare(register, path)
    assert isinstance(plan, Plan)
    assert [(r.number, r.text) for r in plan.refused] == [(3, "4")]
    done = apply(register, plan)
    device = inventory.sheet(register, done.added[0]).device
    assert device.nature.value == ""
    assert any("Envisagé" in note for note in plan.notes)


def test_a_person_is_asked_when_two_answers_are_right(tmp_path: Path) -> None:
    encoded = tmp_path / "encodage.csv"
    encoded.write_bytes(practice_files.unreadable_encoding())
    question = propose(read_file(encoded))
    assert isinstance(question, Question)
    assert question.about == "encodage"
    assert len(question.options) > 1
    twins = tmp_path / "jumelles.csv"
    twins.write_text("Logiciel;Produit;Version\nA;B;1\nC;D;2\n", encoding="utf-8")
    question = propose(read_file(twins))
    assert isinstance(question, Question)
    assert question.about == "colonnes"
    settled = Choices.model_validate({"colonnes": {"Produit": "nom_commercial", "Logiciel": ""}})
    assert [line.name for line in planned(twins, settled).lines] == ["B", "D"]


def test_titles_in_english_and_short_ones_are_known(tmp_path: Path) -> None:
    path = tmp_path / "fabricant.csv"
    path.write_text(
        "Device name,Vers°,CE class,AI,In service since,Country,Réf. médical\n"
        "qXR,3.10,Class IIa,TRUE,2024-03-01,India,Dr B.\n",
        encoding="utf-8",
    )
    line = planned(path).lines[0]
    assert not line.left
    assert (line.name, line.values["version"], line.values["referent"]) == ("qXR", "3.10", "Dr B.")
    assert line.values["manufacturer_country"] == "IN"


def test_the_empty_word_of_our_own_lists_comes_back_empty(tmp_path: Path) -> None:
    path = tmp_path / "registre.csv"
    path.write_text(
        "Nom;Usage comparé à la finalité;Hébergement\nOstalis;À comparer;Non précisé\n",
        encoding="utf-8",
    )
    line = planned(path).lines[0]
    assert not line.flags
    assert line.values == {"name": "Ostalis"}


def test_a_second_table_below_is_told_not_read_under_the_wrong_titles(tmp_path: Path) -> None:
    path = tmp_path / "deux.csv"
    path.write_text(
        "Logiciel;Version;Service\nOstalis;2;Radio\n\nNom;Marque;Date d'achat;N° de série\n"
        "Tensio;Omron;12/05/2023;SN1\n",
        encoding="utf-8",
    )
    plan = planned(path)
    assert [line.name for line in plan.lines] == ["Ostalis"]
    assert any("Un autre tableau commence ligne 4" in note for note in plan.notes)
    assert any("SN1" in aside.text for aside in plan.asides)
    below = planned(path, Choices.model_validate({"ligne_titres": 4}))
    assert [line.name for line in below.lines] == ["Tensio"]


def test_a_table_without_titles_is_not_read_from_its_second_line(tmp_path: Path) -> None:
    path = tmp_path / "sans.csv"
    path.write_text("BoneView;2.4;Gleamer\nLunit;1.1;Lunit\n", encoding="utf-8")
    question = propose(read_file(path))
    assert isinstance(question, Question)
    assert question.about == "titres"


def test_a_sheet_is_asked_for_then_read(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for title, name in (("Site nord", "Ostalis"), ("Site sud", "Radivo")):
        sheet = book.create_sheet(title)
        sheet.append(["Logiciel", "Version", "Éditeur"])
        sheet.append([name, "3", "Milvue"])
    book.save(tmp_path / "sites.xlsx")
    question = propose(read_file(tmp_path / "sites.xlsx"))
    assert isinstance(question, Question)
    assert [key for key, _ in question.options] == ["Site nord", "Site sud"]
    chosen = Choices.model_validate({"feuille": "site sud"})
    plan = planned(tmp_path / "sites.xlsx", chosen)
    assert [line.name for line in plan.lines] == ["Radivo"]
    assert any("Site nord" in note for note in plan.notes)


def test_words_settled_once_are_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Criticité\nA;niveau 1\nB;niveau 1\nC;forte\n", encoding="utf-8")
    plan = planned(path)
    assert plan.unsettled == {"criticite_activite": {"niveau 1": 2}}
    choices = plan.choices.but(
        words={"criticite_activite": {"niveau 1": "faible"}}, columns={"Nom": "nom_commercial"}
    )
    kept = tmp_path / "correspondance.toml"
    kept.write_text(choices_text(choices), encoding="utf-8")
    assert read_choices(kept) == choices
    lines = answer_of(planned(path, read_choices(kept)))["lignes"]
    assert [line["criticite_activite"] for line in lines] == ["faible", "faible", "forte"]


@pytest.mark.parametrize(
    "text", ["x = [", "couleur = 1", '[colonnes]\na = "champ_faux"', '[mots.aipd]\na = "faux"']
)
def test_a_wrong_mapping_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"m\.toml"):
        read_choices(path)


def test_a_full_device_goes_out_and_comes_back_without_a_difference(
    register: Register, tmp_path: Path
) -> None:
    """Values of every field as our own files write them: keys, or words."""
    import openpyxl

    from dmn_desktop.core.inventory_import.fields import canonical, targets

    device = inventory.add(register, "Ostalis Fracture", **full_values())
    for labels in (False, True):
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        fields = list(targets().values())
        sheet.append(["id", *(t.title if labels else t.exchange for t in fields)])
        sheet.append([device.id, *(_as_written(device, t, labels, canonical) for t in fields)])
        path = tmp_path / f"export{labels}.xlsx"
        book.save(path)
        plan = prepare(register, path)
        assert isinstance(plan, Plan)
        (double,) = plan.doubles
        assert (double.known_id, dict(double.differs), double.fills) == (device.id, {}, ())
        assert [flag.text for line in plan.lines for flag in line.flags] == []


def _as_written(device: Device, target: Any, labels: bool, canonical: Any) -> Any:
    value = getattr(device, target.name)
    if target.words is not None and labels:
        values = value if isinstance(value, tuple) else (value,)
        return "\n".join(word.label for word in values if word.value) or None
    plain = canonical(target, value)
    return "\n".join(plain) if isinstance(plain, list) else plain


def full_values() -> dict[str, Any]:
    """A value for every field of a device."""
    from datetime import date

    from dmn_desktop.core.inventory_import.fields import targets

    special = {
        "version_logicielle": "3.2.1",
        "fabricant_pays": "CH",
        "pays_stockage": ("FR", "IE"),
        "iud_id": "03760123456784",
        "organisme_notifie": "0459",
        "gmdn": "65975",
        "emdn": "Z12040192",
        "srn": "ES-MF-000025345",
        "services_lieux": ("Imagerie", "Urgences"),
        "utilisateurs_habilites": ("Radiologues", "Manipulateurs"),
        "contact_incident": "+33 1 02 03 04 05",
    }
    values: dict[str, Any] = {}
    for exchange, target in targets().items():
        annotation = str(Device.model_fields[target.name].annotation)
        if exchange in special:
            values[target.name] = special[exchange]
        elif target.words is not None:
            words = [word for word in target.words if word.value]
            values[target.name] = tuple(words) if target.several else words[-1]
        elif "date" in annotation:
            values[target.name] = date(2026, 2, 3)
        elif "int" in annotation:
            values[target.name] = 12
        else:
            values[target.name] = f"Texte de {target.title}, à relire"
    values.pop("name")
    return values


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_our_own_files_come_back_without_a_difference(
    register: Register, tmp_path: Path, suffix: str
) -> None:
    from dmn_desktop.services import inventory_files

    inventory.add(register, "Ostalis Fracture", **full_values())
    inventory.add(register, "'=1+1", contact="+33 1 02 03 04 05", purpose="<b>x</b>\n-2+3")
    inventory.add(register, "Radivo", version="2.10")
    path = tmp_path / f"inventaire{suffix}"
    inventory_files.write(inventory_files.whole(register), path)
    plan = prepare(register, path)
    assert isinstance(plan, Plan)
    assert [(d.other, d.reason, dict(d.differs), d.fills) for d in plan.doubles] == [
        (f"DMN-0{n}", "même fiche", {}, ()) for n in (1, 2, 3)
    ]
    assert [flag for line in plan.lines for flag in line.flags] == []
    assert plan.refused == ()
