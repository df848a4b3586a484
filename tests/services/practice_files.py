"""Inventories as practices really keep them, with what each of their cells should become.

Each file comes with the devices that a careful person would read in it (exchange names), and the
texts that the same person would ask about.
"""

# ruff: noqa: E501 - one device on a line, as in the file
from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.exports.odd_files import ods, ods_cell, ods_table

Device = dict[str, Any]


@dataclass(frozen=True)
class PracticeFile:
    """A file and what it means.

    Attributes:
        cells: Every filled cell, as a person sees it.
        devices: What should be read.
        to_check: Texts that must be flagged.
        doubles: How many devices are already there.
        mapping: What a person decides first.
    """

    path: Path
    cells: tuple[str, ...]
    devices: tuple[Device, ...]
    to_check: tuple[str, ...] = ()
    doubles: int = 0
    mapping: dict[str, Any] = field(default_factory=dict)


def _shown(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    return str(value).strip()


def _cells(rows: Sequence[Sequence[Any]]) -> tuple[str, ...]:
    return tuple(text for row in rows for v in row if v is not None and (text := _shown(v)))


def _text(path: Path, rows: Sequence[Sequence[Any]], more: tuple[str, str]) -> Path:
    """Write rows as text: the separator and the encoding."""
    separator, encoding = more
    lines = []
    for row in rows:
        cells = [str(v or "") for v in row]
        quoted = [f'"{c}"' if separator in c or "\n" in c else c for c in cells]
        lines.append(separator.join(quoted))
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def _sheet(rows: Sequence[Sequence[Any]], title: str = "Feuil1") -> tuple[Any, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book, sheet


def imaging_centre(folder: Path) -> PracticeFile:
    """Titles above, groups over two lines of headings, a service over several rows."""
    rows: list[list[Any]] = [
        ["Centre d’imagerie des Tilleuls"],
        ["Logiciels d’aide à la lecture – màj 12/2025"],
        [],
        ["Service", "Dispositif", None, None, "Contrat", None, None, "Remarques"],
        [None, "Nom", "Version", "Fabricant", "Début", "Fin", "Préavis", None],
        ["Radiologie", "Ostalis Fracture", "3.2.1", "Milvue", date(2024, 1, 15), date(2027, 1, 14), 3],
        [None, "Thoraxis", "1.10", "Lunit", date(2023, 6, 1), "31/05/26", "3 mois", "à renégocier"],
        [None, "MammoVue", 2.4, "iCAD", "1er mars 2025", "fin 2027", "1 an"],
        ["Scanner", "Pulmo+ nodules", "5.0", "Coreline", "03.02.2026", date(2028, 2, 2), "90 jours"],
    ]  # fmt: skip
    book, sheet = _sheet(rows, "DMN")
    for cells in ("B4:D4", "E4:G4", "A4:A5", "H4:H5", "A6:A8"):
        sheet.merge_cells(cells)
    book.save(folder / "imagerie.xlsx")
    return PracticeFile(
        folder / "imagerie.xlsx",
        _cells(rows),
        (
            {"nom_commercial": "Ostalis Fracture", "version_logicielle": "3.2.1", "fabricant_nom": "Milvue", "services_lieux": ["Radiologie"], "debut_contrat": "2024-01-15", "fin_contrat": "2027-01-14", "preavis_mois": 3},
            {"nom_commercial": "Thoraxis", "version_logicielle": "1.10", "fabricant_nom": "Lunit", "services_lieux": ["Radiologie"], "debut_contrat": "2023-06-01", "fin_contrat": "2026-05-31", "preavis_mois": 3},
            {"nom_commercial": "MammoVue", "version_logicielle": "2.4", "fabricant_nom": "iCAD", "services_lieux": ["Radiologie"], "debut_contrat": "2025-03-01", "preavis_mois": 12},
            {"nom_commercial": "Pulmo+ nodules", "version_logicielle": "5.0", "fabricant_nom": "Coreline", "services_lieux": ["Scanner"], "debut_contrat": "2026-02-03", "fin_contrat": "2028-02-02"},
        ),
        ("fin 2027", "90 jours"),
    )  # fmt: skip


def dermatology(folder: Path) -> PracticeFile:
    """Semicolons, Windows letters, decimal commas, short years."""
    rows = [
        ["Logiciel", "Éditeur", "Classe", "DM ?", "IA", "Coût annuel TTC", "Installé le", "Hébergement"],
        ["DermaScan Pro", "Skinéo SAS", "classe 2a", "MDR", "oui", "1 200,50 €", "12/03/24", "HDS"],
        ["FotoFinder", "FotoFinder GmbH", "IIA", "93/42", "x", "980", "1/9/2019", "serveur local"],
        ["Dermato-Lettres", "Cabinet numérique", "-", "logiciel non DM", "N", "gratuit", "mars 2025", "cloud"],
    ]  # fmt: skip
    return PracticeFile(
        _text(folder / "dermato.csv", rows, (";", "cp1252")),
        _cells(rows),
        (
            {"nom_commercial": "DermaScan Pro", "fabricant_nom": "Skinéo SAS", "classe_ce": "IIa", "statut_dm": "dm_rdm", "embarque_ia": "oui", "cout_annuel_eur": 1200.5, "date_mise_en_service": "2024-03-12", "hebergement": "externe_hds"},
            {"nom_commercial": "FotoFinder", "fabricant_nom": "FotoFinder GmbH", "classe_ce": "IIa", "statut_dm": "dm_ancien_directive_93_42", "embarque_ia": "oui", "cout_annuel_eur": 980, "date_mise_en_service": "2019-09-01", "hebergement": "local"},
            {"nom_commercial": "Dermato-Lettres", "fabricant_nom": "Cabinet numérique", "statut_dm": "non_dm", "embarque_ia": "non"},
        ),
        ("gratuit", "mars 2025", "cloud"),
    )  # fmt: skip


def general_practice(folder: Path) -> PracticeFile:
    """A short list of a doctor: UTF-8 with its mark, commas, lines inside cells."""
    rows = [
        ["Nom", "À quoi ça sert", "Utilisé par", "Tél. support", "Statut"],
        ["CardioLigne", "Lecture des ECG\nau cabinet", "Dr A. B.\nIDE Asalée", "+33 1 02 03 04 05", "utilisé"],
        ["Antibioclic+", "Aide à la prescription", "Dr A. B., interne", "0102030405", "à l’essai"],
        ["ScribeMed", "Comptes rendus par la voix", "?", "aide@scribemed.example", "en projet"],
    ]  # fmt: skip
    return PracticeFile(
        _text(folder / "généraliste.csv", rows, (",", "utf-8-sig")),
        _cells(rows),
        (
            {"nom_commercial": "CardioLigne", "destination": "Lecture des ECG\nau cabinet", "utilisateurs_habilites": ["Dr A. B.", "IDE Asalée"], "contact_incident": "+33 1 02 03 04 05", "statut_vie": "en_service"},
            {"nom_commercial": "Antibioclic+", "destination": "Aide à la prescription", "utilisateurs_habilites": ["Dr A. B.", "interne"], "contact_incident": "0102030405", "statut_vie": "essai"},
            {"nom_commercial": "ScribeMed", "destination": "Comptes rendus par la voix", "contact_incident": "aide@scribemed.example", "statut_vie": "envisage"},
        ),
        ("?",),
    )  # fmt: skip


def purchasing(folder: Path) -> PracticeFile:
    """The purchasing department of a clinic: several sheets, formulas, errors, totals, pages."""
    head = [
        "Désignation",
        "Fournisseur",
        "Mode d’acquisition",
        "Montant TTC",
        "Échéance",
        "Tacite reconduction",
        "N° marché",
    ]
    rows: list[list[Any]] = [
        head,
        ["StrokeAlert", "Neuro AI", "abonnement", 18500, date(2026, 12, 31), "O", "2024-17"],
        ["ECGuard", "Cardiolog", "location", "=SUM(D2:D2)", datetime(2027, 6, 30), "N", "2024-18"],
        head,
        ["RetinaVue", "OphtAI", "achat", 4200.4, "#REF!", "oui", "2023-02"],
        ["OncoPlan", "RayTech", "à l’acte", "7 800 € HT", 46387, "à voir", None],
        [],
        ["Total", None, None, 23000],
        ["NB : montants 2025, hors maintenance"],
    ]  # fmt: skip
    book, _ = _sheet(rows, "Logiciels DM")
    other = book.create_sheet("Lisez-moi", 0)
    other["A1"] = "Voir l’onglet suivant"
    hidden = book.create_sheet("Archives")
    hidden["A1"] = "Ancien"
    hidden.sheet_state = "hidden"
    book.save(folder / "achats.xlsx")
    return PracticeFile(
        folder / "achats.xlsx",
        _cells(rows),
        (
            {"nom_commercial": "StrokeAlert", "fabricant_nom": "Neuro AI", "mode_acquisition": "abonnement", "cout_annuel_eur": 18500, "fin_contrat": "2026-12-31", "reconduction_tacite": True},
            {"nom_commercial": "ECGuard", "fabricant_nom": "Cardiolog", "mode_acquisition": "location", "fin_contrat": "2027-06-30", "reconduction_tacite": False},
            {"nom_commercial": "RetinaVue", "fabricant_nom": "OphtAI", "mode_acquisition": "achat", "cout_annuel_eur": 4200.4, "reconduction_tacite": True},
            {"nom_commercial": "OncoPlan", "fabricant_nom": "RayTech", "mode_acquisition": "paiement_a_l_usage", "fin_contrat": "2026-12-31"},
        ),
        ("=SUM(D2:D2)", "#REF!", "7 800 € HT", "à voir"),
    )  # fmt: skip


def laboratory(folder: Path) -> PracticeFile:
    """A laboratory's OpenDocument sheet, by sections, with in vitro classes."""
    texts = [
        ["Nom du dispositif", "Fabricant", "Pays", "Statut DM", "Classe CE", "ON", "UDI-DI"],
        ["Hématologie"],
        ["CytoVision", "Hemalab", "États-Unis", "IVDR", "C (IVD)", "0123", "03760123456784"],
        ["Biochimie :"],
        ["BioCalc", "LabSoft", "Suisse", "DM-DIV", "classe B", "CE 2797", "3,76E+12"],
        ["Biochimie :"],
        ["AutoValid", "LabSoft", "UE", "à vérifier", "IVD A", "459", "-"],
    ]
    made = [
        "<table:table-row>" + "".join(ods_cell(c) for c in row) + "</table:table-row>"
        for row in texts
    ]
    blank = (
        '<table:table-row table:number-rows-repeated="1048560">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    path = folder / "labo.ods"
    path.write_bytes(ods(ods_table("".join(made) + blank, "Logiciels")))
    return PracticeFile(
        path,
        _cells(texts),
        (
            {"nom_commercial": "CytoVision", "fabricant_nom": "Hemalab", "fabricant_pays": "US", "statut_dm": "dmdiv_ivdr", "classe_ce": "IVD_C", "organisme_notifie": "0123", "iud_id": "03760123456784", "services_lieux": ["Hématologie"]},
            {"nom_commercial": "BioCalc", "fabricant_nom": "LabSoft", "fabricant_pays": "CH", "statut_dm": "dmdiv_ivdr", "organisme_notifie": "2797", "services_lieux": ["Biochimie"]},
            {"nom_commercial": "AutoValid", "fabricant_nom": "LabSoft", "statut_dm": "a_verifier", "classe_ce": "IVD_A", "services_lieux": ["Biochimie"]},
        ),
        ("classe B", "3,76E+12", "UE", "459"),
    )  # fmt: skip


def it_provider(folder: Path) -> PracticeFile:
    """A software list of an IT provider: tabs, UTF-16, versions that a spreadsheet ate."""
    rows = [
        ["Application", "Ver.", "Editeur", "Authentification", "Serveur", "Mise en production"],
        ["PACS Vue", "12.2.8", "Carestream", "AD", "SRV-01", "2021-06-15"],
        ["Fracture AI", "03/02/2026", "Gleamer", "login/mdp", "SaaS", "15/06/2023"],
        ["Dictée Pro", "févr-26", "Nuance", "2FA", "SaaS", "06/2023"],
        ["MSSanté Pro", "V4.1", "Éditeur Santé", "CPS", "SaaS", "lundi 3 juin 2024"],
    ]
    return PracticeFile(
        _text(folder / "parc.tsv", rows, ("\t", "utf-16")),
        _cells(rows),
        (
            {"nom_commercial": "PACS Vue", "version_logicielle": "12.2.8", "fabricant_nom": "Carestream", "authentification": "session_locale", "date_mise_en_service": "2021-06-15"},
            {"nom_commercial": "Fracture AI", "fabricant_nom": "Gleamer", "authentification": "mot_de_passe", "date_mise_en_service": "2023-06-15"},
            {"nom_commercial": "Dictée Pro", "fabricant_nom": "Nuance", "authentification": "mfa"},
            {"nom_commercial": "MSSanté Pro", "version_logicielle": "4.1", "fabricant_nom": "Éditeur Santé", "authentification": "pro_sante_connect", "date_mise_en_service": "2024-06-03"},
        ),
        ("03/02/2026", "févr-26", "06/2023"),
    )  # fmt: skip


def side_by_side(folder: Path) -> PracticeFile:
    """Devices in columns, as in a comparison table."""
    rows: list[list[Any]] = [
        ["Comparatif 2025"],
        ["Nom du logiciel", "Thoraxis", "Ostalis", "Radivo"],
        ["Fabricant", "Lunit", "Milvue", "Gleamer"],
        ["Classe CE", "IIa", "2b", "II"],
        ["Mise en service", date(2024, 5, 2), "02/09/2024", None],
        ["Pays de stockage", "France", "France / Irlande", "Corée du Sud"],
        ["Préavis (mois)", 3, "6", "?"],
        ["Nb de postes", 4, 2, 1],
    ]
    book, _ = _sheet(rows)
    book.save(folder / "comparatif.xlsx")
    return PracticeFile(
        folder / "comparatif.xlsx",
        _cells(rows),
        (
            {"nom_commercial": "Thoraxis", "fabricant_nom": "Lunit", "classe_ce": "IIa", "date_mise_en_service": "2024-05-02", "pays_stockage": ["FR"], "preavis_mois": 3},
            {"nom_commercial": "Ostalis", "fabricant_nom": "Milvue", "classe_ce": "IIb", "date_mise_en_service": "2024-09-02", "pays_stockage": ["FR", "IE"], "preavis_mois": 6},
            {"nom_commercial": "Radivo", "fabricant_nom": "Gleamer", "pays_stockage": ["KR"]},
        ),
        ("II", "?"),
    )  # fmt: skip


def old_macintosh(folder: Path) -> PracticeFile:
    """Days counted since 1904, some left as bare numbers; a hidden column and a hidden row."""
    rows: list[list[Any]] = [
        ["Dispositif", "Mise en service", "Dernière revue", "Référent", "Criticité"],
        ["Ostalis", date(2024, 3, 1), 43_904, "Manip. C. D.", "forte"],
        ["Radivo", date(2023, 12, 31), "vérifié", "Cadre E. F.", "Élevée"],
    ]
    book, sheet = _sheet(rows)
    book.epoch = CALENDAR_MAC_1904
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[3].hidden = True
    book.save(folder / "mac.xlsx")
    return PracticeFile(
        folder / "mac.xlsx",
        _cells(rows),
        (
            {"nom_commercial": "Ostalis", "date_mise_en_service": "2024-03-01", "derniere_revue": "2024-03-15", "referent": "Manip. C. D.", "criticite_activite": "forte"},
            {"nom_commercial": "Radivo", "date_mise_en_service": "2023-12-31", "referent": "Cadre E. F.", "criticite_activite": "forte"},
        ),
        ("vérifié",),
    )  # fmt: skip


def endless(folder: Path) -> PracticeFile:
    """A million empty rows under the table, formatted down to the last."""
    rows = [["Logiciel", "Version", "Éditeur"], ["Ostalis", "3.2", "Milvue"]]
    book, _ = _sheet(rows)
    book.save(folder / "plain.xlsx")
    tail = "".join(f'<row r="{i}"><c r="A{i}" s="0"/></row>' for i in range(4, 1_048_577, 7))
    target = folder / "sans_fin.xlsx"
    with (
        zipfile.ZipFile(folder / "plain.xlsx") as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", f"{tail}</sheetData>".encode())
            new.writestr(name, content)
    return PracticeFile(
        target,
        _cells(rows),
        ({"nom_commercial": "Ostalis", "version_logicielle": "3.2", "fabricant_nom": "Milvue"},),
    )


def every_yes(folder: Path) -> PracticeFile:
    """All the ways to say yes and no, versions in the names, eaten numbers, twins."""
    rows: list[list[Any]] = [
        ["Outil", "IA (oui/non)", "IA générative", "IUD", "Organisme notifié", "GMDN", "Contact"],
        ["Ostalis Fracture v3.3.0", "✓", "non", 3760123456789, 459, 65975, 612345678],
        ["Radivo 2.1.0", "O", "N", "(01)03760123456784(10)A12", "GMED (0459)", "65975", "+33612345678"],
        ["Doctolib 2", True, False, "1,23457E+13", "######", None, "'0102030405"],
        ["Scribe", 1, 0, None, "0459", None, "support@scribe.example"],
        ["Ostalis Fracture", "oui ?", "à voir", None, None, None, None],
        ["Lecture IA", "oui, depuis 2023", "oui/non", None, None, None, "n/a"],
    ]  # fmt: skip
    book, _ = _sheet(rows)
    book.save(folder / "ouinon.xlsx")
    return PracticeFile(
        folder / "ouinon.xlsx",
        _cells(rows),
        (
            {"nom_commercial": "Ostalis Fracture", "version_logicielle": "3.3.0", "embarque_ia": "oui", "ia_generative": False, "gmdn": "65975"},
            {"nom_commercial": "Radivo", "version_logicielle": "2.1.0", "embarque_ia": "oui", "ia_generative": False, "iud_id": "03760123456784", "organisme_notifie": "0459", "gmdn": "65975", "contact_incident": "+33612345678"},
            {"nom_commercial": "Doctolib 2", "embarque_ia": "oui", "ia_generative": False, "contact_incident": "'0102030405"},
            {"nom_commercial": "Scribe", "embarque_ia": "oui", "ia_generative": False, "organisme_notifie": "0459", "contact_incident": "support@scribe.example"},
            {"nom_commercial": "Ostalis Fracture"},
            {"nom_commercial": "Lecture IA", "embarque_ia": "oui"},
        ),
        ("3760123456789", "459", "612345678", "1,23457E+13", "######", "oui ?", "à voir", "oui/non", "Ostalis Fracture v3.3.0"),
        doubles=1,
    )  # fmt: skip


def dangerous_words(folder: Path) -> PracticeFile:
    """Words that a spreadsheet would run, tags, and a text longer than a field."""
    long = "Lit les clichés. " * 1_400
    rows = [
        ["Nom commercial", "Description", "Contact", "Fabricant"],
        ["=cmd|'/C calc'!A1", "<b>gras</b> & <img src=x>", "'+33 1 02 03 04 05", "@SUM(1+1)"],
        ["'=1+1", "-2+3", '\'=HYPERLINK("x")', "a<b et c>d"],
        ["Long", long, "0102030405", "=2+2"],
    ]
    return PracticeFile(
        _text(folder / "export.csv", rows, (";", "utf-8")),
        _cells([[c for c in row if c != long] for row in rows]),
        (
            {"nom_commercial": "=cmd|'/C calc'!A1", "destination": "<b>gras</b> & <img src=x>", "contact_incident": "+33 1 02 03 04 05", "fabricant_nom": "@SUM(1+1)"},
            {"nom_commercial": "=1+1", "destination": "-2+3", "contact_incident": '=HYPERLINK("x")', "fabricant_nom": "a<b et c>d"},
            {"nom_commercial": "Long", "destination": long[:20_000], "contact_incident": "0102030405", "fabricant_nom": "=2+2"},
        ),
    )  # fmt: skip


def american_dates(folder: Path) -> PracticeFile:
    """An export of foreign software: some dates put the month first."""
    rows = [
        ["Produit", "Éditeur", "Mise en service", "Fin de contrat"],
        ["Alpha", "A SA", "03/25/2024", "12/31/2026"],
        ["Beta", "B SA", "04/05/2024", "31/02/2026"],
        ["Gamma", "C SA", "2024-05-06", "30.06.2027"],
    ]
    return PracticeFile(
        _text(folder / "us.csv", rows, (",", "utf-8")),
        _cells(rows),
        (
            {"nom_commercial": "Alpha", "fabricant_nom": "A SA"},
            {"nom_commercial": "Beta", "fabricant_nom": "B SA"},
            {"nom_commercial": "Gamma", "fabricant_nom": "C SA", "date_mise_en_service": "2024-05-06", "fin_contrat": "2027-06-30"},
        ),
        ("03/25/2024", "12/31/2026", "04/05/2024", "31/02/2026"),
    )  # fmt: skip


def own_names(folder: Path) -> PracticeFile:
    """Our own exchange names, a second row with the titles."""
    rows: list[list[Any]] = [
        ["nom_commercial", "classe_ce", "ia_generative", "services_lieux", "cout_annuel_eur", "pays_stockage"],
        ["Nom commercial", "Classe", "IA générative", "Services et lieux", "Coût annuel", "Pays de stockage"],
        ["Ostalis", "IIa", "Oui", "Imagerie\nUrgences", 1200.5, "FR, IE"],
        ["Radivo", "IVD_C", "Non", "Site nord, salle 2", 0, "France"],
    ]  # fmt: skip
    book, _ = _sheet(rows)
    book.save(folder / "registre.xlsx")
    return PracticeFile(
        folder / "registre.xlsx",
        _cells(rows),
        (
            {"nom_commercial": "Ostalis", "classe_ce": "IIa", "ia_generative": True, "services_lieux": ["Imagerie", "Urgences"], "cout_annuel_eur": 1200.5, "pays_stockage": ["FR", "IE"]},
            {"nom_commercial": "Radivo", "classe_ce": "IVD_C", "ia_generative": False, "services_lieux": ["Site nord", "salle 2"], "cout_annuel_eur": 0, "pays_stockage": ["FR"]},
        ),
    )  # fmt: skip


def old_text(folder: Path) -> PracticeFile:
    """Latin-1 with tabs, misspelt headings, twins of a column."""
    rows = [
        ["N°", "Dénomination du logiciel", "Fabriquant", "Localisation", "Site", "Criticitée"],
        ["1", "Ostéo-Lecture", "Société Générale d’Imagerie".replace("’", "'"), "Salle 3", "Hôpital sud", "élevé"],
        ["2", "Échocardio", "Cœur & Cie".replace("œ", "oe"), "Consultations", "-", "bof"],
    ]  # fmt: skip
    return PracticeFile(
        _text(folder / "vieux.txt", rows, ("\t", "latin-1")),
        _cells(rows),
        (
            {"nom_commercial": "Ostéo-Lecture", "fabricant_nom": "Société Générale d'Imagerie", "services_lieux": ["Salle 3", "Hôpital sud"], "criticite_activite": "forte"},
            {"nom_commercial": "Échocardio", "fabricant_nom": "Coeur & Cie", "services_lieux": ["Consultations"]},
        ),
        ("bof",),
    )  # fmt: skip


FILES = (
    imaging_centre,
    dermatology,
    general_practice,
    purchasing,
    laboratory,
    it_provider,
    side_by_side,
    old_macintosh,
    endless,
    every_yes,
    dangerous_words,
    american_dates,
    own_names,
    old_text,
)


def unreadable_encoding() -> bytes:
    """Accents that an old PC and an old Macintosh would both read as French letters."""
    return b"Nom;Editeur\nB\x89la;No\x89l\n"
