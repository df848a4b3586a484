"""« Ajouter à l’inventaire »: what will be created, shown before; what was created, after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Candidate, Device, Risk
from dmn_desktop.core.takeover import TAKEN_OVER, device_from, risk_from, worrying_answers
from dmn_desktop.core.text import NBSP, day, shorten
from dmn_desktop.core.vocabulary import RiskState
from dmn_desktop.services import decision as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import title_of
from dmn_desktop.ui.pages.project.step import Step
from dmn_desktop.ui.widgets.basics import PlainLabel, button, clear, column, row, rule
from dmn_desktop.ui.widgets.choice_list import Choice, ChoiceList
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.wrapping import breakable

TYPED = ("version", "manufacturer", "contact")
"""Fields that come from the candidate's sheet."""


class WorryLine(QWidget):
    """One worrying answer: ticked, it opens a risk; else a reason may be given."""

    def __init__(self, risk: Risk) -> None:
        """Show the risk that would be opened."""
        super().__init__()
        self.cell = risk.cell
        self._tick = ChoiceList(
            "Risque à ouvrir",
            [Choice(risk.cell, breakable(risk.text), f"{risk.theme.label}. {risk.origin}.")],
            several=True,
        )
        self._tick.chosen.connect(self._ticked)
        self._reason = LineField(
            f"Pourquoi ne pas ouvrir ce risque, {risk.origin}",
            "Pourquoi ne pas ouvrir ce risque (facultatif)",
        )
        reason = row(self._reason)
        reason.setContentsMargins(24, 0, 0, 4)
        layout = column(self._tick, spacing=2)
        layout.addLayout(reason)
        self.setLayout(layout)
        self.set_left_out(None)

    @property
    def left_out(self) -> str | None:
        """Why the risk is not opened, None when it is."""
        return None if self._tick.value() else self._reason.value()

    def set_left_out(self, reason: str | None) -> None:
        """Show whether the risk is opened."""
        self._tick.set_value((self.cell,) if reason is None else ())
        self._reason.set_value(reason or "")
        self._reason.setVisible(reason is not None)

    def _ticked(self) -> None:
        self._reason.setVisible(not self._tick.value())

    @property
    def box(self) -> QCheckBox:
        """The box to tick."""
        made = self._tick.button(self.cell)
        assert isinstance(made, QCheckBox)
        return made


