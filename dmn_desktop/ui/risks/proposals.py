"""Risks proposed for a device, family by family: kept, or set aside with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from dmn_desktop.core.criticality import risk_code
from dmn_desktop.core.proposed_risks import FamilyState, Proposal
from dmn_desktop.core.records import Device
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.services import inventory
from dmn_desktop.services import risks as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.risks.asking import Ask
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, column, row
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.tab_order import follow
from dmn_desktop.ui.widgets.wrapping import breakable

_SOURCE = (
    "Les quatre premières familles viennent de la fiche HAS 3.4-05, les autres du programme. "
    "Proposé d’après la fiche du dispositif\u00a0; le professionnel décide."
)


class ProposalsPanel(QWidget):
    """The families of risks of one device, with what is proposed in each."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        """Show nothing yet."""
        super().__init__()
        self._context = context
        self._device: Device | None = None
        self._head = PlainLabel(kind="h2", wrap=True)
        self._sub = PlainLabel(kind="sub", wrap=True)
        self._families = QVBoxLayout()
        self._families.setSpacing(10)
        layout = column(self._head, self._sub, PlainLabel(_SOURCE, kind="help", wrap=True))
        layout.addLayout(self._families)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_device(self, device_id: str) -> None:
        """Show where a device stands with each family."""
        register = self._context.register
        self._device = inventory.sheet(register, device_id).device
        states = services.families(register, device_id)
        self._head.setText(f"Risques proposés pour {self._device.code}, {self._device.name}")
        self._sub.setText(_summary(states))
        clear(self._families)
        for state in states:
            frame = self._family(state)
            self._families.addWidget(frame)
            frame.show()  # at once, so that the keyboard can go there
        follow([self])

    def start(self, place: int = 0) -> None:
        """Put the keyboard on something to decide, the first one unless told."""
        there = self._decisions()
        if there:
            there[min(place, len(there) - 1)].setFocus()

    def _decisions(self) -> list[QPushButton]:
        return [b for b in self.findChildren(QPushButton) if b.isVisibleTo(self) and b.isEnabled()]

    # One family

    def _family(self, state: FamilyState) -> QFrame:
        frame, layout = block(spacing=6)
        badge = BadgeLabel(self._context.theme)
        badge.show_badge(_state_badge(state))
        title = PlainLabel(state.family.theme.label, kind="h3", wrap=True)
        head = row(title, badge)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(PlainLabel(state.family.question, kind="help", wrap=True))
        known = self._known_words(state)
        if known:
            layout.addWidget(PlainLabel(breakable(known), kind="text", wrap=True))
        for proposal in state.proposals:
            layout.addWidget(self._proposal(proposal))
        if not state.is_answered:
            layout.addWidget(
                self._refusal(
                    "Aucun risque de ce type…",
                    state.family.theme.label,
                    lambda reason, theme=state.family.theme: self._write(
                        services.no_risk,
                        theme,
                        reason,
                        said=f"Noté{NBSP}: aucun risque «{NBSP}{theme.label}{NBSP}».",
                    ),
                )
            )
        return frame

    def _known_words(self, state: FamilyState) -> str:
        if state.none_because:
            return f"Aucun risque{NBSP}: {state.none_because}"
        device = self._device
        assert device is not None
        return "\n".join(f"{risk_code(device, risk)} {risk.text}" for risk in state.risks)

    def _proposal(self, proposal: Proposal) -> QWidget:
        rule, holder = proposal.rule, QWidget()
        keep = button(
            "Retenir ce risque",
            lambda: self._write(services.accept, proposal, said="Risque retenu, à analyser."),
            name=f"Retenir ce risque{NBSP}: {rule.event}",
        )
        keep.setIcon(self._context.theme.icon("check"))
        refusal = self._refusal(
            "Pas pour nous…",
            rule.event,
            lambda reason: self._write(
                services.refuse, proposal, reason, said="Proposition écartée avec son motif."
            ),
            keep,
        )
        holder.setLayout(
            column(
                PlainLabel(rule.event, kind="strong", wrap=True),
                PlainLabel(f"{rule.cause} {rule.consequence}", kind="help", wrap=True),
                refusal,
                spacing=3,
            )
        )
        return holder

    def _refusal(
        self,
        words: str,
        about: str,
        run: Callable[[str], object],
        *beside: QPushButton,
    ) -> QWidget:
        """A button that asks for a reason, after other buttons.

        Args:
            words: Of the button, ending with « … ».
            about: What is refused.
            run: Gets the reason.
            beside: Buttons before it.
        """
        holder, flow = QWidget(), FlowLayout()
        ask = Ask(f"{words.rstrip('…')}, parce que", "Poste isolé, aucune donnée ne sort", "Noter")
        refuse = button(words, ask.start, "quiet", f"{words}{NBSP}: {about}")
        ask.given.connect(run)
        ask.given_up.connect(refuse.setFocus)
        for made in (*beside, refuse):
            made.setEnabled(not self._context.register.read_only)
            flow.addWidget(made)
        layout = column(spacing=4)
        layout.addLayout(flow)
        layout.addWidget(ask)
        holder.setLayout(layout)
        return holder

    def _write(self, action: Callable[..., object], *args: object, said: str) -> None:
        device = self._device
        assert device is not None

        def run() -> None:
            place = self._place()
            self._context.save(action, self._context.register, device.id, *args)
            self._context.messages.done(said, ("Annuler", self._context.undo))
            # Once the button that was pressed has done: it is about to go.
            QTimer.singleShot(0, self, lambda: self._written(place))

        self._context.tried(run)

    def _place(self) -> int:
        """Which of the decisions holds the keyboard, itself or through its line."""
        focus = self.window().focusWidget()
        for place, made in enumerate(self._decisions()):
            asks = isinstance(made.parentWidget(), Ask)
            if made is focus or (focus and asks and made.parentWidget() is focus.parentWidget()):
                return place
        return 0

    def _written(self, place: int) -> None:
        if self._device is None or not self._context.desk.is_open:
            return
        self.changed.emit()
        self._context.events.devices_changed.emit()
        self.show_device(self._device.id)
        self.start(place)


def _state_badge(state: FamilyState) -> Badge:
    if state.proposals:
        return Badge(count(len(state.proposals), "proposition"), "warn", "circle-half-2")
    if state.is_answered:
        return Badge("Répondu", "ok", "circle-check")
    return Badge("À examiner", "neu", "circle-dashed")


def _summary(states: list[FamilyState]) -> str:
    waiting = sum(len(state.proposals) for state in states)
    prompts = [state for state in states if state.family.prompt]
    left = sum(not state.is_answered for state in prompts)
    words = count(waiting, "proposition à décider", "propositions à décider")
    if left:
        return f"{words}. Des quatre points de la fiche HAS, {left} à examiner."
    return f"{words}. Les quatre points de la fiche HAS ont leur réponse."
