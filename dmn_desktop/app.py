"""Puts the parts together; the only file that knows all rooms."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from dmn_desktop import __version__
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.paths import default_data_dir
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typing import override
from dmn_desktop.services.first_look import first_look
from dmn_desktop.ui import loading
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.counting import Counting
from dmn_desktop.ui.events import Events
from dmn_desktop.ui.main_window import NAMELESS, MainWindow
from dmn_desktop.ui.messages import Messages
from dmn_desktop.ui.settings import Settings
from dmn_desktop.ui.tasks import Tasks
from dmn_desktop.ui.theme import SCALES, Mode, Theme
from dmn_desktop.ui.widgets.first_page import TITLE, FirstPage

if TYPE_CHECKING:
    from dmn_desktop.core.command_line import FrenchParser


def main(arguments: list[str] | None = None) -> int:
    """Start the window.

    Args:
        arguments: Command line without the program's name.

    Returns:
        The exit code.
    """
    application, window = start(sys.argv[1:] if arguments is None else arguments)
    code = application.exec()
    del window
    return code


def start(arguments: list[str]) -> tuple[QApplication, MainWindow]:
    """Show the window; it opens its register once the event loop runs."""
    file, data_dir = _asked(arguments)
    application = make_application()
    window = make_window(data_dir or default_data_dir())
    starter = Starter(window, file)
    starter.show_first()
    window.show()
    window.installEventFilter(starter)
    return application, window


def _asked(arguments: list[str]) -> tuple[Path | None, Path | None]:
    """The register to open, and the folder of our own files.

    A double click gives at most a path: the parser, 10 ms of the start, is for who writes more.
    """
    if not arguments or (len(arguments) == 1 and not arguments[0].startswith("-")):
        return (Path(arguments[0]) if arguments else None), None
    options = _parser().parse_args(arguments)
    return options.file, options.data_dir


def _parser() -> FrenchParser:
    from dmn_desktop.core.command_line import FrenchParser

    parser = FrenchParser(
        prog="registre-dmn", description="Registre des dispositifs médicaux numériques."
    )
    parser.add_argument("file", nargs="?", type=Path, help="registre à ouvrir (.dmn)")
    parser.add_argument(
        "--data-dir", type=Path, help="dossier des réglages et du journal technique"
    )
    version = f"Registre DMN {__version__}"
    parser.add_argument("--version", action="version", version=version, help="dire la version")
    return parser


def make_application() -> QApplication:
    """The Qt application, in French."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        # Named here: choosing the style later loads the whole of QStyle before the first paint.
        application = QApplication([*sys.argv[:1], "-style", "fusion"])
    if application.property("inFrench"):
        return application
    application.setProperty("inFrench", True)
    application.setApplicationName("Registre DMN")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("registre-dmn")
    QLocale.setDefault(QLocale("fr_FR"))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_fr", folder):
        application.installTranslator(translator)
    application.installTranslator(_Missing(application))
    return application


class _Missing(QTranslator):
    """The few words of Qt's dialogs that its French translation leaves in English."""

    @override
    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        # None, not an empty text: Qt then asks the next translator.
        return _WORDS.get(text)  # type: ignore[return-value]

    @override
    def isEmpty(self) -> bool:
        return False


_WORDS = {
    "&Look in:": "&Dans\u00a0:",
    "Files of &type:": "&Type\u00a0:",
    "Page &Set:": "&Pages\u00a0:",
}


def make_window(data_dir: Path) -> MainWindow:
    """The window with its parts; no register is open yet."""
    settings, events, messages = Settings(data_dir), Events(), Messages()
    theme = Theme(_mode(settings), _scale(settings))
    reporter = Reporter(data_dir, messages)
    tasks = Tasks(reporter.report)
    context = Context(theme, settings, events, messages, tasks)
    theme.apply()
    theme.follow_system()
    sys.excepthook = reporter.hook
    window = MainWindow(context)
    theme.dress(window)
    Counting(context, window.sidebar)
    _watch_identities(context, window)
    return window


def _watch_identities(context: Context, window: MainWindow) -> None:
    """Look at what is typed from the first register on: before, nothing typed is kept."""

    def begin() -> None:
        context.events.register_opened.disconnect(begin)
        from dmn_desktop.ui.identity_watch import IdentityWatch

        IdentityWatch(context, window)

    context.events.register_opened.connect(begin)


