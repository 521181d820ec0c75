"""What the browser loads, as `widgets/build.js` made it."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import StudyError

_STATIC = Path(__file__).parent / "static"


def built(name: str) -> Path:
    """The built file of that name.

    Raises
    ------
    StudyError
        It has not been built.
    """
    path = _STATIC / name
    if not path.is_file():
        raise StudyError(
            "the part of the workbench that runs in the browser has not been built",
            where=str(path),
            hint="Run `python hatch_build.py` in the project's folder, then restart the kernel",
        )
    return path
