"""Theme by outcome over 1,000,000 codings of 10,000 participants, against a bare pandas crosstab.

Run `python benchmarks/theme_by_outcome.py [CODINGS]`; it prints JSON. The reference drops duplicate
(participant, code) pairs and cross-tabulates the rest; both run in turn on the same frame. The cost per
coding is compared with that at a tenth of the codings, of as many people.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np
import pandas as pd

from workbench.findings.theme_by_outcome import theme_by_outcome
from workbench.model.scheme import Attribute, AttributeValue, Code, CodingScheme
from workbench.study.frames import Frames

PEOPLE, THEMES, CODES_IN_A_THEME, PAIRS = 10_000, 40, 4, 7
MOST, MOST_PER_CODING = 3.0, 1.2


def scheme() -> CodingScheme:
    codes = []
    for theme in range(THEMES):
        codes.append(Code(f"theme_{theme}", {"en": f"Theme {theme}"}, {}))
        codes += [
            Code(f"theme_{theme}.{below}", {"en": f"Code {below}"}, {}, parent=f"theme_{theme}")
            for below in range(1, CODES_IN_A_THEME)
        ]
    values = (AttributeValue("present", {}), AttributeValue("absent", {}, counts=False))
    return CodingScheme("benchmark", {}, "1", tuple(codes), (Attribute("stance", {}, {}, values, "present"),))


def frames(codings: int) -> Frames:
    draw = np.random.default_rng(20260101)
    tree = scheme()
    people = np.array([f"C{number:05}" for number in range(PEOPLE)], dtype=object)
    codes = np.array([code.id for code in tree.codes], dtype=object)
    person = draw.integers(0, PEOPLE, codings)
    return Frames(
        codings=pd.DataFrame(
            {
                "transcript": ("interview " + pd.Series(people))[person].to_numpy(),
                "start": np.arange(codings),
                "end": np.arange(codings) + 40,
                "participant": people[person],
                "code": codes[draw.integers(0, len(codes), codings)],
                "coder": np.array(["A1", "A2"], dtype=object)[draw.integers(0, 2, codings)],
                "stance": np.where(draw.random(codings) < 0.1, "absent", "present"),
            }
        ),
        speakers=pd.DataFrame({"transcript": "interview " + pd.Series(people), "participant": people}),
        statuses=pd.DataFrame(
            {"transcript": "interview " + pd.Series(people), "coder": "A1", "status": "done"}
        ),
        participants=pd.DataFrame(
            {
                "participant": people,
                "outcome": pd.Categorical(np.where(draw.random(PEOPLE) < 0.5, "yes", "no"), ["yes", "no"]),
            }
        ),
        scheme=tree,
        register=None,
        constructed=True,
    )


def reference(data: Frames) -> object:
    pairs = data.codings.drop_duplicates(["participant", "code"])
    return pd.crosstab(pairs["participant"], pairs["code"])


def finding(data: Frames) -> object:
    return theme_by_outcome(data, outcome="outcome").to_dict()


def seconds(work: Callable[[Frames], object], data: Frames) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work(data)
    return time.process_time() - cpu, time.perf_counter() - wall


def main() -> None:
    data = frames(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    tenth = frames(len(data.codings) // 10)
    reference(data), finding(data), finding(tenth)
    pairs = [(seconds(reference, data), seconds(finding, data)) for _ in range(PAIRS)]
    ratio = median(ours[0] / bare[0] for bare, ours in pairs)
    at_a_tenth = median(seconds(finding, tenth)[0] for _ in range(PAIRS))
    per_coding = median(ours[0] for _, ours in pairs) / 10 / at_a_tenth
    passed = ratio <= MOST and per_coding <= MOST_PER_CODING
    print(
        json.dumps(
            {
                "benchmark": "theme_by_outcome",
                "codings": len(data.codings),
                "participants": PEOPLE,
                "themes": THEMES,
                "pairs": PAIRS,
                "reference_cpu_seconds": round(median(bare[0] for bare, _ in pairs), 3),
                "cpu_seconds": round(median(ours[0] for _, ours in pairs), 3),
                "cpu_ratio": round(ratio, 3),
                "wall_ratio": round(median(ours[1] / bare[1] for bare, ours in pairs), 3),
                "at_most": MOST,
                "cost_per_coding_against_a_tenth": round(per_coding, 3),
                "cost_per_coding_at_most": MOST_PER_CODING,
                "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                "passed": passed,
            },
            indent=2,
        )
    )
    sys.exit(not passed)


if __name__ == "__main__":
    main()
