"""What browsers load: built from `widgets/`, small, and asking nobody else."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from conftest import REPOSITORY

STATIC = REPOSITORY / "workbench" / "static"
EXTENSION = STATIC / "labextension"
BUILT = (
    "desk.js",
    "panels.js",
    "desk.css",
    "quotes.js",
    "quotes.css",
    "labextension/static/container.js",
    "labextension/static/lab.css",
)

# A notebook's widget sends the module to the browser with every desk that it shows.
LARGEST_DESK = 90_000
# It comes once the text is there, and once for all desks of a page.
LARGEST_PANELS = 95_000
# 1,000 of these bytes bring the desk forward at a quote that a figure has opened.
LARGEST_CONTAINER = 26_500
# It is sent with every figure that has its quotes beside it.
LARGEST_QUOTES = 20_000


def test_the_browser_code_stays_within_its_budget() -> None:
    assert (STATIC / "desk.js").stat().st_size <= LARGEST_DESK
    assert (STATIC / "panels.js").stat().st_size <= LARGEST_PANELS
    assert (STATIC / "quotes.js").stat().st_size <= LARGEST_QUOTES
    assert (EXTENSION / "static" / "container.js").stat().st_size <= LARGEST_CONTAINER


def test_both_hosts_load_the_same_desk() -> None:
    for name in "desk.js", "panels.js", "desk.css":
        assert (STATIC / name).read_bytes() == (EXTENSION / "static" / name).read_bytes()


@pytest.mark.parametrize("name", BUILT)
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    addresses = set(re.findall(r"https?://[\w./-]+", (STATIC / name).read_text(encoding="utf-8")))
    assert addresses <= {"http://www.w3.org/2000/svg"}


def test_the_extension_carries_the_packages_version() -> None:
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    for manifest in REPOSITORY / "widgets" / "package.json", EXTENSION / "package.json":
        assert json.loads(manifest.read_text(encoding="utf-8"))["version"] == version


def test_the_wheel_brings_the_extension_and_switches_the_server_on() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert (
        shared[EXTENSION.relative_to(REPOSITORY).as_posix()] == "share/jupyter/labextensions/qual-workbench"
    )
    (config,) = (Path(REPOSITORY, path) for path in shared if path.endswith(".json"))
    assert json.loads(config.read_text(encoding="utf-8")) == {
        "ServerApp": {"jpserver_extensions": {"workbench.server": True}}
    }
