"""Sheets for patients in a register: from a device to a validated, handed out, reviewed sheet."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from dmn_desktop.core.device_vocabulary import ReuseDecision
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Device, DeviceVersion, PatientSheet, ReusePurpose, Satisfaction
from dmn_desktop.core.templates.content import models
from dmn_desktop.core.vocabulary import ConsentAnswer, SheetState, SheetVariant
from dmn_desktop.services import (
    device_life,
    identity_guarding,
    inventory,
    patient_consents,
    patient_papers,
    patient_sheet_files,
    patient_sheets,
    patient_summaries,
    patient_templates,
)
from dmn_desktop.services import register as registers
from dmn_desktop.store.database import Register
from tests.core.patient_samples import device as sample
from tests.core.patient_samples import structure

DOES = "ce qu’il fait"
VARIANTS = list(SheetVariant)


@pytest.fixture
def device(register: Register) -> Device:
    values = sample().model_dump(exclude={"id", "number", "name", "origins"})
    owner = registers.structure_of(register)
    told = structure().model_dump(exclude={"id"})
    registers.save(register, owner.but(**told), "structure")
    return inventory.add(register, "Ostalis Fracture", **values | {"reuse": "non"})


@pytest.fixture
def sheet(register: Register, device: Device) -> PatientSheet:
    made = patient_sheets.create(register, device.id)
    return patient_sheets.set_value(register, made, DOES, "il cherche des os cassés")


def state(register: Register, sheet: PatientSheet) -> SheetState:
    return patient_sheets.open_sheet(register, sheet.id).state


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(" ".join(text.get_text_range().split()))
            text.close()
            page.close()
        return found
    finally:
        document.close()


def test_a_device_has_its_sheet_with_one_thing_to_type(register: Register, device: Device) -> None:
    made = patient_sheets.create(register, device.id)
    desk = patient_sheets.open_sheet(register, made.id)
    assert made.code == "IP-01"
    assert [element.name for element in desk.missing] == [DOES]
    by_name = {element.name: element for element in desk.elements}
    assert by_name["dispositif"].source == "Fiche DMN-01"
    assert by_name["qui décide"].source == "Modèle"
    assert by_name["téléphone du DPO"].source == "Paramètres"


def test_the_template_follows_the_device(register: Register, device: Device) -> None:
    tool = inventory.add(register, "Plume", nature="outil_technologique_innovant")
    screening = inventory.add(register, "Pulmona", functions=("aide_au_depistage",))
    found = [patient_templates.proposed(d) for d in (tool, screening, None)]
    assert found == ["outil", "depistage", "donnees"]


def test_validation_names_what_is_missing_and_keeps_the_draft(
    register: Register, device: Device
) -> None:
    made = patient_sheets.create(register, device.id)
    with pytest.raises(UserError, match="1 élément manque\u00a0: Ce qu’il fait"):
        patient_sheets.validate(register, made.id, "le radiologue")
    assert state(register, made) is SheetState.DRAFT
    patient_sheets.set_value(register, made, DOES, "il cherche")
    with pytest.raises(UserError, match="fonction"):
        patient_sheets.validate(register, made.id, " ")


def test_a_new_version_of_the_device_asks_to_review_and_the_old_sheet_stays(
    register: Register, device: Device, sheet: PatientSheet
) -> None:
    first = patient_sheets.validate(register, sheet.id, "le radiologue référent")
    assert (first.position, state(register, sheet)) == (1, SheetState.CURRENT)
    device_life.new_version(register, device, DeviceVersion(device_id="", position=1, version="4"))
    (summary,) = patient_summaries.summaries(register)
    assert (summary.state, summary.why) == (SheetState.REVIEW, "Mise à jour 4")
    desk = patient_sheets.open_sheet(register, sheet.id)
    printed = pages(patient_papers.printed(desk, SheetVariant.STANDARD).pdf)
    assert "Brouillon" not in printed[0]
    assert "Version 1, validée le" in printed[0]
    second = patient_sheets.validate(register, sheet.id, "le radiologue référent")
    assert (second.position, state(register, sheet)) == (2, SheetState.CURRENT)


def test_frozen_words_stay_when_the_register_changes(
    register: Register, device: Device, sheet: PatientSheet
) -> None:
    version = patient_sheets.validate(register, sheet.id, "le radiologue")
    inventory.update(register, device, {"name": "Autre nom"})
    desk = patient_sheets.open_sheet(register, sheet.id)
    assert desk.last == version
    printed = pages(patient_papers.printed(desk, SheetVariant.SIMPLE).pdf)
    assert "Ostalis Fracture" in printed[0]
    assert "Autre nom" in desk.text(SheetVariant.SIMPLE)


def test_typing_is_taken_back_as_one(register: Register, sheet: PatientSheet) -> None:
    for words in ("il", "il m", "il mesure"):
        sheet = patient_sheets.set_value(register, sheet, DOES, words, run="t")
    registers.undo(register)
    (summary,) = patient_summaries.summaries(register)
    assert summary.sheet.values == {DOES: "il cherche des os cassés"}


def test_an_emptied_element_is_what_the_model_says(register: Register, sheet: PatientSheet) -> None:
    changed = patient_sheets.set_value(register, sheet, "qui décide", "le médecin de garde")
    changed = patient_sheets.set_value(register, changed, "qui décide", "  ")
    desk = patient_sheets.open_sheet(register, changed.id)
    assert {e.name: e.value for e in desk.elements}["qui décide"] == "le radiologue"


def test_a_draft_is_said_on_each_page_and_shows_what_misses(
    register: Register, device: Device
) -> None:
    made = patient_sheets.create(register, device.id)
    desk = patient_sheets.open_sheet(register, made.id)
    found = pages(patient_papers.draft(desk, SheetVariant.LARGE).pdf)
    assert len(found) == 2
    assert all("Brouillon" in page and f"/ {len(found)}" in page for page in found)
    assert "[Ce qu’il fait]" in found[0]


def test_a_sheet_beyond_two_pages_warns(register: Register, sheet: PatientSheet) -> None:
    desk = patient_sheets.open_sheet(register, sheet.id).with_value(DOES, "il regarde " * 900)
    made = patient_papers.preview(desk, SheetVariant.LARGE)
    assert made.pages > 2
    assert str(made.pages) in made.too_long


def test_copies_are_counted_without_a_name(register: Register, sheet: PatientSheet) -> None:
    version = patient_sheets.validate(register, sheet.id, "le radiologue")
    patient_sheets.hand_out(register, version, SheetVariant.LARGE, 40, date(2026, 3, 2))
    patient_sheets.hand_out(register, version, SheetVariant.STANDARD, 100, date(2026, 3, 9))
    found = patient_sheets.hand_outs(register, sheet.id)
    assert [(v.position, h.copies) for v, h in found] == [(1, 100), (1, 40)]


def test_devices_without_a_sheet_are_told(register: Register, sheet: PatientSheet) -> None:
    inventory.add(register, "Sans fiche", state="en_service")
    inventory.add(register, "Envisagé")
    assert [d.name for d in patient_summaries.uncovered(register)] == ["Sans fiche"]


class TestTemplates:
    def test_an_edited_text_is_used_then_restored(
        self, register: Register, sheet: PatientSheet
    ) -> None:
        source = patient_templates.text_of(register, "diagnostic")
        edited = source.replace("## Qui décide\u00a0?", "## Qui a le dernier mot\u00a0?")
        patient_templates.save_text(register, "diagnostic", "standard", edited)
        desk = patient_sheets.open_sheet(register, sheet.id)
        assert "le dernier mot" in desk.text(SheetVariant.STANDARD)
        (info,) = [t for t in patient_templates.templates(register) if t.key == "diagnostic"]
        assert info.edited == ("standard",)
        patient_templates.restore(register, "diagnostic", "standard")
        assert patient_templates.text_of(register, "diagnostic") == source

    def test_an_unknown_word_is_refused_and_the_former_text_kept(self, register: Register) -> None:
        with pytest.raises(UserError, match="Ligne 2"):
            patient_templates.save_text(
                register, "diagnostic", "standard", "# Titre\n{téléfone du DPO}"
            )
        assert "téléfone" not in patient_templates.text_of(register, "diagnostic")

    def test_a_lost_mention_holds_validation_back_until_a_reason_is_written(
        self, register: Register, sheet: PatientSheet
    ) -> None:
        source = patient_templates.text_of(register, "diagnostic")
        changed = source.replace("{mention refus}\n", "")
        patient_templates.save_text(register, "diagnostic", "standard", changed)
        named = (
            r"1 mention obligatoire manque\u00a0: "
            r"Liberté de refuser \(CSP, art\.\sL\.1111-4\), texte standard\."
        )
        with pytest.raises(UserError, match=named):
            patient_sheets.validate(register, sheet.id, "le radiologue")
        desk = patient_sheets.open_sheet(register, sheet.id)
        assert desk.waits_for == 1
        patient_sheets.set_reason(register, sheet, desk.lost[0], "Dit à l’oral et tracé")
        version = patient_sheets.validate(register, sheet.id, "le radiologue")
        assert version.without == {"standard:refus": "Dit à l’oral et tracé"}
        registers.undo(register)
        registers.undo(register)
        with pytest.raises(UserError, match=named):
            patient_sheets.validate(register, sheet.id, "le radiologue")

    @pytest.mark.parametrize("part", ["standard", "simple"])
    def test_each_mention_goes_back_to_its_place(self, register: Register, part: str) -> None:
        for key, model in models().items():
            shipped = getattr(model, part)
            for mention in model.required:
                cut = [x for x in shipped.split("\n") if f"{{mention {mention}}}" not in x]
                patient_templates.save_text(register, key, part, "\n".join(cut))
                patient_templates.put_back(register, key, part, mention)
                again = patient_templates.text_of(register, key, part)
                assert again.count(f"{{mention {mention}}}") == 1
                only = [x for x in shipped.split("\n") if f"{{mention {mention}}}" in x]
                if only[0].count("{") == 1:
                    assert again == shipped, (key, mention)

    def test_a_mention_goes_back_even_in_a_text_that_kept_nothing(
        self, register: Register, sheet: PatientSheet
    ) -> None:
        patient_templates.save_text(register, "diagnostic", "standard", "# Bonjour\nÀ vous.")
        patient_templates.put_back(register, "diagnostic", "standard", "refus")
        found = patient_templates.text_of(register, "diagnostic")
        assert found == "# Bonjour\nÀ vous.\n{mention refus}\n"


class TestCode:
    """The QR code of the structure's own page."""

    PAGE = "https://www.clinique-des-tilleuls.example/information"

    def put_page(self, register: Register, page: str) -> None:
        owner = registers.structure_of(register)
        registers.save(register, owner.but(web_page=page), "page internet")

    def test_there_is_none_unless_asked(self, register: Register, sheet: PatientSheet) -> None:
        self.put_page(register, self.PAGE)
        desk = patient_sheets.open_sheet(register, sheet.id)
        assert desk.draft.page == ""
        assert "internet" not in " ".join(pages(patient_papers.draft(desk, VARIANTS[0]).pdf))

    @pytest.mark.parametrize("variant", list(SheetVariant))
    def test_the_address_is_in_words_below_it(
        self, register: Register, sheet: PatientSheet, variant: SheetVariant
    ) -> None:
        self.put_page(register, self.PAGE)
        patient_sheets.set_code(register, sheet, True)
        desk = patient_sheets.open_sheet(register, sheet.id)
        assert pages(patient_papers.draft(desk, variant).pdf)[-1].count(self.PAGE) == 1

    def test_what_is_no_own_page_holds_validation_back(
        self, register: Register, sheet: PatientSheet
    ) -> None:
        self.put_page(register, "www.clinique.fr")
        patient_sheets.set_code(register, sheet, True)
        (missing,) = patient_sheets.open_sheet(register, sheet.id).missing
        assert (missing.field, missing.typed) == ("web_page", False)
        assert "https://" in missing.help
        with pytest.raises(UserError, match="Page de la structure"):
            patient_sheets.validate(register, sheet.id, "le radiologue")

    def test_a_validated_code_stays_until_the_next_version(
        self, register: Register, sheet: PatientSheet
    ) -> None:
        self.put_page(register, self.PAGE)
        patient_sheets.set_code(register, sheet, True)
        patient_sheets.validate(register, sheet.id, "le radiologue")
        self.put_page(register, "https://autre.example/")
        desk = patient_sheets.open_sheet(register, sheet.id)
        assert desk.state is SheetState.REVIEW
        assert desk.pending
        assert self.PAGE in pages(patient_papers.printed(desk, VARIANTS[0]).pdf)[-1]
        patient_sheets.validate(register, sheet.id, "le radiologue")
        desk = patient_sheets.open_sheet(register, sheet.id)
        assert "https://autre.example/" in pages(patient_papers.printed(desk, VARIANTS[0]).pdf)[-1]


