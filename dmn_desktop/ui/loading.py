"""Loads the modules of the program quickly; what they do stays the same."""

from __future__ import annotations

import builtins
import contextlib
import gc
import importlib
import importlib.util
import marshal
import os
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

_BINDING = "shibokensupport/"
"""The Python part of Qt's binding: source kept inside its library, compiled anew at each start."""

_FOR_STUBS = tuple(f"{_BINDING}signature/lib/{name}.py" for name in ("pyi_generator", "enum_sig"))
"""Its parts that only write `.pyi` files."""


def begin() -> None:
    """Before the first import of Qt.

    What modules make stays until the end: looking for garbage among it only takes time.
    PySide replaces `import` to find `from __feature__ import`, which we do not use: it reads the
    source of each module imported after it, which makes imports a fifth slower.
    """
    gc.disable()
    plain_import = builtins.__import__
    binding = _Binding(Path(importlib.util.cache_from_source(__file__)).with_suffix(".qt"))
    builtins.compile = binding.compile  # type: ignore[assignment]
    re.compile = binding.pattern
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.__import__, builtins.compile, re.compile = plain_import, _COMPILE, _PATTERN
    binding.keep()
    _leave_unused()


def end() -> None:
    """Once what the first screen needs is loaded: garbage is collected from now on."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class _Binding:
    """Keeps the bytecode of Qt's binding beside ours, and leaves out what writes its stubs.

    Importing PySide6.QtCore takes half as long: 107 ms become 58.
    """

    def __init__(self, path: Path) -> None:
        """Read what an earlier start has kept."""
        self._path = path
        self._head = importlib.util.MAGIC_NUMBER
        self._codes: dict[tuple[str, bytes], Any] = {}
        self._known = 0
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            content = path.read_bytes()
            if content.startswith(self._head):
                self._codes = dict(marshal.loads(content[len(self._head) :]))
                self._known = len(self._codes)

    def compile(self, source: Any, filename: Any, *rest: Any, **options: Any) -> Any:
        """Stand in for the built-in of this name."""
        if filename in _FOR_STUBS:
            source = b""
        if not str(filename).startswith(_BINDING) or not isinstance(source, bytes):
            return _COMPILE(source, filename, *rest, **options)
        key = filename, importlib.util.source_hash(source)
        if key not in self._codes:
            self._codes[key] = _COMPILE(source, filename, *rest, **options)
        return self._codes[key]

    def pattern(self, pattern: Any, flags: int = 0) -> Any:
        """Stand in for `re.compile`: the binding's own patterns wait until they are used."""
        if sys._getframe(1).f_code.co_filename.startswith(_BINDING):
            return _Later(pattern, flags)
        return _PATTERN(pattern, flags)

    def keep(self) -> None:
        """Write what was compiled, where Python would write bytecode."""
        if sys.dont_write_bytecode or len(self._codes) == self._known:
            return
        making = self._path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            making.write_bytes(self._head + marshal.dumps(self._codes))
            making.replace(self._path)


def _leave_unused() -> None:
    """Leave out what libraries import for others than us: 0.3 of a bare window's start.

    SQLAlchemy has a part for `asyncio`; pydantic asks every installed package for plugins.
    """
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    for name, function in (("asyncio", "iscoroutine"), ("importlib.metadata", "entry_points")):
        if name not in sys.modules:
            parent, _, child = name.rpartition(".")
            module = sys.modules[name] = _Unused(name, function)
            if parent:
                setattr(sys.modules[parent], child, module)


class _Unused(ModuleType):
    """Stands for a module of Python until something of it is used, which loads it."""

    def __init__(self, name: str, function: str) -> None:
        """Name it, and the function that is taken from it without being called."""
        super().__init__(name)

        def call(*given: Any, **named: Any) -> Any:
            return self._own(function)(*given, **named)

        setattr(self, function, call)

    def __getattr__(self, name: str) -> Any:
        # « from … import » only looks whether there is a `__path__`: the import of a part needs it.
        within = sys._getframe(1).f_code.co_filename == "<frozen importlib._bootstrap>"
        if name.startswith("__") and not (within and name == "__path__"):
            raise AttributeError(name)
        return self._own(name)

    def _own(self, name: str) -> Any:
        """Something of the module itself."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


class _Later:
    """A pattern compiled when first used: one that only error messages need takes 12 ms."""

    def __init__(self, *pattern: Any) -> None:
        """Keep it as it was written."""
        self._pattern = pattern

    def finditer(self, text: str) -> Any:
        """Find all; its own name, because the binding keeps this method."""
        return _PATTERN(*self._pattern).finditer(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(_PATTERN(*self._pattern), name)


_COMPILE, _PATTERN = builtins.compile, re.compile
