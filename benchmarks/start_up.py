"""CPU time of `import workbench` and `workbench --help`, the interpreter's own start left out.

Run `python benchmarks/start_up.py`; it prints JSON. The reference of each is `python -c pass`.
"""

from __future__ import annotations

import json
import sys
from statistics import median

from pairs import outside

RUNS = 9
IMPORT_SECONDS, HELP_SECONDS = 0.150, 0.400


def cpu(*command: str) -> float:
    """The median CPU seconds of a command beyond those of an interpreter that does nothing."""
    outside(*command)
    return median(max(0.0, outside(*command).cpu - outside("-c", "pass").cpu) for _ in range(RUNS))


def main() -> None:
    results = [
        {"benchmark": name, "cpu_seconds": round(seconds, 3), "at_most": most, "passed": seconds <= most}
        for name, seconds, most in (
            ("import workbench", cpu("-c", "import workbench"), IMPORT_SECONDS),
            ("workbench --help", cpu("-m", "workbench", "--help"), HELP_SECONDS),
        )
    ]
    print(json.dumps(results, indent=2))
    sys.exit(not all(result["passed"] for result in results))


if __name__ == "__main__":
    main()
