"""A register that holds every kind of record, documents and a journal."""

import hashlib

from dmn_desktop.core.records import Attachment, Counter, OwnQuestion, Risk
from dmn_desktop.core.vocabulary import RiskState, RiskTheme
from dmn_desktop.services import register as actions
from dmn_desktop.store.database import Register
from tests.exports.samples import rich_dossier

CONTENTS = (b"%PDF-1.7 notice", b"\x00\xff" * 5_000, b"")


def fill(register: Register) -> None:
    """Every kind of record, three documents, and a journal with undo and Corbeille."""
    dossier = rich_dossier()
    with register.transaction("import", starts=True) as tx:
        tx.put(dossier.structure)
        for own in (OwnQuestion(id="own1", number=1, text="Le logo ?"), Counter(id="P", last=3)):
            tx.put(own)
        tx.put(dossier.project)
        groups = (
            dossier.candidates,
            dossier.answers.values(),
            dossier.notes,
            dossier.studies,
            dossier.costs,
            dossier.assessments,
            dossier.hypotheses,
            dossier.indicators,
            dossier.questionnaires,
        )
        for group in groups:
            for record in group:
                tx.put(record)
        assert dossier.device is not None
        tx.put(dossier.device)
        tx.put(
            Risk(
                device_id="d",
                number=1,
                text="Panne",
                theme=RiskTheme.CONTINUITY,
                cell="q8_6",
                origin="P-03, réponse 8.6",
                state=RiskState.OPEN,
            )
        )
        for i, content in enumerate(CONTENTS):
            sha256 = hashlib.sha256(content).hexdigest()
            tx.put_content(sha256, content)
            tx.put(
                Attachment(
                    project_id="p", name=f"p{i}.pdf", size=len(content), sha256=sha256, id=f"a{i}"
                )
            )
    first = next(iter(dossier.answers.values()))
    actions.save(register, first.but(text="après"), "réponse changée")
    actions.undo(register)
    actions.delete(register, dossier.studies[0], "étude supprimée")
