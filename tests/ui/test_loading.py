"""Loading quickly changes nothing for what runs afterwards."""

from __future__ import annotations

import builtins
import gc

from dmn_desktop.ui import loading


def test_garbage_is_collected_again_once_the_register_is_open() -> None:
    loading.begin()
    try:
        assert not gc.isenabled()
        loading.end()
        assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()


def test_imports_stay_those_of_python() -> None:
    plain = builtins.__import__
    try:
        loading.begin()
        assert builtins.__import__ is plain
    finally:
        gc.enable()
