"""Actions on the candidates of a project: add, order, keep for the analysis or set aside."""

from __future__ import annotations

from collections.abc import Iterable

from dmn_desktop.core.dossier import MAX_COMPARED, Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Candidate
from dmn_desktop.core.text import count, fold, shorten
from dmn_desktop.core.vocabulary import Kept
from dmn_desktop.services.register import Register, refuse_read_only, save


def label_of(dossier: Dossier, candidate: Candidate, what: str = "") -> str:
    """« candidat B, éditeur »: the words of undo and history.

    A candidate without a letter is called by its name.

    Args:
        dossier: The project before the change.
        candidate: The candidate, before or after it.
        what: The field that changes.
    """
    known = next((c for c in dossier.candidates if c.id == candidate.id), candidate)
    letter = dossier.letter(known)
    words = f"candidat {shorten(known.name, 40) if letter == '–' else letter}"
    return f"{words}, {what[0].lower()}{what[1:]}" if what else words


def names_in(text: str) -> list[str]:
    """The names typed or pasted in one go: one a line."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line]


def add(register: Register, dossier: Dossier, name: str) -> Candidate:
    """Add one candidate at the end of the list; see `add_several`."""
    return add_several(register, dossier, [name])[0]


def add_several(register: Register, dossier: Dossier, names: Iterable[str]) -> list[Candidate]:
    """Add candidates at the end of the list, as one step.

    They are kept for the analysis while fewer than six are; the others wait for a decision.

    Raises:
        UserError: There is no name.
    """
    refuse_read_only(register)
    cleaned = names_in("\n".join(names))
    if not cleaned:
        raise UserError(
            "Le nom du candidat est vide.", "Rien n’a été ajouté.", "Écrire le nom du dispositif."
        )
    free = MAX_COMPARED - len(kept(dossier))
    last = max((c.position for c in dossier.candidates), default=0)
    made = [
        Candidate(
            project_id=dossier.project.id,
            position=last + rank,
            name=name,
            kept=Kept.YES if rank <= free else Kept.UNDECIDED,
        )
        for rank, name in enumerate(cleaned, start=1)
    ]
    with register.transaction(_added(made)) as tx:
        for candidate in made:
            tx.put(candidate)
    return made


def _added(made: list[Candidate]) -> str:
    if len(made) == 1:
        return f"candidat {shorten(made[0].name, 40)} ajouté"
    return f"{count(len(made), 'candidat ajouté', 'candidats ajoutés')}"


def kept(dossier: Dossier) -> tuple[Candidate, ...]:
    """The candidates said to be kept, even beyond the sixth (a restored one may be)."""
    return tuple(c for c in dossier.candidates if c.kept is Kept.YES)


def may_keep(dossier: Dossier, candidate: Candidate) -> bool:
    """Whether one more candidate can be compared in full."""
    return sum(c.id != candidate.id for c in kept(dossier)) < MAX_COMPARED


def refusal_to_keep(candidate: Candidate) -> UserError:
    """Why a seventh candidate is not kept, and what to do."""
    return UserError(
        "Six candidats sont déjà retenus, c’est le plus que l’on compare en détail.",
        f"{shorten(candidate.name, 60)} reste dans la liste, « {candidate.kept.label} ».".replace(
            "« ", "«\u00a0"
        ).replace(" »", "\u00a0»"),
        "Pour le retenir, écarter d’abord l’un des six.",
    )


def set_kept(register: Register, dossier: Dossier, candidate: Candidate, choice: Kept) -> Candidate:
    """Keep a candidate for the analysis, set it aside, or leave it to decide.

    A reason already written is kept whatever the choice.

    Raises:
        UserError: Six others are kept already; nothing changes.
    """
    if choice is Kept.YES and not may_keep(dossier, candidate):
        raise refusal_to_keep(candidate)
    changed = candidate.but(kept=choice)
    save(register, changed, label_of(dossier, candidate, choice.label))
    return changed


def move(register: Register, dossier: Dossier, candidate: Candidate, way: int) -> bool:
    """Move a candidate one place up (-1) or down (1); letters follow.

    Positions are numbered again from 1, so that deletions and restorations leave no tie.

    Returns:
        Whether it moved; the first cannot go up, nor the last down.
    """
    refuse_read_only(register)
    order = list(dossier.candidates)
    place = next(i for i, c in enumerate(order) if c.id == candidate.id)
    target = place + way
    if not 0 <= target < len(order):
        return False
    order[place], order[target] = order[target], order[place]
    with register.transaction(label_of(dossier, candidate, "ordre")) as tx:
        for position, other in enumerate(order, start=1):
            tx.put(other.but(position=position))
    return True


def lacks_reason(candidate: Candidate) -> bool:
    """Whether a candidate is set aside without a reason."""
    return candidate.kept is Kept.NO and not candidate.refusal.strip()


def namesakes(dossier: Dossier, candidate: Candidate) -> list[Candidate]:
    """The other candidates with the same name; allowed, for two versions of one device."""
    name = fold(candidate.name).strip()
    return [c for c in dossier.candidates if c.id != candidate.id and fold(c.name).strip() == name]


def is_complete(dossier: Dossier) -> bool:
    """Whether question 2 is settled: one candidate kept, and a reason for each refusal."""
    return bool(dossier.compared) and not any(lacks_reason(c) for c in dossier.candidates)
