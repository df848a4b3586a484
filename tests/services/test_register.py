"""The register as a whole: new, open, copy, back up, undo, Corbeille, history."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Note, Structure
from dmn_desktop.services import answers, attachments, projects, returned_files
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register


def reopened(register: Register) -> Register:
    register.close()
    return registers.open_file(register.path)


@pytest.mark.parametrize(
    ("typed", "made"),
    [("cabinet", "cabinet.dmn"), ("v1.2", "v1.2.dmn"), ("A.DMN", "A.DMN"), ("b.dmn", "b.dmn")],
)
def test_a_register_always_ends_with_dmn(tmp_path: Path, typed: str, made: str) -> None:
    register = registers.create(tmp_path / typed, Structure(name="Cabinet"))
    assert register.path.name == made
    copy = registers.save_copy(register, tmp_path / "copie")
    assert copy.name == "copie.dmn"
    assert copy.exists()
    register.close()


def test_two_registers_made_from_one_form_are_told_apart(tmp_path: Path) -> None:
    form = Structure(name="Cabinet")
    made = [registers.create(tmp_path / name, form) for name in "ab"]
    assert len({registers.structure_of(register).id for register in made}) == 2
    for register in made:
        register.close()


def test_everything_is_there_after_closing_and_opening(
    register: Register, library: Library
) -> None:
    project = projects.create(register, library, "Moins de fractures oubliées", library.models[0])
    before = projects.load(register, library, project.id)
    again = reopened(register)
    after = projects.load(again, library, project.id)
    assert after.project == before.project
    assert after.answers == before.answers
    assert after.hypotheses == before.hypotheses
    assert after.indicators == before.indicators
    assert registers.structure_of(again).name == "Cabinet d’essai"
    again.close()


def test_undo_and_redo_say_what_they_would_do(register: Register, library: Library) -> None:
    assert registers.next_undo(register) == registers.next_redo(register) == ""
    assert registers.undo(register) is None
    projects.create(register, library, "Besoin")
    assert registers.next_undo(register) == "nouveau projet"
    assert registers.undo(register) == "nouveau projet"
    assert registers.next_redo(register) == "nouveau projet"
    assert projects.list_projects(register, library) == []
    assert registers.redo(register) == "nouveau projet"
    assert len(projects.list_projects(register, library)) == 1


def test_a_deleted_object_comes_back_from_the_corbeille(
    register: Register, library: Library
) -> None:
    project = projects.create(register, library, "Besoin", library.models[0])
    before = projects.load(register, library, project.id)
    projects.delete(register, project)
    again = reopened(register)
    (deleted,) = registers.trash(again)
    assert deleted.record == project
    assert deleted.label == "suppression du projet P-01"
    registers.restore(again, deleted)
    assert registers.trash(again) == []
    after = projects.load(again, library, project.id)
    assert (after.project, after.answers) == (before.project, before.answers)
    assert registers.history(again)[0].label == "restauration\u00a0: projet"
    again.close()


def test_the_history_names_the_role_and_the_action(register: Register, library: Library) -> None:
    register.who = "secrétariat"
    project = projects.create(register, library, "Besoin")
    projects.archive(register, project)
    lines = registers.history(register, limit=2)
    assert [line.label for line in lines] == ["archivage du projet P-01", "nouveau projet"]
    assert {line.who for line in lines} == {"secrétariat"}


def test_a_change_mark_tells_whether_a_backup_is_due(register: Register, library: Library) -> None:
    before = registers.change_mark(register)
    projects.list_projects(register, library)
    assert registers.change_mark(register) == before
    projects.create(register, library, "Besoin")
    assert registers.change_mark(register) > before


def test_a_backup_is_a_register_of_its_own(
    register: Register, library: Library, tmp_path: Path
) -> None:
    projects.create(register, library, "Besoin")
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    saved = registers.open_file(registers.back_up(register, folder))
    assert registers.check(saved) == registers.check(register)
    assert [s.project.need for s in projects.list_projects(saved, library)] == ["Besoin"]
    saved.close()


def test_nothing_is_changed_in_a_register_open_to_read(
    register: Register, library: Library, tmp_path: Path
) -> None:
    project = projects.create(register, library, "Besoin")
    dossier = projects.load(register, library, project.id)
    register.close()
    reading = registers.open_file(register.path, read_only=True)
    before = register.path.read_bytes()
    answer = answers.answer_or_new(dossier, None, "q1_a").but(text="x")
    document = attachments.describe(project.id, "q3", "notice.pdf", b"x")
    for attempt in (
        lambda: registers.save(reading, project.but(need="Autre"), "essai"),
        lambda: registers.delete(reading, project, "essai"),
        lambda: registers.undo(reading),
        lambda: registers.redo(reading),
        lambda: projects.create(reading, library, "Autre"),
        lambda: projects.duplicate(reading, library, project.id),
        lambda: projects.archive(reading, project),
        lambda: projects.delete(reading, project),
        lambda: answers.save_answer(reading, dossier, answer),
        lambda: answers.mark_complete(reading, dossier, "q3", True),
        lambda: answers.save_note(reading, dossier, "q3", "note"),
        lambda: attachments.attach(reading, document, b"x"),
    ):
        with pytest.raises(UserError, match="lecture seule") as refused:
            attempt()
        assert refused.value.to_do == "Enregistrer une copie pour y travailler."
    assert registers.save_copy(reading, tmp_path / "copie.dmn").exists()
    reading.close()
    assert register.path.read_bytes() == before


def test_a_copy_of_a_register_open_elsewhere_is_read_and_then_gone(
    register: Register, library: Library
) -> None:
    projects.create(register, library, "Besoin")
    register.close()
    copy = registers.open_copy(register.path)
    assert copy.read_only
    assert [s.project.need for s in projects.list_projects(copy, library)] == ["Besoin"]
    copy.close()
    assert not copy.path.exists()
    assert register.path.exists()


def test_a_register_without_structure_is_told(register: Register) -> None:
    registers.delete(register, registers.structure_of(register), "essai")
    with pytest.raises(UserError, match="aucune structure"):
        registers.structure_of(register)


def test_saving_the_same_thing_twice_is_one_step(register: Register, library: Library) -> None:
    project = projects.create(register, library, "Besoin")
    note = Note(project_id=project.id, question="q3", text="À vérifier")
    registers.save(register, note, "note 3")
    before = registers.change_mark(register)
    registers.save(register, note, "note 3")
    assert registers.change_mark(register) == before


def test_attachments_are_kept_checked_and_given_back(
    register: Register, library: Library, tmp_path: Path
) -> None:
    project = projects.create(register, library, "Besoin")
    source = tmp_path / "Notice d’été.pdf"
    source.write_bytes(b"%PDF-1.7 contenu")
    kept = attachments.attach_file(register, project.id, "q3", source)
    source.unlink()
    again = reopened(register)
    target = tmp_path / "copie.pdf"
    target.write_bytes(b"ancien")
    attachments.save_as(again, kept, target)
    assert target.read_bytes() == b"%PDF-1.7 contenu"
    with pytest.raises(UserError, match="n’existe pas"):
        attachments.save_as(again, kept, tmp_path / "absent" / "copie.pdf")
    again.close()


def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    endless = tmp_path / "tube.pdf"
    os.mkfifo(endless)
    for read in (attachments.read_for_keeping, returned_files.take_copy):
        with pytest.raises(UserError, match="n’est pas un fichier ordinaire"):
            read(endless)


def test_the_open_register_is_not_read_as_a_document(register: Register, library: Library) -> None:
    project = projects.create(register, library, "Besoin")
    # Reading it would drop the lock that keeps other programs away.
    with pytest.raises(UserError, match="est le registre ouvert"):
        attachments.attach_file(register, project.id, "q3", register.path)
