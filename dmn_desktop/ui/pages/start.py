"""The first screen: doors to a register by what one wants to do, or one already known."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFormLayout,
    QFrame,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dmn_desktop.core.paths import default_documents_dir
from dmn_desktop.core.records import Structure
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import StructureKind
from dmn_desktop.ui.changing import NewRegister
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.routes import Crumb, Route
from dmn_desktop.ui.widgets.basics import (
    ElidedLabel,
    PlainLabel,
    block,
    button,
    clear,
    column,
    plain_tooltip,
    row,
    rule,
)
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.flow import FlowLayout

DOORS = 760
"""Least width for the doors side by side, in pixels at 100 %."""


class StartPage(Page):
    """Shown while no register is open."""

    def __init__(self, context: Context) -> None:
        """Build the doors and the form of a new register."""
        super().__init__(context)
        content = QWidget()
        content.setObjectName("page")
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(20, 4, 20, 20)
        self._layout.setSpacing(12)
        self._layout.addWidget(PlainLabel("Registre DMN", kind="h1"))
        self._layout.addWidget(
            PlainLabel(
                "Choisir, suivre et justifier les dispositifs médicaux numériques de votre "
                "structure. Rien ne quitte ce poste.",
                kind="sub",
                wrap=True,
            )
        )
        self._form = self._make_form()
        self._recent = QWidget()
        column_ = QVBoxLayout(self._recent)
        column_.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._make_doors())
        self._layout.addWidget(self._form)
        self._layout.addWidget(self._recent)
        self._layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        context.theme.changed.connect(self._fit)

    def _make_doors(self) -> QWidget:
        doors = QWidget()
        use = self._door(
            "Ajouter un dispositif que j’utilise déjà",
            "Son nom suffit pour commencer l’inventaire.",
            "stethoscope",
            lambda: self.show_form(then=Route("inventaire", step="nouveau")),
        )
        choose = self._door(
            "Choisir un nouveau dispositif",
            "Créer votre registre et commencer par un besoin.",
            "list-details",
            self.show_form,
        )
        import_ = self._door(
            "Importer un tableau Excel",
            "Votre liste en .xlsx, .ods ou .csv, relue avant d’être gardée.",
            "table-import",
            lambda: self.show_form(then=Route("import_inventaire")),
        )
        self._doors = row(use, choose, import_, spacing=12)
        self._others = row(*self._other_doors(), None)
        lines = column()
        lines.addLayout(self._doors)
        lines.addLayout(self._others)
        doors.setLayout(lines)
        return doors

    def _other_doors(self) -> list[QPushButton]:
        open_ = button("Ouvrir un registre", self._open)
        open_.setIcon(self.context.theme.icon("folder-open"))
        open_.setToolTip("Un fichier .dmn de ce poste, d’un disque ou d’une clé")
        example = button("Voir avec des données d’exemple", self._show_example)
        example.setIcon(self.context.theme.icon("eye"))
        example.setToolTip("Un registre fictif et complet, à explorer sans risque")
        return [open_, example]

    def _door(self, title: str, text: str, icon: str, run: Callable[[], object]) -> QFrame:
        frame, layout = block(spacing=4)
        first = icon == "stethoscope"
        title_button = button(title, run, "primary" if first else "")
        title_button.setIcon(self.context.theme.icon(icon, "onaccent" if first else "ink"))
        layout.addWidget(title_button)
        layout.addWidget(PlainLabel(text, kind="help", wrap=True))
        return frame

    def _make_form(self) -> QFrame:
        frame, layout = block(spacing=10)
        self._title = PlainLabel("Votre registre", kind="h2")
        self._name = LineField("Nom de la structure", "Cabinet de dermatologie des Remparts")
        self._kinds = {kind: QRadioButton(kind.label) for kind in StructureKind}
        self._kinds[StructureKind.PRACTICE].setChecked(True)
        self._folder = LineField("Dossier du registre")
        self._folder.set_value(str(default_documents_dir()))
        for field in (self._name, self._folder):
            field.returnPressed.connect(self.create_register)
        pick = button("Choisir…", self._pick_folder, name="Choisir le dossier du registre")
        fields = QFormLayout()
        fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(8)
        name_label = PlainLabel("&Nom de la structure", kind="field")
        name_label.setText("Nom de la structure")
        name_label.setBuddy(self._name)
        fields.addRow(name_label, self._name)
        kinds = QWidget()
        flow = FlowLayout(kinds, 12)
        for choice in self._kinds.values():
            flow.addWidget(choice)
        self._kind_label = PlainLabel("Type", kind="field")
        fields.addRow(self._kind_label, kinds)
        folder = QWidget()
        folder.setLayout(row(self._folder, pick))
        folder_label = PlainLabel("Où le garder", kind="field")
        folder_label.setBuddy(self._folder)
        fields.addRow(folder_label, folder)
        layout.addWidget(self._title)
        layout.addLayout(fields)
        layout.addWidget(
            PlainLabel(
                "Le registre est un seul fichier. Éviter les dossiers synchronisés en ligne ; "
                "une sauvegarde sur un autre disque se règle dans Paramètres.".replace(
                    " ;", "\u00a0;"
                ),
                kind="help",
                wrap=True,
            )
        )
        self._create = button("Créer le registre", self.create_register, "primary")
        cancel = button("Annuler", frame.hide)
        layout.addLayout(row(self._create, cancel, None))
        self._is_example = False
        self._then: Route | None = None
        frame.hide()
        return frame

    # Showing

    def _fit(self) -> None:
        """Put the doors one under the other when there is too little room for three."""
        roomy = self.width() > self.context.theme.px(DOORS)
        way = QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom
        self._doors.setDirection(way)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def show_route(self, route: Route) -> None:
        self._fill_recent()
        if route.step == "nouveau":
            self.show_form()

    @override
    def route(self) -> Route:
        return Route("debut")

    @override
    def crumbs(self) -> list[Crumb]:
        return [Crumb("Registre")]

    def _fill_recent(self) -> None:
        layout = self._recent.layout()
        assert layout is not None
        clear(layout)
        paths = self.context.settings.recent
        if not paths:
            return
        frame, inner = block(spacing=2)
        inner.addWidget(PlainLabel("Registres récents", kind="h2"))
        for path in paths:
            inner.addWidget(rule())
            inner.addLayout(self._recent_line(path))
        layout.addWidget(frame)

    def _recent_line(self, path: Path) -> QVBoxLayout:
        there = path.exists()
        open_ = button(path.stem, lambda: self._open_path(path), "quiet")
        open_.setEnabled(there)
        words = str(path.parent) if there else f"{path.parent} – fichier introuvable"
        forget = button("Oublier", lambda: self._forget(path), "small", f"Oublier {path.stem}")
        where = ElidedLabel(kind="help")
        where.setText(words)
        where.setToolTip(plain_tooltip(words))
        return column_of(row(open_, where, None, forget))

    def _forget(self, path: Path) -> None:
        self.context.settings.forget_recent(path)
        self._fill_recent()

    # Doing

    def show_form(self, example: bool = False, then: Route | None = None) -> None:
        """Show the form of a new register.

        Args:
            example: Fill it with the example.
            then: What to show once it is there.
        """
        self._is_example = example
        self._then = then
        self._title.setText("Registre d’exemple" if example else "Votre registre")
        self._name.setEnabled(not example)
        self._name.set_value("Exemple" if example else "")
        self._create.setText("Créer le registre d’exemple" if example else "Créer le registre")
        self._form.show()
        (self._kinds[self._kind] if example else self._name).setFocus()

    def _show_example(self) -> None:
        self.show_form(example=True)

    def _pick_folder(self) -> None:
        text = QFileDialog.getExistingDirectory(self, "Où garder le registre", self._folder.text())
        if text:
            self._folder.set_value(text)

    @property
    def _kind(self) -> StructureKind:
        """The kind of structure that is chosen."""
        return next(kind for kind, choice in self._kinds.items() if choice.isChecked())

    def create_register(self) -> None:
        """Create the register that the form describes, and open it."""
        kind = self._kind
        name = self._name.value()
        words = f"Exemple {kind.label.lower()}" if self._is_example else name or "Registre"
        folder = Path(self._folder.value())
        if folder == default_documents_dir():
            # A new account may not have the folder that we propose. A refusal is told below.
            with contextlib.suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
        path = _free_path(folder, words)
        structure = Structure(name=name, structure_kind=kind, is_example=self._is_example)
        new = NewRegister(path, structure, self._is_example, self._then)
        self.context.events.new_asked.emit(new)

    def _open(self) -> None:
        text, _ = QFileDialog.getOpenFileName(
            self, "Ouvrir un registre", self._folder.text(), "Registre DMN (*.dmn)"
        )
        if text:
            self._open_path(Path(text))

    def _open_path(self, path: Path) -> None:
        self.context.events.file_asked.emit(path)


def column_of(layout: object) -> QVBoxLayout:
    """A column holding one layout."""
    made = column()
    made.addLayout(layout)  # type: ignore[arg-type]
    return made


def _free_path(folder: Path, words: str) -> Path:
    """A file name made of the structure's name, not taken yet."""
    stem = re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", words).strip(" .")[:80] or "Registre"
    path, number = folder / f"{stem}.dmn", 2
    while path.exists():
        path, number = folder / f"{stem} {number}.dmn", number + 1
    return path
