"""What the page says while there is no device, and when a filter finds none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.ui.context import Context
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, row

EXAMPLES = (
    ("Imagerie", "repérage de fractures ou de nodules, relecture de mammographies, mesures"),
    ("Dermatologie", "analyse de photographies de lésions, suivi de grains de beauté"),
    ("Ophtalmologie", "dépistage de la rétinopathie sur des fonds d’œil"),
    ("Cardiologie", "lecture automatique d’ECG ou d’enregistrements de longue durée"),
    ("Biologie", "lecture de lames, tri de résultats, aide à l’interprétation"),
    ("Médecine générale", "aide au diagnostic, calcul de doses, dictée de comptes rendus"),
    ("Urgences", "tri des patients à l’accueil, alerte sur des constantes"),
)


def empty_inventory(
    context: Context, add: Callable[[], object], load: Callable[[], object]
) -> QWidget:
    """No device yet: where to begin, with examples by specialty."""
    content = QWidget()
    content.setObjectName("page")
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 16, 0, 0)
    layout.setSpacing(10)
    layout.addWidget(PlainLabel("L’inventaire est vide.", kind="h2"))
    layout.addWidget(
        PlainLabel(
            "Commencer par les logiciels qui donnent un avis sur un patient.", kind="sub", wrap=True
        )
    )
    new = button("Ajouter un dispositif", add)
    new.setIcon(context.theme.icon("plus"))
    import_ = button("Importer un tableau", load)
    import_.setIcon(context.theme.icon("upload"))
    layout.addLayout(row(new, import_, None))
    frame, inner = block(spacing=6)
    inner.addWidget(PlainLabel("Exemples par spécialité", kind="h3"))
    for specialty, words in EXAMPLES:
        inner.addWidget(PlainLabel(f"{specialty}\u00a0: {words}.", kind="text", wrap=True))
    layout.addWidget(frame)
    layout.addWidget(
        PlainLabel(
            "Les outils innovants qui ne sont pas des dispositifs médicaux y ont aussi leur "
            "place\u00a0: dictée, rédaction, tri.",
            kind="help",
            wrap=True,
        )
    )
    layout.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(content)
    return scroll


def nothing_found(show_all: Callable[[], object]) -> QWidget:
    """No device matches the filter."""
    bar = QWidget()
    line = row(
        PlainLabel("Aucune ligne ne correspond.", kind="strong"),
        button("Afficher toutes les lignes", show_all),
        None,
    )
    line.setContentsMargins(0, 4, 0, 8)
    bar.setLayout(line)
    return bar
