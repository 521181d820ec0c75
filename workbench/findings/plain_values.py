"""A theme-by-outcome finding as plain values, for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from workbench.findings.result import ThemeByOutcome


def plain_values(finding: ThemeByOutcome) -> dict[str, Any]:
    """Per theme the counts, the difference and the p-values; who is not counted, and the strata."""
    themes: list[dict[str, Any]] = []
    for row, p in zip(finding.table.to_dict("records"), finding.adjusted, strict=True):
        interval = [row["low"], row["high"]] if _number(row["low"]) is not None else None
        themes.append(
            {
                "code": row["code"],
                "counts": {
                    group: {"present": int(row[f"{group} present"]), "of": int(row[f"{group} of"])}
                    for group in finding.groups
                },
                "difference": _number(row["difference"]),
                "interval": interval,
                "p_fisher": _number(row["p_fisher"]),
                "p_holm": _number(row["p_holm"]),
            }
        )
        if finding.adjust != "holm":
            themes[-1]["p_adjusted"] = _number(p)
        if row["note"]:
            themes[-1]["note"] = row["note"]
    result: dict[str, Any] = {
        "outcome": finding.outcome,
        "groups": list(finding.groups),
        "themes": themes,
        "excluded": finding.excluded.to_dict("records"),
    }
    if finding.adjust != "holm":
        result["adjust"] = finding.adjust
    if finding.timing is not None:
        result["interviews"] = {"dated": finding.timing.known, "after_the_outcome": finding.timing.after}
    if finding.by is not None:
        strata = {value: plain_values(part) for value, part in finding.strata.items()}
        result |= {"by": finding.by, "strata": strata}
    return result


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
