"""Paramètres: the structure, the look, the backups, the keyboard. Effects are immediate."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import StructureKind
from dmn_desktop.services import register as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.routes import Crumb, Route
from dmn_desktop.ui.theme import SCALES, Mode
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, row
from dmn_desktop.ui.widgets.fields import LineField, WordField

_MODES = {
    Mode.SYSTEM: "Comme le système",
    Mode.LIGHT: "Clair",
    Mode.DARK: "Sombre (salle de lecture)",
    Mode.CONTRAST: "Contraste élevé",
}
_FIELDS = {
    "name": ("Nom", "nom de la structure"),
    "address": ("Adresse", "adresse"),
    "manager": ("Responsable du registre (fonction)", "responsable du registre"),
    "phone": ("Téléphone de l’accueil", "téléphone"),
    "email": ("Courriel", "courriel"),
    "web_page": ("Page internet de la structure", "page internet"),
    "dpo": (
        "Contact du délégué à la protection des données",
        "délégué à la protection des données",
    ),
    "dpo_phone": ("Téléphone du délégué", "téléphone du délégué"),
    "dpo_email": ("Courriel du délégué", "courriel du délégué"),
    "insurer": ("Assureur de responsabilité civile", "assureur"),
    "insurance_number": ("Numéro de contrat d’assurance", "contrat d’assurance"),
}
"""Fields of the structure, in their order: label, and words in the history."""


class SettingsPage(Page):
    """One column of blocks."""

    def __init__(self, context: Context) -> None:
        """Build the blocks."""
        super().__init__(context)
        self._forms: list[QFormLayout] = []
        self._unsaved: dict[str, object] = {}
        content = self._content = QWidget()
        content.setObjectName("page")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(20, 4, 20, 20)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel("Paramètres", kind="h1"))
        self._structure = self._make_structure()
        for part in (self._structure, self._make_person(), self._make_view(), self._make_backup()):
            layout.addWidget(part)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        context.theme.changed.connect(self._show_view)
        context.theme.changed.connect(self._fit)
        context.events.backups_changed.connect(self._show_backup)
        self._fit()

    def _fit(self) -> None:
        """Keep lines short; put fields under their words when there is little room."""
        px = self.context.theme.px
        self._content.setMaximumWidth(px(900))
        wrap = QFormLayout.RowWrapPolicy
        policy = wrap.WrapAllRows if self.width() < px(640) else wrap.WrapLongRows
        for form in self._forms:
            form.setRowWrapPolicy(policy)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _form(self, title: str) -> tuple[QFrame, QFormLayout, QVBoxLayout]:
        frame, layout = block(spacing=8)
        layout.addWidget(PlainLabel(title, kind="h2"))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._forms.append(form)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        layout.addLayout(form)
        return frame, form, layout

    def _row(self, form: QFormLayout, words: str, field: QWidget) -> None:
        label = PlainLabel(words, kind="field")
        label.setBuddy(field)
        form.addRow(label, field)

    def _make_structure(self) -> QFrame:
        frame, form, layout = self._form("Structure")
        self._kind = WordField("Type de structure", StructureKind)
        self._kind.chosen.connect(lambda word: self._save("structure_kind", word, "type"))
        self._fields: dict[str, LineField] = {}
        for name, (words, _) in _FIELDS.items():
            field = LineField(words)
            field.told.connect(lambda text, key=name: self._save(key, text, _FIELDS[key][1]))
            self._fields[name] = field
            self._row(form, words, field)
        self._row(form, "Type", self._kind)
        self._without_dpo = QCheckBox("Aucun délégué n’est désigné, la structure répond elle-même")
        self._without_dpo.clicked.connect(
            lambda on: self._save("without_dpo", on, "délégué à la protection des données")
        )
        self._row(form, "Sans délégué", self._without_dpo)
        layout.addWidget(
            PlainLabel(
                "Ces lignes paraissent en tête des documents imprimés. Aucun nom de patient.",
                kind="help",
                wrap=True,
            )
        )
        return frame

    def _make_person(self) -> QFrame:
        frame, form, layout = self._form("Qui utilise ce poste")
        self._role = LineField("Fonction et initiales", "Dermatologue, A. B.")
        self._role.told.connect(self._set_role)
        self._row(form, "Fonction et initiales", self._role)
        layout.addWidget(
            PlainLabel("Notées à côté de chaque changement dans l’historique.", "help", True)
        )
        return frame

    def _make_view(self) -> QFrame:
        frame, form, _ = self._form("Affichage et clavier")
        self._mode = QComboBox()
        self._mode.setAccessibleName("Couleurs")
        for mode, words in _MODES.items():
            self._mode.addItem(words, mode)
        self._mode.activated.connect(lambda _: self._set_mode(Mode(self._mode.currentData())))
        self._scale = QComboBox()
        self._scale.setAccessibleName("Taille du texte")
        for scale in SCALES:
            self._scale.addItem(f"{scale}\u00a0%", scale)
        self._scale.activated.connect(lambda _: self._set_scale(self._scale.currentData()))
        self._letters = QCheckBox("Répondre avec une lettre (O, P, N, D, S) dans le questionnaire")
        self._letters.toggled.connect(lambda on: self.context.settings.set("touches_simples", on))
        self._row(form, "Couleurs", self._mode)
        self._row(form, "Taille du texte", self._scale)
        form.addRow(self._letters)
        return frame

    def _make_backup(self) -> QFrame:
        frame, form, layout = self._form("Sauvegardes")
        self._folder = PlainLabel(kind="text", wrap=True)
        self._last = PlainLabel(kind="text", wrap=True)
        form.addRow(PlainLabel("Dossier", kind="field"), self._folder)
        form.addRow(PlainLabel("Dernière sauvegarde", kind="field"), self._last)
        layout.addWidget(
            PlainLabel(
                "Une sauvegarde datée est écrite en fermant le programme si le registre a changé, "
                "puis rouverte pour la vérifier. Les 30 dernières sont gardées. Choisir un autre "
                "disque ou une clé, et la débrancher ensuite.",
                kind="help",
                wrap=True,
            )
        )
        self._now = button("Sauvegarder maintenant", self.context.events.backup_asked.emit)
        layout.addLayout(row(button("Choisir le dossier…", self._pick_folder), self._now, None))
        return frame

    # Page

    @override
    def show_route(self, route: Route) -> None:
        self.reload()

    @override
    def route(self) -> Route:
        return Route("parametres")

    @override
    def crumbs(self) -> list[Crumb]:
        return [Crumb("Paramètres")]

    @override
    def help_topic(self) -> str:
        return "securite"

    @override
    def reload(self) -> None:
        desk = self.context.desk
        self._structure.setVisible(desk.is_open)
        if desk.is_open:
            structure = desk.structure
            self._kind.set_value(structure.structure_kind)
            read_only = self.context.register.read_only
            self._kind.setEnabled(not read_only)
            self._without_dpo.setChecked(structure.without_dpo)
            self._without_dpo.setEnabled(not read_only)
            for name, field in self._fields.items():
                field.setReadOnly(read_only)
                if not field.is_dirty() and name not in self._unsaved:
                    field.set_value(getattr(structure, name))
        self._role.set_value(self.context.settings.get("role", ""))
        self._letters.setChecked(bool(self.context.settings.get("touches_simples", True)))
        self._show_view()
        self._show_backup()

    def _show_view(self) -> None:
        theme = self.context.theme
        self._mode.setCurrentIndex(list(_MODES).index(theme.mode))
        self._scale.setCurrentIndex(SCALES.index(theme.scale))

    def _show_backup(self) -> None:
        desk = self.context.desk
        self._folder.setText(str(desk.backup_folder or "Aucun dossier choisi"))
        last = desk.last_backup if desk.is_open else None
        self._last.setText(f"{last:%d/%m/%Y à %H:%M}" if last else "Aucune depuis ce poste")
        self._now.setEnabled(desk.is_open and desk.backup_folder is not None)

    @override
    def flush(self) -> bool:
        for field in (*self._fields.values(), self._role):
            field.flush()
        for name, value in list(self._unsaved.items()):
            self._save(name, value, _FIELDS[name][1] if name in _FIELDS else "type")
        return not self._unsaved

    # Doing

    def _save(self, name: str, value: object, words: str) -> None:
        """Keep a field of the structure; what could not be kept is tried again on leaving."""
        structure = self.context.desk.structure.but(**{name: value})
        try:
            self.context.save(services.save, self.context.register, structure, words)
        except UserError:
            self._unsaved[name] = value
            return
        self._unsaved.pop(name, None)
        self.context.events.structure_changed.emit()

    def _set_role(self, text: str) -> None:
        self.context.settings.set("role", text)
        if self.context.desk.is_open:
            self.context.register.who = text or "utilisateur du poste"

    def _set_mode(self, mode: Mode) -> None:
        self.context.settings.set("affichage", mode.value)
        self.context.theme.apply(mode=mode)

    def _set_scale(self, scale: int) -> None:
        self.context.settings.set("taille_texte", scale)
        self.context.theme.apply(scale=scale)

    def _pick_folder(self) -> None:
        text = QFileDialog.getExistingDirectory(self, "Choisir le dossier des sauvegardes")
        if text:
            self.context.settings.set("dossier_sauvegardes", text)
            self.context.events.backups_changed.emit()
