"""Starting JupyterLab on a study."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from workbench.cli.output import say_json
from workbench.store.engine import is_server, nearest_study
from workbench.store.store import Store


def open_lab(location: str | None, *, browser: bool, as_json: bool) -> None:
    """Run JupyterLab in the study's folder until it is stopped; this does not return.

    Without a display no browser is opened and JupyterLab prints its address.
    """
    chosen = nearest_study() if location is None else location
    store = Store.open(chosen)
    store.close()
    if is_server(chosen):
        folder, named, shown = Path.cwd(), str(chosen), store.where
    else:
        path = Path(store.where).absolute()
        folder, named, shown = path.parent, str(path), str(path)
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
        say_json({"command": command, "folder": str(folder), "study": shown})
    environment = os.environ | {"WORKBENCH_STUDY": named}
    if os.name == "posix":
        # In our place JupyterLab is the one that Ctrl-C reaches; it asks before it stops.
        sys.stdout.flush()
        os.execve(sys.executable, command, environment)  # noqa: S606 - our own interpreter
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603 - our own interpreter
