"""The state that operations replace, so that an undo can bring it back.

What an operation replaced is kept as JSON: by part of the state (`codings`, `statuses`, `links`,
`memos`, `judgements`) a list of [key, value before or null, version after or null]. The version of
a coding is the number of the operation that touched it last, that of a judgement the id of the
operation that made it; of everything else it is the value itself. Under `scheme` stand the
revision of the scheme that was in force before, and the one that was made.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.store.effects.transaction import Transaction

Replaced = dict[str, Any]
Key = Any
Values = Mapping[Key, Any]


def _itself(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the state whose values are replaced one by one; None is the absence of a value.

    Attributes
    ----------
    name
        What it is called in `operation.replaced`.
    told
        What one value of it is called in refusals.
    read
        From keys to values; keys without one may be left out.
    write
        Puts the second mapping of values in the place of the first.
    version
        What tells a value from an older or newer one of the same key.
    """

    name: str
    told: str
    read: Callable[[Transaction, Iterable[Key]], dict[Key, Any]]
    write: Callable[[Transaction, Values, Values], None]
    version: Callable[[Any], Any] = _itself

    def replace(self, tx: Transaction, after: Values) -> list[list[Any]]:
        """Write new values, and return what was replaced, as it is kept."""
        return self.put(tx, self.read(tx, after), after)

    def put(self, tx: Transaction, before: Values, after: Values) -> list[list[Any]]:
        """Write new values in the place of those that were read, and return what was replaced."""
        self.write(tx, before, after)
        return [
            [_plain(key), _plain(before.get(key)), _plain(self.version_of(value))]
            for key, value in after.items()
        ]

    def version_of(self, value: Any) -> Any:
        """The version of a value; None for none."""
        return None if value is None else self.version(value)


def restored(value: Any) -> Hashable:
    """A key or value as it was before it was kept as JSON: lists were tuples."""
    return tuple(value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    # JSON knows no named tuples.
    return list(value) if isinstance(value, tuple) else value
