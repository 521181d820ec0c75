"""Options that several commands share, written down once as a dataclass."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints


def bundled(command: Callable[..., None]) -> Callable[..., None]:
    """Let a parameter that is annotated with a dataclass of options stand for these options.

    Returns
    -------
    A function that takes each option by its own name, as Typer wants it, and hands them to
    `command` in their dataclass.
    """
    hints = get_type_hints(command, include_extras=True)
    bundles: dict[str, Any] = {name: kind for name, kind in hints.items() if is_dataclass(kind)}

    def options() -> Iterator[inspect.Parameter]:
        for one in inspect.signature(command).parameters.values():
            if one.name not in bundles:
                yield one.replace(annotation=hints[one.name], kind=inspect.Parameter.KEYWORD_ONLY)
                continue
            held = get_type_hints(bundles[one.name], include_extras=True)
            for field in fields(bundles[one.name]):
                yield inspect.Parameter(
                    field.name,
                    inspect.Parameter.KEYWORD_ONLY,
                    default=field.default,
                    annotation=held[field.name],
                )

    @functools.wraps(command)
    def run(**given: Any) -> None:
        for name, kind in bundles.items():
            given[name] = kind(**{field.name: given.pop(field.name) for field in fields(kind)})
        command(**given)

    signature = inspect.Signature(list(options()))
    run.__signature__ = signature  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in signature.parameters.values()}
    return run
