"""Figures as images, drawn by the Chromium of the machine without a network.

Word documents cannot hold a figure that answers to the mouse. Kaleido, which plotly would use,
asks a server for MathJax unless told otherwise and starts a browser for every figure; one
start of Chromium for all of them, with every address unreachable, is plainer and quicker.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import plotly.graph_objects as go

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH = 900
PAGE = """<!DOCTYPE html><meta charset="utf-8"><body><script>{plotly}</script><script>
const figures = {figures};
(async () => {{
  for (const [name, figure] of Object.entries(figures)) {{
    const image = await Plotly.toImage(figure, {{format: "png", width: {width}, scale: 2}});
    const kept = document.createElement("pre");
    kept.id = name;
    kept.textContent = image;
    document.body.append(kept);
  }}
}})();
</script>"""
FOUND = re.compile(r'<pre id="(\w+)">data:image/png;base64,([A-Za-z0-9+/=]+)</pre>')


def browser() -> str | None:
    """The Chromium of this machine, if it has one."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def images(figures: Mapping[str, go.Figure], *, seconds: float = 120) -> dict[str, bytes]:
    """Draw figures as PNG; those that cannot be drawn, and all where there is no Chromium, are missing.

    Parameters
    ----------
    figures
        By name: letters, digits and `_`.
    seconds
        How long Chromium may take for all of them.
    """
    from plotly.offline import get_plotlyjs

    program = browser()
    if program is None or not figures:
        return {}
    drawn = {name: json.loads(figure.to_json()) for name, figure in figures.items()}
    # `</` would end the script that the figures stand in.
    text = json.dumps(drawn).replace("</", "<\\/")
    with TemporaryDirectory(prefix="figures-") as folder:
        page = Path(folder) / "figures.html"
        page.write_text(PAGE.format(plotly=get_plotlyjs(), figures=text, width=WIDTH), encoding="utf-8")
        command = [
            program,
            "--headless",
            "--disable-gpu",
            "--disable-extensions",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder}/profile",
            "--virtual-time-budget=20000",
            "--dump-dom",
            page.as_uri(),
        ]
        if os.geteuid() == 0:
            # Chromium refuses to be run by root with its sandbox, as in a container.
            command.insert(1, "--no-sandbox")
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired):
            return {}
    return {name: base64.b64decode(body) for name, body in FOUND.findall(done.stdout)}