class TestReuse:
    @pytest.fixture
    def purpose(self, register: Register, device: Device) -> ReusePurpose:
        made = ReusePurpose(
            device_id=device.id, purpose="Améliorer", decision=ReuseDecision.ALLOWED
        )
        registers.save(register, made, "finalité")
        return made

    def test_answers_are_counted_by_purpose(
        self, register: Register, purpose: ReusePurpose
    ) -> None:
        yes = patient_consents.answer(register, purpose.id, "T-1", ConsentAnswer.YES)
        patient_consents.answer(register, purpose.id, "T-2", ConsentAnswer.YES)
        patient_consents.answer(register, purpose.id, "T-3", ConsentAnswer.NO)
        patient_consents.withdraw(register, yes)
        (counted,) = patient_consents.counts(register, purpose.device_id)
        assert (counted.agreed, counted.opposed, counted.withdrawn) == (1, 1, 1)

    def test_a_second_answer_takes_the_place_of_the_first(
        self, register: Register, purpose: ReusePurpose
    ) -> None:
        patient_consents.answer(register, purpose.id, "T-1", ConsentAnswer.YES)
        patient_consents.answer(register, purpose.id, " T-1 ", ConsentAnswer.NO)
        (counted,) = patient_consents.counts(register, purpose.device_id)
        assert (counted.agreed, counted.opposed) == (0, 1)

    @pytest.mark.parametrize("number", ["", "  ", "9" * 41, "1 85 05 78 006 084 91"])
    def test_a_number_that_names_somebody_is_refused(
        self, register: Register, purpose: ReusePurpose, number: str
    ) -> None:
        with pytest.raises(UserError):
            patient_consents.answer(register, purpose.id, number, ConsentAnswer.YES)
        assert patient_consents.consents(register, purpose.id) == []

    def test_a_refusal_is_not_withdrawn(self, register: Register, purpose: ReusePurpose) -> None:
        no = patient_consents.answer(register, purpose.id, "T-1", ConsentAnswer.NO)
        with pytest.raises(UserError):
            patient_consents.withdraw(register, no)
        yes = patient_consents.answer(register, purpose.id, "T-2", ConsentAnswer.YES)
        with pytest.raises(UserError):
            patient_consents.withdraw(register, yes, yes.answered_on - timedelta(days=1))

    def test_more_answers_than_papers_are_refused(self, register: Register) -> None:
        good = Satisfaction(handed=10, returned=5, counts={"clair:Oui": 3, "clair:Non": 2})
        patient_consents.save_satisfaction(register, good)
        for wrong in ({"returned": 11}, {"counts": {"clair:Oui": 6}}, {"since": date(2099, 1, 1)}):
            with pytest.raises(UserError):
                patient_consents.save_satisfaction(register, good.but(**wrong))
        assert patient_consents.satisfaction(register) == [good]


