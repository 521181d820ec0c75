"""Judgements on findings, as a frame, and what a finding must have so that a study can keep them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, Self

from sqlalchemy import Connection, select

from workbench.store.documents import from_json
from workbench.store.tables import judgement

if TYPE_CHECKING:
    import pandas as pd

JUDGEMENT_COLUMNS = (
    "about",
    "row",
    "column",
    "field",
    "value",
    "coder",
    "changed",
    "made_on",
    "operation",
)


class Judged(Protocol):
    """A finding beside which people write."""

    @property
    def unsaved(self) -> Sequence[Sequence[Any]]:
        """What was written since it was made, as rows of `judgement.set` (`docs/operations.md`)."""

    def with_saved(self, judgements: pd.DataFrame) -> Self:
        """Return the finding with these judgements and nothing unsaved."""


def judgements_frame(connection: Connection) -> pd.DataFrame:
    """One row a judgement, by what it is about and where it stands."""
    import pandas as pd

    rows = connection.execute(select(*(judgement.c[name] for name in JUDGEMENT_COLUMNS)))
    frame = pd.DataFrame(sorted(map(tuple, rows)), columns=list(JUDGEMENT_COLUMNS), dtype=object)
    frame["value"] = frame["value"].map(from_json)
    frame["made_on"] = frame["made_on"].map(from_json)
    frame["changed"] = pd.to_datetime(frame["changed"], utc=True, format="ISO8601")
    return frame