class InventoryEntry(QFrame):
    """A block of the step « Décision »."""

    def __init__(self, context: Context, step: Step) -> None:
        """Make an empty block; the step writes for it."""
        super().__init__()
        self.setProperty("kind", "block")
        self._context = context
        self._step = step
        self._worries: list[WorryLine] = []
        self._shown: object = None
        self._kept: dict[str, dict[str, str]] = {}
        self._candidate = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 12, 14, 14)
        self._layout.setSpacing(8)

    # Showing

    def show_dossier(self, dossier: Dossier) -> bool:
        """Show the device that there is, or the one that would be.

        What is shown stays in place while it does not change: the keyboard may be in it.

        Returns:
            Whether other parts are shown.
        """
        created = services.device_of(self._context.register, dossier)
        candidate = services.chosen_candidate(dossier)
        self.setVisible(created is not None or candidate is not None)
        state = self._state(dossier, candidate, created)
        if state == self._shown:
            return False
        self._shown = state
        self._remember_ticks(candidate)
        clear(self._layout)
        if created is not None:
            self._show_created(dossier, *created)
        elif candidate is not None:
            self._show_preview(dossier, candidate)
        return True

    def _remember_ticks(self, candidate: Candidate | None) -> None:
        """Keep what is unticked for each candidate, until the window closes."""
        if self._worries:
            self._kept[self._candidate] = self._left_out()
        self._worries = []
        self._candidate = candidate.id if candidate is not None else ""

    def _state(
        self,
        dossier: Dossier,
        candidate: Candidate | None,
        created: tuple[Device, list[Risk]] | None,
    ) -> object:
        """What the block shows depends on this."""
        if created is not None or candidate is None:
            return created, candidate
        device = device_from(dossier, candidate, 1).model_dump(exclude={"id"})
        risks = [risk.text for risk in self._proposed(dossier, candidate)]
        return candidate.id, device, risks, self._context.register.read_only

    def _proposed(self, dossier: Dossier, candidate: Candidate) -> list[Risk]:
        device = device_from(dossier, candidate, 1)
        worries = worrying_answers(dossier, candidate)
        return [risk_from(dossier, worry, device, n) for n, worry in enumerate(worries, start=1)]

    def _add(self, words: str, kind: str) -> None:
        self._layout.addWidget(PlainLabel(breakable(words), kind=kind, wrap=True))

    def _show_preview(self, dossier: Dossier, candidate: Candidate) -> None:
        self._add("Ajouter à l’inventaire", "h2")
        self._add("La fiche que les réponses permettent de créer, sans rien recopier.", "help")
        self._show_fields(device_from(dossier, candidate, 1))
        risks = self._proposed(dossier, candidate)
        self._layout.addWidget(rule())
        self._add("Risques à ouvrir" if risks else "Aucun risque à ouvrir", "h3")
        self._add(_worry_words(risks), "help")
        for risk in risks:
            line = WorryLine(risk)
            line.set_left_out(self._kept.get(candidate.id, {}).get(risk.cell))
            self._worries.append(line)
            self._layout.addWidget(line)
        add = button(f"Ajouter {shorten(candidate.name, 40)} à l’inventaire", self.add, "primary")
        add.setEnabled(not self._context.register.read_only)
        self._layout.addLayout(row(add, None))

    def _show_created(self, dossier: Dossier, device: Device, risks: Sequence[Risk]) -> None:
        self._add(f"{device.code}  {device.name}", "h2")
        self._add(f"Déjà ajouté à l’inventaire, le {day(device.added_on)}, par ce projet.", "help")
        candidate = services.chosen_candidate(dossier)
        if candidate is None or candidate.name != device.name:
            self._add(
                "La décision ou le nom du candidat a changé depuis. Cette fiche n’a pas changé.",
                "warning",
            )
        self._show_fields(device)
        self._layout.addWidget(rule())
        self._add("Risques" if risks else "Aucun risque", "h3")
        for risk in risks:
            self._show_risk(device, risk)

    def _show_risk(self, device: Device, risk: Risk) -> None:
        code = PlainLabel(f"R-{device.number:02d}.{risk.number}", kind="strong")
        words = QWidget()
        state = "" if risk.state is RiskState.OPEN else f"{risk.state.label}. "
        origin = f"{state}{risk.theme.label}. {risk.origin}."
        words.setLayout(
            column(
                PlainLabel(breakable(risk.text), kind="text", wrap=True),
                PlainLabel(origin, kind="help", wrap=True),
                spacing=0,
            )
        )
        line = row(code, words, spacing=12)
        line.setAlignment(code, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self._layout.addLayout(line)

    def _show_fields(self, device: Device) -> None:
        facts = device_facts(device)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        for line, (title, value, origin) in enumerate(facts):
            label = PlainLabel(title, kind="field", wrap=True)
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            parts = [PlainLabel(breakable(value), kind="text", wrap=True)]
            if origin:
                parts.append(PlainLabel(origin, kind="help", wrap=True))
            grid.addLayout(column(*parts, spacing=0), line, 1)
        self._layout.addWidget(holder)
        empty = [title_of(Device, name) for name in TAKEN_OVER if not getattr(device, name)]
        if empty:
            self._add(f"Sans réponse{NBSP}: {', '.join(empty)}.", "help")

    # Doing

    def _left_out(self) -> dict[str, str]:
        found = {line.cell: line.left_out for line in self._worries}
        return {cell: reason for cell, reason in found.items() if reason is not None}

    def add(self) -> None:
        """Create the device and the ticked risks."""
        if not self._step.flush():
            return
        left_out, dossier = self._left_out(), self._step.dossier
        if self._step.write(services.add_to_inventory, self._context.register, dossier, left_out):
            made = self._step.dossier.device
            code = made.code if made is not None else ""
            self._context.messages.done(
                f"{code} ajouté à l’inventaire.", ("Annuler", self._context.undo)
            )


def device_facts(device: Device) -> list[tuple[str, str, str]]:
    """What is known of a device: title, words, where they come from."""
    sheet = "Fiche du candidat"
    facts = [
        ("name", device.name, sheet),
        *((name, str(getattr(device, name)), sheet) for name in TYPED),
        ("nature", device.nature.label, "Étape Besoin"),
        ("functions", ", ".join(f.label for f in device.functions), "Étape Besoin"),
        ("state", device.state.label, ""),
        ("uses_ai", device.uses_ai.label if device.uses_ai else "", "Réponse 5.2"),
        *((name, str(getattr(device, name)), device.origins.get(name, "")) for name in TAKEN_OVER),
    ]
    return [(title_of(Device, name), words, origin) for name, words, origin in facts if words]


def _worry_words(risks: Sequence[Risk]) -> str:
    if not risks:
        return "Aucune réponse de ce candidat n’est préoccupante."
    return (
        "Un risque par réponse défavorable ou favorable en partie. Décocher ceux qui n’en sont "
        "pas\u00a0; dire pourquoi est utile, sans être obligatoire."
    )
