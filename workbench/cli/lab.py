"""Starting JupyterLab on a study."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from workbench.cli.output import say_json
from workbench.store.engine import is_server, nearest_study, study_path
from workbench.study.study import Study


def open_lab(location: str | None, *, browser: bool, as_json: bool) -> None:
    """Run JupyterLab in the study's folder until it is stopped; its exit status becomes ours.

    Without a display no browser is opened and JupyterLab prints its address.
    """
    chosen = nearest_study() if location is None else location
    Study.open(chosen).close()
    if is_server(chosen):
        folder, named = Path.cwd(), str(chosen)
    else:
        path = study_path(Path(chosen)).absolute()
        folder, named = path.parent, str(path)
    command = [sys.executable, "-m", "jupyter", "lab", f"--ServerApp.root_dir={folder}"]
    has_display = sys.platform in {"darwin", "win32"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if not browser or not has_display:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Containers and fresh machines have no other user; JupyterLab asks to be told so.
        command.append("--allow-root")
    if as_json:
        say_json({"command": command, "folder": str(folder), "study": named})
    status = subprocess.run(command, env=os.environ | {"WORKBENCH_STUDY": named}, check=False).returncode  # noqa: S603 - our own interpreter
    sys.exit(status)
