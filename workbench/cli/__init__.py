"""The command line: `workbench COMMAND --study PATH_OR_URL --json`."""

from __future__ import annotations

from workbench.cli.app import main

__all__ = ["main"]
