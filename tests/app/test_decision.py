"""The end of a project: decided, signed, in the inventory with its open risks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from dmn_desktop.core.records import Risk
from dmn_desktop.core.vocabulary import Decision
from dmn_desktop.ui.widgets.fields import TextField
from tests.app.person import Person
from tests.exports.pdf_reading import read


def test_from_a_worrying_answer_to_the_inventory(person: Person) -> None:
    person.start_with()
    person.go("reponses", "q5_8", "q5_8_c", person.candidate().id)
    person.press("N")
    person.press("Return")
    person.type("Aucun patient de plus de 85 ans")
    person.go("reponses", "q3", "q3_a", person.candidate().id)
    person.press("Return")
    person.type("Aide à la détection des fractures")

    person.go("decision")
    assert person.reads("2 candidats à l’étude")
    person.click("Retenir")
    person.tick(person.button("A  Ostalis Fracture"))
    person.replace(person.one(TextField, "Raisons"), "Le seul évalué chez nous")
    person.tick(person.button("Informatique"))
    person.replace(person.one(TextField, "Signataires (fonctions)"), "Chef de service")
    assert person.step.flush()

    project = person.project
    assert (project.decision, project.chosen) == (Decision.KEEP, person.candidate().id)
    assert project.decision_reasons == "Le seul évalué chez nous"
    assert project.consulted == ("informatique",)
    assert project.is_decided
    assert person.reads("Les documents ne portent plus «\u00a0Brouillon\u00a0».")

    risks = [t for t in person.seen(QCheckBox) if t.accessibleName().startswith("5.8 c")]
    assert [t.isChecked() for t in risks] == [True]
    person.click("Ajouter Ostalis Fracture à l’inventaire")
    device = person.dossier.device
    assert device is not None
    assert (device.code, device.name) == ("DMN-01", "Ostalis Fracture")
    assert "Aide à la détection des fractures" in device.purpose
    with person.register.reading() as reader:
        [risk] = reader.find(Risk, device_id=device.id)
    assert "5.8 c" in risk.origin
    assert person.reads("R-01.1")

    person.press("Ctrl+Z")
    assert person.dossier.device is None
    assert person.button("Ajouter Ostalis Fracture à l’inventaire")


def test_the_dossier_is_a_draft_until_the_decision(person: Person, tmp_path: Path) -> None:
    person.start_with(step="decision")
    papers = person.page.papers
    with person.qtbot.waitSignal(papers.write("dossier", tmp_path / "a.pdf").finished):
        pass
    person.click("Ne pas retenir")
    with person.qtbot.waitSignal(papers.write("dossier", tmp_path / "b.pdf").finished):
        pass
    drafts = ["Brouillon" in "".join(read(tmp_path / name).pages) for name in ("a.pdf", "b.pdf")]
    assert drafts == [True, False]
