"""What the commands print: plain words for people, JSON for machines, errors on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from math import isinf
from typing import TYPE_CHECKING, Any

import typer

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    import pandas as pd

REFUSED = 1


def say(text: str) -> None:
    """Print a line for people."""
    typer.echo(text)


def say_json(value: Any) -> None:
    """Print JSON for machines, with every letter as it is."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as JSON-able records: missing values None, times in ISO 8601, no digit lost.

    JSON has no infinite number: it is the text `inf`.
    """
    plain = frame.astype("object").where(frame.notna(), None)
    return [
        {str(name): _plain(value) for name, value in row.items()} for row in plain.to_dict(orient="records")
    ]


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    plain = value.item() if hasattr(value, "item") else value
    return str(plain) if isinstance(plain, float) and isinf(plain) else plain


@contextmanager
def told_on_stderr() -> Iterator[None]:
    """Turn a refused request into a message on standard error and exit status 1."""
    try:
        yield
    except WorkbenchError as error:
        typer.echo(f"workbench: {error}", err=True)
        raise typer.Exit(REFUSED) from None
    except KeyboardInterrupt:
        typer.echo("workbench: stopped; what was saved before stays saved", err=True)
        sys.exit(130)
