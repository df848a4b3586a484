"""P7 and P13: one saved answer, one backup, against raw sqlite3 and a file copy."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from itertools import count
from pathlib import Path

from dmn_desktop.core.records import Answer, Candidate, Project, Structure
from dmn_desktop.services import register as services
from dmn_desktop.store import copying
from dmn_desktop.store.database import create_register
from tests.benchmarks.measure import Table, paired


def test_save_one_answer(tmp_path: Path, table: Table) -> None:
    register = create_register(tmp_path / "a.dmn", Structure(name="A"))
    project = Project(number=1, need="Besoin")
    candidate = Candidate(project_id=project.id, position=1, name="A")
    with register.transaction("projet") as tx:
        tx.put(project)
        tx.put(candidate)
    raw = sqlite3.connect(tmp_path / "raw.db", isolation_level=None)
    for setting in ("locking_mode=EXCLUSIVE", "journal_mode=DELETE", "synchronous=EXTRA"):
        raw.execute(f"PRAGMA {setting}")
    raw.execute("CREATE TABLE answer (id TEXT PRIMARY KEY, text TEXT)")
    raw.execute("CREATE TABLE change (seq INTEGER PRIMARY KEY, before TEXT, after TEXT)")
    turn = count()

    def save_raw() -> None:
        text = f"réponse {next(turn)}"
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT OR REPLACE INTO answer VALUES ('a', ?)", (text,))
        raw.execute("INSERT INTO change (before, after) VALUES ('', ?)", (text,))
        raw.execute("COMMIT")

    def save() -> None:
        answer = Answer(
            id=Answer.id_for(project.id, candidate.id, "q5_2"),
            project_id=project.id,
            candidate_id=candidate.id,
            cell="q5_2",
            text=f"réponse {next(turn)}",
        )
        services.save(register, answer, "réponse 5.2, candidat A", "frappe")

    table.add("P7", "enregistrement d’une réponse", paired(save_raw, save, 200), "≤ 8")
    with register.reading() as reader:
        saved = reader.find(Answer)
    assert [a.text for a in saved] == [f"réponse {next(turn) - 1}"]
    raw.close()
    register.close()


def test_backup(tmp_path: Path, table: Table) -> None:
    register = create_register(tmp_path / "b.dmn", Structure(name="B"))
    project = Project(number=1, need="Besoin")
    with register.transaction("projet") as tx:
        tx.put(project)
        for _ in range(10):
            content = os.urandom(5_000_000)
            tx.put_content(hashlib.sha256(content).hexdigest(), content)
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    plain = tmp_path / "plain.bin"
    plain.write_bytes(os.urandom(50_000_000))

    def copy() -> None:
        shutil.copyfile(plain, tmp_path / "copie.bin")
        with (tmp_path / "copie.bin").open("rb+") as file:
            os.fsync(file.fileno())

    pairs = paired(copy, lambda: services.back_up(register, folder), 5)
    table.add("P13", "sauvegarde vérifiée de 50 Mo", pairs, "≤ 2,5 sans la vérification")

    def copy_unread() -> None:
        making = tmp_path / "copie.tmp"
        copying._write(register.raw, making, copying.Watch())
        copying.move_into_place(making, tmp_path / "copie.dmn")

    table.add("P13", "la même, avant de la relire", paired(copy, copy_unread, 5), "≤ 2,5")
    assert len(list(folder.glob("*.dmn"))) == 6
    register.close()
