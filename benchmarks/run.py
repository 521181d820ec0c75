"""Run every benchmark and write what was found into README.md and benchmarks/results.json.

Run `make bench`. Each figure is a ratio against a bare reference that runs in turn with it, or CPU time,
or peak memory; the table names the machine.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parent
README = FOLDER.parent / "README.md"
BEGIN, END = "<!-- benchmarks: written by make bench -->", "<!-- end of benchmarks -->"
SCRIPTS = (
    "start_up.py",
    "import_transcripts.py",
    "codings.py",
    "desk.py",
    "search.py",
    "theme_by_outcome.py",
    "permutation.py",
    "figures.py",
    "false_positives.py",
)


def measure(script: str) -> list[dict[str, object]]:
    print(f"{script} ...", file=sys.stderr)
    done = subprocess.run([sys.executable, FOLDER / script], stdout=subprocess.PIPE, text=True, check=False)
    found = json.loads(done.stdout)
    return found if isinstance(found, list) else [found]


def machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    names = {
        line.partition(":")[2].strip()
        for line in (cpuinfo.read_text().splitlines() if cpuinfo.exists() else ())
        if line.startswith("model name")
    }
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{', '.join(sorted(names)) or platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, {platform.system()}"
    )


def row(result: dict[str, object]) -> str:
    name = result.get("name") or result["benchmark"]
    if "unit" in result:
        unit = result["unit"]
        told = f" ({result['told']})" if "told" in result else ""
        return f"| {name} | {result['measured']} {unit}{told} | {result['at_most']} {unit} |"
    if "cpu_ratio" in result:
        memory = f", peak {result['peak_memory_mb']} MB" if result.get("peak_memory_mb") else ""
        per_word = result.get("cost_per_word_against_a_tenth_of_the_files")
        linear = f", cost per word {per_word} times that at a tenth of the files" if per_word else ""
        if per_coding := result.get("cost_per_coding_against_a_tenth"):
            linear = f", cost per coding {per_coding} times that at a tenth of them"
        return (
            f"| {name} | {result['cpu_ratio']} times the bare reference (CPU; wall {result['wall_ratio']})"
            f"{linear}{memory} | {result['at_most']} times |"
        )
    return f"| {name} | {result['cpu_seconds']} s of CPU | {result['at_most']} s |"


def main() -> None:
    results = [result for script in SCRIPTS for result in measure(script)]
    record = {"measured": datetime.now(UTC).date().isoformat(), "machine": machine(), "results": results}
    (FOLDER / "results.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    table = "\n".join(["| what | measured | at most |", "|---|---|---|", *map(row, results)])
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    note = f"Medians of pairs on {record['machine']}, {record['measured']}."
    README.write_text(f"{before}{BEGIN}\n{table}\n\n{note}\n{END}{after}", encoding="utf-8")
    print(json.dumps(record, indent=2))
    sys.exit(not all(result["passed"] for result in results))


if __name__ == "__main__":
    main()
