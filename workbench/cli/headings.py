"""The list of commands under headings, in `workbench --help`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

FILL = "Fill and code a study"
COMPARE = "Compare people, by their themes and the register"
READ = "Read what was coded in the interviews"
WRITE = "Judge and write"
KEEP = "Look after a study"


class CommandsUnderHeadings(TyperGroup):
    """Prints each command under the heading (`rich_help_panel`) that it was registered with."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write one section per heading, all with columns of the same width."""
        widest = max(map(len, self.commands))
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            told = command.get_short_help_str(formatter.width - widest - 6)
            heading: str = command.rich_help_panel  # type: ignore[attr-defined]
            sections.setdefault(heading, []).append((name.ljust(widest), told))
        for heading, rows in sections.items():
            with formatter.section(heading):
                formatter.write_dl(rows)
