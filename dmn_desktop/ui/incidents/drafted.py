"""Fields of a form that is kept before its button is pressed: leaving the page loses nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Incident
from dmn_desktop.services import form_drafts
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import BoundFields, Check, Field

Default = Callable[[], str]


def _empty() -> str:
    return ""


class Drafted:
    """The text fields of one form, kept in the register as one types.

    The service that uses what was typed drops it in the same step; `reset` then empties the form.
    """

    def __init__(
        self,
        context: Context,
        owner: QObject,
        form: str,
        incident: Callable[[], Incident] | None = None,
    ) -> None:
        """Hold no field.

        Args:
            context: Shared parts of the window.
            owner: Whom the fields belong to.
            form: Its key, as in `services.form_drafts`.
            incident: The incident it is about; None for a form of the whole register.
        """
        self._context, self._form, self._of = context, form, incident
        self._bound = BoundFields(context, owner)
        self._fields: dict[str, tuple[Field, Default]] = {}
        self._values: dict[str, str] = {}

    def bind(
        self, name: str, field: Field, default: Default = _empty, check: Check | None = None
    ) -> None:
        """Keep a field under a name.

        Args:
            name: Unique in the form.
            field: The field.
            default: What it shows before somebody types.
            check: Tells a text that cannot be read, beside the field; it is kept all the same.
        """
        self._fields[name] = field, default
        self._bound.bind(
            field,
            lambda: self.value(name),
            lambda text, run: self.keep(name, text, run),
            check,
        )

    @property
    def _incident(self) -> Incident | None:
        return self._of() if self._of is not None else None

    @property
    def is_begun(self) -> bool:
        """Whether something typed waits."""
        return bool(self._values)

    def value(self, name: str) -> str:
        """What is kept under a name, or its default."""
        default = self._fields[name][1] if name in self._fields else _empty
        return self._values[name] if name in self._values else default()

    def read(self) -> None:
        """Read what is kept, without showing it."""
        if not self._context.desk.is_open:
            return
        incident = self._incident
        found = form_drafts.drafts(self._context.register, incident.id if incident else None)
        self._values = found.get(self._form, {})

    def show(self) -> None:
        """Show what is kept; a field being typed in is left alone."""
        self.read()
        self._bound.show()

    def keep(self, name: str, text: str, run: str = "") -> bool:
        """Keep a text under a name."""
        context, values = self._context, {**self._values, name: text}
        args = (context.register, self._incident, self._form, values, run)
        try:
            context.save(form_drafts.keep, *args)
        except UserError:
            return False
        self._values = values
        return True

    def reset(self) -> None:
        """Show the defaults: what was typed has been used."""
        self.read()
        for name, (field, _) in self._fields.items():
            field.set_value(self.value(name))

    def give_up(self) -> None:
        """Take away what was typed."""
        context = self._context
        for field, _ in self._fields.values():
            field.set_value(field.value())  # nothing waits to be kept any more
        try:
            context.save(form_drafts.give_up, context.register, self._incident, self._form)
        except UserError:
            return
        self.reset()

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        return self._bound.flush()
