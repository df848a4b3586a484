"""« Ajouter à l’inventaire »: what will be created, shown before; what was created, after."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Candidate, Device
from dmn_desktop.core.takeover import TAKEN_OVER, device_from, worrying_answers
from dmn_desktop.core.text import shorten
from dmn_desktop.core.wording import answer_words
from dmn_desktop.services import decision as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project.bound_fields import title_of
from dmn_desktop.ui.pages.project.step import Step
from dmn_desktop.ui.widgets.basics import PlainLabel, button, clear, row, rule

SHOWN = ("name", "version", "manufacturer", "contact", *TAKEN_OVER)


class InventoryEntry(QFrame):
    """A block of the step « Décision »."""

    def __init__(self, context: Context, step: Step) -> None:
        """Make an empty block; the step writes for it."""
        super().__init__()
        self.setProperty("kind", "block")
        self._context = context
        self._step = step
        self._ticks: dict[str, QCheckBox] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 12, 14, 14)
        self._layout.setSpacing(6)

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the device that there is, or the one that would be."""
        left = {cell for cell, tick in self._ticks.items() if not tick.isChecked()}
        clear(self._layout)
        self._ticks = {}
        candidate = services.chosen_candidate(dossier)
        self.setVisible(candidate is not None or dossier.device is not None)
        if dossier.device is not None:
            self._show_created(dossier.device)
        elif candidate is not None:
            self._show_preview(dossier, candidate, left)

    def _show_preview(self, dossier: Dossier, candidate: Candidate, left: set[str]) -> None:
        self._layout.addWidget(PlainLabel("Ajouter à l’inventaire", kind="h2"))
        help_ = "Ce que les réponses disent déjà. Tout restera modifiable."
        self._layout.addWidget(PlainLabel(help_, kind="help", wrap=True))
        self._show_fields(device_from(dossier, candidate, 1))
        worries = worrying_answers(dossier, candidate)
        words = (
            "Risques à ouvrir" if worries else "Aucune réponse préoccupante\u00a0: aucun risque."
        )
        self._layout.addWidget(PlainLabel(words, kind="h3", wrap=True))
        for worry in worries:
            label = dossier.guide.label(worry.cell.id)
            text = shorten(answer_words(worry.cell, worry.answer), 90)
            tick = QCheckBox(f"{label}  {text}".replace("&", "&&"))
            tick.setToolTip(label)
            tick.setChecked(worry.cell.id not in left)
            self._ticks[worry.cell.id] = tick
            self._layout.addWidget(tick)
        add = button(f"Ajouter {shorten(candidate.name, 40)} à l’inventaire", self.add, "primary")
        add.setEnabled(not self._context.register.read_only)
        self._layout.addLayout(row(add, None))

    def _show_created(self, device: Device) -> None:
        self._layout.addWidget(PlainLabel(f"{device.code}  {device.name}", kind="h2", wrap=True))
        state = f"{device.state.label}. Ajouté à l’inventaire par ce projet."
        self._layout.addWidget(PlainLabel(state, kind="help", wrap=True))
        self._show_fields(device)
        risks = services.risks_of(self._context.register, device)
        self._layout.addWidget(PlainLabel(f"Risques ouverts  {len(risks)}", kind="h3"))
        for risk in risks:
            self._layout.addWidget(rule())
            code = f"R-{device.number:02d}.{risk.number}"
            self._layout.addWidget(PlainLabel(f"{code}  {risk.text}", kind="text", wrap=True))
            origin = f"{risk.theme.label}. {risk.origin}."
            self._layout.addWidget(PlainLabel(origin, kind="help", wrap=True))

    def _show_fields(self, device: Device) -> None:
        for name in SHOWN:
            value = getattr(device, name)
            if not value:
                continue
            self._layout.addWidget(PlainLabel(title_of(Device, name), kind="field"))
            self._layout.addWidget(PlainLabel(value, kind="text", wrap=True))
            if origin := device.origins.get(name):
                self._layout.addWidget(PlainLabel(origin, kind="help", wrap=True))

    def add(self) -> None:
        """Create the device and the ticked risks."""
        left = [cell for cell, tick in self._ticks.items() if not tick.isChecked()]
        dossier = self._step.dossier
        if self._step.flush() and self._step.write(
            services.add_to_inventory, self._context.register, dossier, left
        ):
            self._context.messages.done(
                "Dispositif ajouté à l’inventaire.", ("Annuler", self._context.undo)
            )
