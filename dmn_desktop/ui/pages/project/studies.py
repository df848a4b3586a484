"""Evidence sheets: one per study, for questions 4.2 to 4.4."""

from __future__ import annotations

from dmn_desktop.core.records import Candidate, Study
from dmn_desktop.core.text import count
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import StudyObject
from dmn_desktop.ui.pages.project.record_cards import CardsDetail, CardShape


class StudiesDetail(CardsDetail):
    """The studies of each candidate."""

    heading = "Fiches d’étude"
    help = (
        "Une fiche par publication ou rapport. Noter surtout si l’étude porte sur ce dispositif, "
        "sur une autre version ou seulement sur la technologie, et qui l’a faite (4.2 à 4.4)."
    )
    add_words = "Ajouter une étude"
    shape = CardShape(
        "étude",
        (
            ("citation",),
            ("year", "study_kind", "about"),
            ("method", "population"),
            ("effect", "limits"),
            ("interests",),
        ),
        "Aucune étude notée pour ce candidat. Demander à l’éditeur la liste des publications, "
        "puis chercher celles qui n’ont pas été publiées dans les registres d’essais.",
        frozenset({"citation", "method", "population", "effect", "limits", "interests"}),
        "e",
    )

    @override
    def records(self, candidate_id: str) -> list[Study]:
        return [s for s in self.dossier.studies if s.candidate_id == candidate_id]

    @override
    def new_record(self, candidate_id: str, position: int) -> Study:
        return Study(
            project_id=self.dossier.project.id,
            candidate_id=candidate_id,
            position=position,
            citation="",
        )

    @override
    def summary(self, candidate: Candidate) -> str:
        studies = self.records(candidate.id)
        if not studies:
            return ""
        own = sum(s.about is StudyObject.DEVICE for s in studies)
        return f"{count(len(studies), 'étude')}, dont {own} sur ce dispositif et cette version."
