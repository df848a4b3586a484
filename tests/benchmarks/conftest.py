"""The table of results, printed at the end."""

from __future__ import annotations

import platform

import pytest

from tests.benchmarks.measure import Table

_TABLE = Table()


@pytest.fixture
def table() -> Table:
    """Where a benchmark puts its lines."""
    return _TABLE


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    terminalreporter.write_line("")
    terminalreporter.write_line(f"Python {platform.python_version()}, {platform.machine()}")
    terminalreporter.write_line(_TABLE.text())
