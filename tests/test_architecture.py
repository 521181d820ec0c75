"""What docs/architecture.md promises of the code's structure."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

from workbench.model.operation import KINDS
from workbench.store.effects import EFFECTS

LAYERS = ("model", "language", "readers", "store", "study", "findings", "protocol", "faces")
FACES = {"cli", "widget", "link_widget", "quotes_widget", "browser_code", "__init__", "__main__"}
HEAVY = {"pandas", "numpy", "sqlalchemy", "plotly", "ipywidgets", "anywidget", "scipy", "docx", "IPython"}
HEAVY |= {"spacy", "syntok", "simplemma"}
MODULES = sorted((REPOSITORY / "workbench").rglob("*.py"))


def layer(parts: tuple[str, ...]) -> int:
    name = parts[0].removesuffix(".py")
    if name == "errors":
        return -1
    return LAYERS.index("faces" if name in FACES or name not in LAYERS else name)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_imports_run_downwards_only(path: Path) -> None:
    own = layer(path.relative_to(REPOSITORY / "workbench").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            parts = tuple(name.split("."))
            if parts[0] == "workbench" and len(parts) > 1:
                assert layer(parts[1:]) <= own, f"{path.name} imports {name}"


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, workbench; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert set(loaded.stdout.split()) & HEAVY == set()


def test_only_the_widgets_and_the_server_know_of_jupyter() -> None:
    jupyter = {"ipywidgets", "anywidget", "traitlets", "IPython", "jupyterlab", "jupyter_server", "ipykernel"}
    knowing = {
        path.relative_to(REPOSITORY / "workbench").parts[0]
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
        if name.partition(".")[0] in jupyter
    }
    assert knowing == {"widget.py", "link_widget.py", "quotes_widget.py", "server"}


def test_every_kind_of_operation_has_an_effect_and_is_documented() -> None:
    assert set(EFFECTS) == set(KINDS)
    text = (REPOSITORY / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"| `{kind}` |" not in text] == []


def test_every_public_name_is_there_and_told() -> None:
    import workbench

    for name in workbench.__all__:
        assert getattr(workbench, name) is not None
        assert name == "__version__" or getattr(workbench, name).__doc__
