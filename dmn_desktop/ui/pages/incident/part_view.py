"""One sending of a declaration: its deadline, its sections to copy, its proof."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.countdown import countdown
from dmn_desktop.core.declaration_texts import SectionText
from dmn_desktop.core.incident_checks import sending_doubt
from dmn_desktop.core.incident_vocabulary import DeclarationState
from dmn_desktop.core.records import Declaration, DeclarationPart
from dmn_desktop.core.text import DASH, NBSP
from dmn_desktop.core.typed_moments import moment_text
from dmn_desktop.services import declarations, form_drafts, incidents
from dmn_desktop.ui.file_choice import save_copy
from dmn_desktop.ui.forms.bound_fields import BoundFields
from dmn_desktop.ui.incidents.badges import due_badge
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.pages.incident.sending_form import SendingForm
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, column, row
from dmn_desktop.ui.widgets.fields import TextField
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.tab_order import follow
from dmn_desktop.ui.widgets.wrapping import breakable


class PartView(QWidget):
    """A part, with its sections.

    Attributes:
        copied: Something went to the clipboard; what.
    """

    copied = Signal(str)

    def __init__(self, desk: IncidentDesk, declaration: Declaration, part: DeclarationPart):
        """Show a part."""
        super().__init__()
        self._desk, self.part, self._declaration = desk, part, declaration
        self.fields = BoundFields(desk.context, self)
        self._form: SendingForm | None = None
        self._texts: dict[str, SectionText] = {}
        self._resets: dict[str, QWidget] = {}
        self._missing: dict[str, PlainLabel] = {}
        frame, self._body = block(spacing=8)
        self._badge = BadgeLabel(desk.context.theme)
        self._due = PlainLabel(kind="help", wrap=True)
        self._sent = PlainLabel(kind="text", wrap=True)
        self._doubt = PlainLabel(kind="warning", wrap=True)
        head = row(PlainLabel(part.name, kind="h2", wrap=True), self._badge, None, spacing=10)
        self._body.addLayout(head)
        for label in (self._due, self._sent, self._doubt):
            self._body.addWidget(label)
        self._make_buttons()
        self._sections = QVBoxLayout()
        self._sections.setSpacing(10)
        self._body.addLayout(self._sections)
        self.setLayout(column(frame))
        self._make_sections()
        self.show_part(declaration, part)

    def _make_buttons(self) -> None:
        theme = self._desk.context.theme
        self._copy = button("Copier tout", self._copy_all, name=f"Copier tout{NBSP}: {self.name}")
        self._copy.setIcon(theme.icon("copy"))
        self.note_button = button(
            "Noter l’envoi", self.note_sending, name=f"Noter l’envoi{NBSP}: {self.name}"
        )
        self.note_button.setIcon(theme.icon("send"))
        self._take_back = button("Retirer l’envoi", self._unsend, "quiet")
        self._proof = button("Copie de la preuve…", self._save_proof, "quiet")
        line = QWidget()
        flow = FlowLayout(line)
        for made in (self._copy, self.note_button, self._take_back, self._proof):
            flow.addWidget(made)
        self._body.addWidget(line)

    @property
    def name(self) -> str:
        """Declaration and part, for names of buttons."""
        return f"{self._declaration.name}, {self.part.name}"

    def _make_sections(self) -> None:
        for section in declarations.texts(self._desk.context.register, self.part):
            self._texts[section.id] = section
            self._sections.addLayout(self._section(section))

    def _section(self, section: SectionText) -> QVBoxLayout:
        field = TextField(section.title, "", (1, 14))
        if section.help:
            field.setAccessibleDescription(section.help)
        key = section.id
        self.fields.bind(
            field,
            lambda: self._texts[key].text,
            lambda text, run: self._edit(key, text, run),
        )
        copy = button("Copier", lambda: self._copy_one(key), "small", f"Copier {section.title}")
        copy.setIcon(self._desk.context.theme.icon("copy", "ink2", 15))
        reset = button(
            "Reprendre le texte préparé",
            lambda: self._reset(key),
            "small",
            f"Reprendre le texte préparé{NBSP}: {section.title}",
        )
        self._resets[key] = reset
        missing = self._missing[key] = PlainLabel(kind="warning", wrap=True)
        label = PlainLabel(section.title, kind="strong", wrap=True)
        label.setBuddy(field)
        head = row(spacing=4)
        head.addWidget(label, 1)
        head.addWidget(reset)
        head.addWidget(copy)
        layout = column(spacing=2)
        layout.addLayout(head)
        if section.help:
            layout.addWidget(PlainLabel(section.help, kind="help", wrap=True))
        layout.addWidget(field)
        layout.addWidget(missing)
        return layout

    # Showing

    def show_part(self, declaration: Declaration, part: DeclarationPart) -> None:
        """Show what is stored; a section being typed in is left alone."""
        self._declaration, self.part = declaration, part
        for section in declarations.texts(self._desk.context.register, part):
            self._texts[section.id] = section
        self.fields.show()
        for key, section in self._texts.items():
            self._resets[key].setVisible(section.edited and not self._desk.read_only)
            words = ", ".join(section.missing)
            self._missing[key].setText(f"À compléter{NBSP}: {words}." if words else "")
            self._missing[key].setVisible(bool(words))
        self.tick()
        sent = part.sent_at is not None
        free = not self._desk.read_only
        self.note_button.setVisible(not sent and self._declaration_waits())
        self.note_button.setEnabled(free and self._form is None)
        self._take_back.setVisible(sent and free)
        self._proof.setVisible(part.document_id is not None)
        self._show_form()

    def _show_form(self) -> None:
        """Show again a form that was left without its button, and put one away that is over."""
        waits = self.part.sent_at is None and self._declaration_waits()
        if self._form is not None and not waits:
            self._drop_form()
        elif self._form is not None:
            self._form.refresh()
        elif waits and not self._desk.read_only and self._is_begun():
            self._open_form()

    def _is_begun(self) -> bool:
        """Whether its sending was being noted."""
        known = form_drafts.drafts(self._desk.context.register, self._desk.incident.id)
        return form_drafts.sending(self.part.id) in known

    def _declaration_waits(self) -> bool:
        return self._declaration.state in (DeclarationState.TO_SEND, DeclarationState.SENT)

    def tick(self) -> None:
        """Count the deadline again."""
        part, incident, desk = self.part, self._desk.incident, self._desk
        due = countdown(part, incident.known, desk.present)
        waits = part.sent_at is None and self._declaration_waits()
        sent = Badge("Envoyé", "ok", "circle-check")
        self._badge.show_badge(due_badge(due) if waits else sent if part.sent_at else Badge(""))
        rule_ = f"{part.rule}. ".replace("..", ".") if part.rule else ""
        by = f"À envoyer {due.by}. " if due.by else ""
        elapsed = f"{due.elapsed[:1].upper()}{due.elapsed[1:]}." if waits else ""
        self._due.setText(f"{by}{rule_}{elapsed}")
        self._due.setVisible(bool(self._due.text()))
        self._sent.setText(self._sent_words())
        self._sent.setVisible(part.sent_at is not None)
        doubt = sending_doubt(incident, part, desk.present)
        self._doubt.setText(doubt)
        self._doubt.setVisible(bool(doubt))

    def _sent_words(self) -> str:
        part = self.part
        if part.sent_at is None:
            return ""
        at = moment_text(self._desk.incident.here(part.sent_at))
        by = f" par {part.sent_by}" if part.sent_by else ""
        to = f", voie{NBSP}: {part.sent_to}" if part.sent_to else ""
        return breakable(f"Envoyé le {at}{by}{to}, récépissé{NBSP}: {part.receipt or DASH}.")

    # Doing

    def _edit(self, section: str, text: str, run: str) -> bool:
        done = self._desk.write(declarations.edit_text, self.part, section, text, run)
        if done and done[1]:
            self._desk.context.messages.warn(done[1])
        return bool(done)

    def _reset(self, section: str) -> None:
        self._desk.write(declarations.reset_text, self.part, section)

    def _copy_one(self, section: str) -> None:
        self.fields.flush()
        QGuiApplication.clipboard().setText(self._texts[section].text)
        self.copied.emit(self._texts[section].title)

    def _copy_all(self) -> None:
        self.fields.flush()
        text = declarations.letter_text(self._desk.context.register, self.part)
        QGuiApplication.clipboard().setText(text)
        self.copied.emit("Texte entier")

    def note_sending(self) -> None:
        """Ask when and how it was sent."""
        if not self._declaration_waits() or not self.fields.flush():
            return
        if self._form is None:
            self._open_form()
        if self._form is not None:
            self._form.start()

    def _open_form(self) -> None:
        self._form = SendingForm(self._desk, self._declaration, self.part)
        self._form.closed.connect(self._close_form)
        self._body.insertWidget(5, self._form)
        self.note_button.setEnabled(False)
        self._form.show()
        follow([self])

    def flush(self) -> bool:
        """Keep what was typed."""
        form = self._form is None or self._form.flush()
        return self.fields.flush() and form

    def _close_form(self) -> None:
        self._drop_form()
        self.show_part(self._declaration, self.part)
        (self.note_button if self.note_button.isVisible() else self._copy).setFocus()

    def _drop_form(self) -> None:
        if self._form is None:
            return
        form, self._form = self._form, None
        self._body.removeWidget(form)
        form.hide()
        form.deleteLater()

    def _unsend(self) -> None:
        if self._desk.write(declarations.unsend, self.part):
            self._desk.context.messages.done(
                "Envoi retiré\u00a0: son délai compte de nouveau.",
                ("Annuler", self._desk.context.undo),
            )

    def _save_proof(self) -> None:
        found = [d for d in self._desk.file.documents if d.id == self.part.document_id]
        if not found:
            return
        context, document = self._desk.context, found[0]
        write = partial(incidents.save_document, context.register, document)
        save_copy(context, self, document.file_name, write)
