"""Every screen of the program over one register full of awkward content."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dmn_desktop.core.forms import library
from dmn_desktop.core.incident_vocabulary import AlarmFamily
from dmn_desktop.core.records import (
    Answer,
    CostLine,
    Device,
    DeviceDocument,
    DeviceVersion,
    OwnQuestion,
    ReusePurpose,
    Structure,
    Study,
)
from dmn_desktop.core.vocabulary import (
    AnswerState,
    Decision,
    NotApplicable,
    Opinion,
    RiskTheme,
    TrialNeed,
)
from dmn_desktop.services import (
    actions,
    answers,
    candidates,
    declarations,
    device_life,
    incident_analysis,
    incident_orientation,
    incidents,
    inventory,
    projects,
    questionnaire,
    risks,
)
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import ElidedLabel
from tests.app.person import Person

HTML = "<b>gras</b> & <img src='//serveur/x.png'> <a href='file:///etc'>ici</a>"
LONG = "Renouveler la détection de fractures aux urgences, la nuit et le week-end, " * 4
STEPS = (
    "besoin",
    "candidats",
    "reponses",
    "comparaison",
    "experimentation",
    "indicateurs",
    "decision",
)
TABS = (
    "identite",
    "risques",
    "reglementaire",
    "donnees",
    "contrat",
    "continuite",
    "incidents",
    "documents",
    "historique",
)
INVENTORY = ("Colonnes", "Modifier les lignes cochées…", "Enregistrer cette vue…", "rien trouvé")
DETAILS = ("Questionnaire éditeur", "Fiches d’étude", "Lignes de coût", "Mes questions")
INCIDENT_STEPS = (
    "faits",
    "gravite",
    "orientation",
    "declarations",
    "analyse",
    "actions",
    "historique",
)
RISKS = ("Modifier le risque", "Ajouter un risque", "Risques proposés", "Échelle des risques")


@dataclass(frozen=True)
class Place:
    """A screen and how to get there."""

    name: str
    go: Callable[[Person], None]


def prepared(folder: Path) -> tuple[Path, str]:
    """A copy of the register, and the identifier of its first project."""
    source, project = _source()
    path = folder / "registre.dmn"
    shutil.copyfile(source, path)
    return path, project


@cache
def _source() -> tuple[Path, str]:
    path = Path(mkdtemp(prefix="dmn-places-")) / "registre.dmn"
    register = registers.create(path, Structure(name=f"Cabinet {HTML}", address=LONG))
    project = projects.create(register, library(), f"{HTML} {LONG}", library().models[0])
    names = (f"Ostalis {HTML}", "Veridos Os & fils", LONG[:120])
    candidates.add_several(register, projects.load(register, library(), project.id), names)
    _fill(register, project.id)
    _fill_risks(register)
    _fill_incident(register)
    gone = projects.create(register, library(), f"À supprimer {HTML}")
    projects.delete(register, gone)
    for number in range(3):
        projects.create(register, library(), f"Autre besoin {number}")
    register.close()
    return path, project.id


def _fill(register: Register, project_id: str) -> None:
    dossier = projects.load(register, library(), project_id)
    one, two, _ = dossier.compared
    states = list(AnswerState)
    with register.transaction("contenu") as tx:
        for place, cell in enumerate(dossier.guide.cells.values()):
            state = states[place % len(states)]
            answer = answers.answer_or_new(dossier, one.id, cell.id)
            tx.put(_answer(answer, state))
        owned = {"project_id": project_id, "candidate_id": one.id}
        tx.put(Study(citation=f"{HTML} {LONG}", effect=LONG, **owned))
        tx.put(CostLine(label=HTML, amount=123_456, **owned))
        tx.put(OwnQuestion(number=1, text=f"{HTML} ?", help=LONG))
        tx.put(
            dossier.project.but(
                decision=Decision.KEEP,
                chosen=one.id,
                trial=TrialNeed.YES,
                decision_reasons=HTML,
                own_figures=HTML,
            )
        )
    for asked in ("q3_a", "q3_c"):
        dossier = projects.load(register, library(), project_id)
        empty = answers.answer_or_new(dossier, two.id, asked)
        answers.set_to_ask(register, dossier, empty)
    dossier = projects.load(register, library(), project_id)
    sent = register.path.with_name("envoi.xlsx")
    questionnaire.prepare(register, dossier, two, None, questionnaire.Files(xlsx=sent))
    answers.save_note(register, dossier, "q3", HTML)


def _fill_risks(register: Register) -> None:
    device = inventory.add(
        register, f"Ostalis {HTML}", state="en_service", hosting="externe_non_hds", uses_ai="oui"
    )
    _fill_sheet(register, device)
    values = dict.fromkeys(
        ("cause", "consequence", "measures", "action", "owner"), f"{HTML} {LONG}"
    )
    judged = {"severity": 5, "likelihood": 3, "due_on": date(2026, 1, 2), "cell": "q8_9"}
    for number in range(9):
        text = f"{HTML} {LONG}" if number else HTML
        added = risks.add(register, device.id, text, RiskTheme.CLINICAL, **values, **judged)
    risks.close(register, added.risk, f"{HTML} {LONG}")
    risks.add(register, device.id, LONG, RiskTheme.REUSE)


def _fill_sheet(register: Register, device: Device) -> None:
    """Everything that a sheet shows, as awkward as it can be."""
    words = ("manufacturer", "contact", "purpose", "intended_use", "limits", "fallback", "referent")
    device = inventory.update(
        register,
        device,
        {
            **dict.fromkeys(words, f"{HTML} {LONG}"),
            "status": "dm_rdm",
            "ce_class": "IIa",
            "udi_di": LONG,
            "version": HTML,
            "use_verdict": "conforme",
            "contract_end": date(2026, 8, 31),
            "notice_months": 6,
            "tacit_renewal": "oui",
            "renewal_months": 12,
        },
    )
    new = DeviceVersion(device_id=device.id, position=1, version=LONG, training="a_faire")
    device_life.new_version(register, device, new)
    device_life.add_point(register, device, f"{HTML} {LONG}", date(2026, 1, 2))
    document = DeviceDocument(device_id=device.id, name=f"{HTML} {LONG}", ends_on=date(2026, 1, 2))
    device_life.add_document(register, document, None)
    purpose = ReusePurpose(device_id=device.id, purpose=f"{HTML} {LONG}")
    registers.save(register, purpose, "finalité")


def _fill_incident(register: Register) -> None:
    """An incident whose every text is awkward, and a second one on the same version."""
    device = inventory.find(register, 1)
    assert device is not None
    words = ("place", "noticed_by", "description", "first_measures", "local_number")
    more = ("consequence_note", "analysis", "disagreement_reason", "happened_note")
    values: dict[str, Any] = dict.fromkeys((*words, *more), f"{HTML} {LONG}")
    kind: dict[str, Any] = {
        "incident_kind": "resultat_faux",
        "severity": "grave",
        "worst_case": "deces",
    }
    incidents.note(register, LONG, device_id=device.id, near_miss=True)
    one = incidents.note(register, f"{HTML} {LONG}", device_id=device.id, **kind, **values)
    for node in ("fab1", "ei1", "ei2", "rg1"):
        one = incident_orientation.answer(register, one, node, "oui")
    one = incident_orientation.answer(register, one, "si1", "inconnu")
    prepared = declarations.prepare(register, one.id)
    first = prepared.declarations[0].declaration
    declarations.note_reply(register, first, f"{HTML} {LONG}")
    incident_analysis.add_line(register, one, f"{HTML} {LONG}")
    cause = incident_analysis.add_cause(register, one, AlarmFamily.TEAM, f"{HTML} {LONG}")
    incident_analysis.set_why(register, cause, 0, f"{HTML} {LONG}")
    incident_analysis.add_barrier(register, one, f"{HTML} {LONG}")
    told = dict.fromkeys(("owner", "means", "indicator", "paqss", "proof"), f"{HTML} {LONG}")
    late = {"due_on": date(2026, 1, 2), **told}
    actions.from_incident(register, one, f"{HTML} {LONG}", **late)


def _answer(answer: Answer, state: AnswerState) -> Answer:
    if state is AnswerState.EMPTY:
        return answer
    aside = state is AnswerState.NOT_APPLICABLE
    return answer.but(
        state=state,
        text=f"{HTML} {LONG}",
        opinion=Opinion.NO if answer.cell != "q5_2" else Opinion.YES,
        no_object=NotApplicable.OTHER if aside else NotApplicable.NONE,
        source=HTML,
    )


def at_start(qtbot: QtBot, folder: Path) -> Person:
    """Someone before this register."""
    person = Person(qtbot, folder)
    person.path, person.project_id = prepared(folder)
    person.start(person.path)
    return person


def places() -> Iterator[Place]:
    """All screens, in an order that a person could follow."""
    yield Place("liste des projets", lambda p: p.window.go(Route("guide")))
    yield Place("nouveau projet", lambda p: p.window.go(Route("guide", step="nouveau")))
    for step in STEPS:
        yield Place(step, partial(_step, step))
    yield Place("tout voir", _all_questions)
    yield Place("une question", _one_question)
    for words in DETAILS:
        yield Place(words, partial(_detail, words))
    yield Place("inventaire", partial(_page, "inventaire", ""))
    yield Place("nouveau dispositif", partial(_page, "inventaire", "nouveau"))
    for words in INVENTORY:
        yield Place(f"inventaire, {words}", partial(_inventory, words))
    yield Place("risques", partial(_page, "risques", ""))
    for words in RISKS:
        yield Place(words, partial(_risks, words))
    for step in ("journal", "actions", "chiffres"):
        yield Place(f"incidents {step}", partial(_page, "incidents", step))
    yield Place("nouvel incident", partial(_page, "incident", "nouveau"))
    for step in INCIDENT_STEPS:
        yield Place(f"incident {step}", partial(_incident, step))
    for tab in TABS:
        yield Place(f"fiche {tab}", partial(_sheet, tab, ""))
    for panel in ("Nouvelle version…", "Changer l’état…"):
        yield Place(f"fiche {panel}", partial(_sheet, "identite", panel))
    for page in ("corbeille", "historique", "parametres"):
        yield Place(page, partial(_page, page, ""))
    for topic in ("depart", "reponses", "clavier", "glossaire", "sources", "a_propos"):
        yield Place(f"aide {topic}", partial(_page, "aide", topic))
    yield Place("premier écran", partial(_page, "debut", "nouveau"))


def _step(step: str, person: Person) -> None:
    person.go(step)


def _all_questions(person: Person) -> None:
    person.go("reponses", "q5_8")
    person.press("F9")


def _one_question(person: Person) -> None:
    person.press("F9")
    person.go("reponses", "q4_1")


def _detail(words: str, person: Person) -> None:
    person.go("reponses", "q3")
    run(person, words)


def _inventory(words: str, person: Person) -> None:
    _page("inventaire", "", person)
    if words == "rien trouvé":
        person.press("Ctrl+F")
        person.type("zzzz")
    else:
        run(person, words)


def _risks(words: str, person: Person) -> None:
    person.window.go(Route("risques"))
    run(person, words)


def _sheet(tab: str, words: str, person: Person) -> None:
    known = inventory.rows(person.register, ())
    device_id = known[0][0] if known else inventory.add(person.register, "Ostalis").id
    person.window.go(Route("dispositif", device_id, tab))
    if words:
        run(person, words)


def _incident(step: str, person: Person) -> None:
    listed = incidents.listing(person.register)
    one = listed[0].incident if listed else incidents.note(person.register, "Panne")
    person.window.go(Route("incident", one.id, step))


def _page(page: str, step: str, person: Person) -> None:
    person.window.go(Route(page, step=step))


def run(person: Person, words: str) -> None:
    """Run a command of the page by its words."""
    page = person.window.page
    assert page is not None
    next(c for c in page.commands() if c.text == words).run()


# What is wrong with a screen


def cut(window: QWidget) -> list[str]:
    """Words that do not hold in their place."""
    found = [f"bouton {words_of(b)}" for b in visible(window, QAbstractButton) if is_cut_button(b)]
    found += [f"texte {label.text()[:60]!r}" for label in visible(window, QLabel) if is_cut(label)]
    found += [f"dehors {describe(w)}" for w in visible(window, QWidget) if is_outside(w, window)]
    return found


def visible(window: QWidget, kind: type[QWidget]) -> list:
    return [w for w in window.findChildren(kind) if w.isVisible()]


def words_of(button: QAbstractButton) -> str:
    return f"{button.text()!r} ({button.accessibleName()})"


def describe(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()}"


def is_cut_button(button: QAbstractButton) -> bool:
    return bool(button.text()) and button.width() < button.minimumSizeHint().width()


def is_cut(label: QLabel) -> bool:
    if not label.text() or isinstance(label, ElidedLabel):
        return False
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    return label.sizeHint().width() > label.width() + 1


def is_outside(widget: QWidget, window: QWidget) -> bool:
    """Whether a control that does not scroll reaches beyond the window."""
    if not widget.focusPolicy() or in_scrolling(widget, window):
        return False
    right = widget.mapTo(window, QPoint(widget.width(), widget.height()))
    return right.x() > window.width() or right.y() > window.height()


def in_scrolling(widget: QWidget, window: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if parent.objectName() == "qt_scrollarea_viewport":
            return True
        parent = parent.parentWidget()
    return False


def scrolls_sideways(window: QWidget) -> list[str]:
    """Pages that have to be scrolled to the right."""
    areas = [w for w in window.findChildren(QScrollArea) if w.isVisible()]
    return [describe(a) for a in areas if a.horizontalScrollBar().maximum() > 0]


def settle() -> None:
    """Let layouts end."""
    for _ in range(3):
        QApplication.processEvents()
