"""The command that tells the operation log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import JsonOption, StudyOption, open_study
from workbench.cli.output import say, say_json, told_on_stderr

if TYPE_CHECKING:
    from workbench.model.operation import Operation


def log(
    since: Annotated[
        int, typer.Option("--since", metavar="N", help="Only operations after this number.")
    ] = 0,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only this kind, such as judgement.set.")
    ] = None,
    study: StudyOption = None,
    as_json: JsonOption = False,
) -> None:
    """List who changed what, and when; of what was written beside findings also the words."""
    with told_on_stderr(), open_study(study) as opened:
        found = [one for one in opened.operations(since=since) if kind in (None, one.operation.kind)]
        if as_json:
            say_json(
                [
                    {
                        "seq": one.seq,
                        "time": one.time,
                        "coder": one.operation.coder,
                        "kind": one.operation.kind,
                        "id": one.operation.id,
                        "payload": one.operation.payload,
                    }
                    for one in found
                ]
            )
            return
        for one in found:
            say(f"{one.seq}  {one.time[:19]}  {one.operation.coder}  {one.operation.kind}")
            for line in _judged(one.operation):
                say(f"    {line}")


def _judged(operation: Operation) -> Iterator[str]:
    if operation.kind == "judgement.set":
        for about, row, column, field, value, *_ in operation.payload["judgements"]:
            words = "taken away" if value is None else value if isinstance(value, str) else ", ".join(value)
            # One line each, whatever was written.
            yield f"{' / '.join(filter(None, (about, row, column)))}: {field}: {' '.join(words.split())}"