def test_the_guard_is_switched_off_field_by_field_with_a_reason(register: Register) -> None:
    text, field = "Mme Dupont", "structure.manager"
    assert identity_guarding.hints(text, field, identity_guarding.switches(register))
    with pytest.raises(UserError):
        identity_guarding.switch_off(register, field, " ")
    identity_guarding.switch_off(register, field, "Nom d’un responsable")
    off = identity_guarding.switches(register)
    assert identity_guarding.hints(text, field, off) == []
    assert identity_guarding.hints(text, "project.need", off)
    identity_guarding.switch_on(register, field)
    assert identity_guarding.switches(register) == {}


class TestPapers:
    @pytest.mark.parametrize("key", list(patient_papers.papers("dispositif")))
    def test_each_paper_of_a_device_fits_its_sheet(
        self, register: Register, device: Device, key: str, tmp_path: Path
    ) -> None:
        desk = patient_papers.paper(register, key, device.id)
        made = patient_papers.paper_preview(desk)
        assert made.pages == 1
        assert "Ostalis Fracture" in pages(made.pdf)[0]
        path = patient_papers.write_paper(desk, tmp_path / patient_papers.paper_name(desk))
        assert path.read_bytes().startswith(b"%PDF")
        with pytest.raises(UserError, match="porte sur un dispositif"):
            patient_papers.paper(register, key)

    def test_the_letter_to_the_insurer_lists_devices_in_use(
        self, register: Register, device: Device
    ) -> None:
        inventory.update(register, device, {"state": "en_service"})
        desk = patient_papers.paper(register, "lettre_assureur")
        (page,) = pages(patient_papers.paper_preview(desk).pdf)
        assert "Ostalis Fracture, version 3.2.1, Ostalis" in page
        assert "Mutuelle" in page

    def test_the_notice_has_two_formats(self, register: Register, device: Device) -> None:
        desk = patient_papers.paper(register, "affiche")
        for small in (False, True):
            made = patient_papers.paper_preview(desk, small)
            assert made.pages == 1
            document = pypdfium2.PdfDocument(made.pdf)
            assert round(document[0].get_width() / 72 * 25.4) == (148 if small else 210)
            document.close()

    def test_the_mention_for_the_report_is_two_lines(
        self, register: Register, device: Device
    ) -> None:
        words = patient_papers.report_mention(register, device.id)
        assert len(words.split("\n")) == 2
        assert "Ostalis Fracture, version 3.2.1" in words

    def test_all_current_sheets_in_a_folder_or_together(
        self, register: Register, device: Device, sheet: PatientSheet, tmp_path: Path
    ) -> None:
        with pytest.raises(UserError, match="Aucune fiche"):
            patient_sheet_files.write_all(register, SheetVariant.STANDARD, tmp_path / "rien")
        patient_sheets.create(register, device.id)  # a draft stays out
        patient_sheets.validate(register, sheet.id, "le radiologue")
        other = patient_sheets.create(register, device.id, "diagnostic")
        patient_sheets.set_value(register, other, DOES, "il aide")
        patient_sheets.validate(register, other.id, "le radiologue")
        made = patient_sheet_files.write_all(register, SheetVariant.LARGE, tmp_path / "fiches")
        assert [path.name[:5] for path in made] == ["IP-01", "IP-03"]
        told: list[tuple[int, int]] = []
        some = patient_sheet_files.write_each(
            patient_sheet_files.validated(register),
            SheetVariant.LARGE,
            tmp_path,
            lambda *so_far: told.append(so_far),
            lambda: bool(told),
        )
        assert told == [(1, 2)]
        assert [path.name for path in some] == [path.name for path in tmp_path.glob("*.pdf")]
        (one,) = patient_sheet_files.write_all(
            register, SheetVariant.LARGE, tmp_path / "toutes.pdf"
        )
        found = pages(one.read_bytes())
        assert sum("page 1 / 2" in page for page in found) == 2
