"""What it takes to draw figures of forty themes, and the joint display and the report of the sample study.

Run `python benchmarks/figures.py`; it prints JSON, one object a figure, in CPU seconds. Figures are drawn
from findings that are there already; of each kind the median of several drawings, after one to warm up.
The sample study is made anew in a temporary folder. The report counts the Chromium that draws the
figures of a Word document, as far as the system tells of it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from theme_by_outcome import scheme

import workbench
from workbench.findings.finding import Finding
from workbench.report.report import report
from workbench.study.frames import Frames

ROOT = Path(__file__).resolve().parent.parent
PEOPLE, QUOTES, DRAWINGS = 60, 50, 5
MOST_A_FIGURE, MOST_A_DISPLAY, MOST_A_REPORT = 0.3, 1.0, 15.0
OUTCOME = "positive_result"


def cpu() -> float:
    """CPU seconds of this process and of those that it waited for."""
    own, waited = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + waited.ru_utime + waited.ru_stime


def seconds(work: Callable[[], object]) -> float:
    before = cpu()
    work()
    return cpu() - before


def forty_themes() -> Frames:
    """Sixty people with fifty quotes each, of forty themes."""
    draw, tree = np.random.default_rng(20260101), scheme()
    codings, people = PEOPLE * QUOTES, [f"C{number:05}" for number in range(PEOPLE)]
    person = draw.integers(0, PEOPLE, codings)
    codes = np.array([code.id for code in tree.codes], dtype=object)
    interviews = pd.Series([f"interview {name}" for name in people])
    starts = np.arange(codings) * 150
    return Frames(
        codings=pd.DataFrame(
            {
                "transcript": interviews.to_numpy()[person],
                "start": starts,
                "end": starts + 140,
                "turn": starts // 300,
                "participant": np.array(people, dtype=object)[person],
                "code": codes[draw.integers(0, len(codes), codings)],
                "coder": "A1",
                "stance": "present",
                "text": "constructed: they kept their word, every time, and called back the same day",
            }
        ),
        speakers=pd.DataFrame({"transcript": interviews, "participant": people}),
        statuses=pd.DataFrame({"transcript": interviews, "coder": "A1", "status": "done"}),
        participants=pd.DataFrame(
            {
                "participant": people,
                "outcome": draw.choice(["yes", "no"], PEOPLE),
                "days": draw.integers(1, 400, PEOPLE).astype(float),
            }
        ),
        scheme=tree,
        register=None,
        constructed=True,
    )


def drawings(data: Frames) -> dict[str, Callable[[], object]]:
    """Every figure that shows all themes, ready to be drawn."""
    groups = workbench.theme_by_outcome(data, outcome="outcome")
    kinds = {kind: lambda kind=kind: groups.figure(kind=kind) for kind in ("dots", "diverging", "residuals")}
    others: dict[str, Finding] = {
        "measure": workbench.theme_by_measure(data, outcome="days"),
        "matrix": workbench.theme_matrix(data, outcome="outcome"),
        "combinations": workbench.code_combinations(data, outcome="outcome"),
        "co-occurrence": workbench.co_occurrence(data, within="turn"),
        "sequences": workbench.code_sequences(data),
        "portrait": workbench.document_portrait(data),
        "saturation": workbench.saturation(data),
    }
    return kinds | {name: finding.figure for name, finding in others.items()}


def sample_study(folder: Path) -> workbench.Study:
    """The study that this repository is, made as `make study` makes it."""
    made = folder / "study.qwb"
    commands = [
        ("init", str(folder / "empty")),
        ("import", str(ROOT / "transcripts")),
        ("scheme", str(ROOT / "coding_scheme" / "effective_elements.yaml")),
        ("outcomes", str(ROOT / "outcomes" / "register.yaml")),
        ("link", str(ROOT / "outcomes" / "speakers.csv")),
        *(("codings", str(table)) for table in sorted((ROOT / "coding_scheme" / "codings").glob("*.csv"))),
        ("status", str(ROOT / "coding_scheme" / "status.csv")),
    ]
    for command in commands:
        subprocess.run(
            [sys.executable, "-m", "workbench", *command, "--study", str(made)],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
            env=os.environ | {"WORKBENCH_STUDY": ""},
        )
    return workbench.Study.open(made)


def result(name: str, found: float, most: float, told: str = "") -> dict[str, object]:
    return {
        "name": name,
        "measured": round(found, 3),
        "unit": "s of CPU",
        "at_most": most,
        "passed": found <= most,
    } | ({"told": told} if told else {})


def main() -> None:
    found: dict[str, float] = {}
    for name, draw in drawings(forty_themes()).items():
        draw()
        found[name] = median(seconds(draw) for _ in range(DRAWINGS))
    slowest = max(found, key=lambda name: found[name])
    results = [
        result("theme by outcome drawn with 40 themes", found["dots"], MOST_A_FIGURE),
        result(f"the slowest of {len(found)} figures with 40 themes", found[slowest], MOST_A_FIGURE, slowest),
    ]
    with TemporaryDirectory() as folder, sample_study(Path(folder)) as study:

        def display() -> None:
            shown = workbench.joint_display(study, outcome=OUTCOME)
            shown.export(Path(folder) / "display.html")

        display()
        spent = median(seconds(display) for _ in range(DRAWINGS))
        results.append(result("joint display of the sample study, as a page", spent, MOST_A_DISPLAY))
        for ending in ("html", "docx"):
            spent = seconds(
                lambda ending=ending: report(study, Path(folder) / f"r.{ending}", outcome=OUTCOME)
            )
            results.append(result(f"report of the sample study as {ending}", spent, MOST_A_REPORT))
    print(json.dumps(results, indent=2))
    sys.exit(not all(one["passed"] for one in results))


if __name__ == "__main__":
    main()
