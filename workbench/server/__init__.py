"""The Jupyter server extension: what JupyterLab's coding desk asks without a kernel.

Jupyter loads it because of `jupyter-config/qual_workbench.json`, which the wheel brings along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "workbench.server"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    from workbench.server.routes import add_routes

    add_routes(server)