def _mode(settings: Settings) -> Mode:
    try:
        return Mode(settings.get("affichage", Mode.SYSTEM.value))
    except ValueError:
        return Mode.SYSTEM


def _scale(settings: Settings) -> int:
    scale = settings.get("taille_texte", 100)
    return scale if scale in SCALES else 100


class Starter(QObject):
    """Opens the register once the window is on screen, so that it appears at once."""

    def __init__(self, window: MainWindow, path: Path | None) -> None:
        """Remember what to open."""
        super().__init__(window)
        self._window = window
        recent = window.context.settings.recent
        self._path = path or (recent[0] if recent and recent[0].exists() else None)
        self._started = False

    def show_first(self) -> None:
        """Show the first lines of the register, read without what is needed to open it."""
        look = first_look(self._path) if self._path else None
        if look is None:
            return
        window = self._window
        window.sidebar.set_structure(look.structure or NAMELESS, NBSP)
        window.sidebar.set_current("guide")
        window.breadcrumb.show_parts([("Choisir", None), (TITLE, None)])
        window.pages.addWidget(FirstPage(window.context.theme, look.projects, look.total))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._started:
            self._started = True
            # One turn after the painting: what is painted is on screen before the work begins.
            QTimer.singleShot(0, lambda: QTimer.singleShot(0, self._load))
        return False

    def _load(self) -> None:
        self._window.menus.furnish()
        # Classes of Qt are made on the GUI thread, which may need them at the same time.
        import dmn_desktop.ui.widgets.record_table  # noqa: F401

        context = self._window.context
        if self._path is not None:
            job = self._window.changing.open_first(self._path, preload)
        else:
            opened = context.events.register_opened.emit
            job = context.tasks.run("Chargement…", lambda job: preload(), lambda _: opened())
        job.finished.connect(lambda: QTimer.singleShot(0, loading.end))


def preload() -> None:
    """Load what the first screen needs, away from the GUI thread."""
    import dmn_desktop.services.projects
    import dmn_desktop.ui.pages.projects  # noqa: F401
    from dmn_desktop.core.forms import library

    _ = library().forms, library().models


class Reporter:
    """Bugs: logged without any content, shown once each, the register untouched."""

    def __init__(self, data_dir: Path, messages: Messages) -> None:
        """Log to a small rotating file of the data folder."""
        self._messages = messages
        self._data_dir = data_dir
        self._seen: set[str] = set()

    def hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take what nobody caught."""
        self.report(error)

    def report(self, error: BaseException) -> None:
        """Log a failure and tell the user, once for each place in the code."""
        if isinstance(error, UserError):
            self._messages.failed(error)
            return
        import hashlib

        details = self._details(error)
        code = hashlib.sha256(details.encode()).hexdigest()[:4].upper()
        self._log(f"E-{code}\n{details}")
        if code in self._seen:
            return
        self._seen.add(code)
        self._messages.warn(
            f"Une erreur inattendue s’est produite. Rien de ce qui était enregistré n’est perdu. "
            f"Code E-{code}.",
            ("Copier les détails", lambda: QApplication.clipboard().setText(details)),
        )

    def _details(self, error: BaseException) -> str:
        """The type of the error and the places it went through, never its values."""
        places = traceback.extract_tb(error.__traceback__)
        lines = [f"Registre DMN {__version__}", type(error).__name__]
        lines += [f"{Path(p.filename).name}:{p.lineno} {p.name}" for p in places]
        return "\n".join(lines)

    def _log(self, text: str) -> None:
        import logging

        log = logging.getLogger("dmn")
        if not log.handlers:
            try:
                self._data_dir.mkdir(parents=True, exist_ok=True)
                from logging.handlers import RotatingFileHandler

                handler = RotatingFileHandler(
                    self._data_dir / "technique.log",
                    maxBytes=500_000,
                    backupCount=1,
                    encoding="utf-8",
                    delay=True,
                )
                handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
                log.addHandler(handler)
                log.propagate = False
            except OSError:
                return
        log.error(text)
