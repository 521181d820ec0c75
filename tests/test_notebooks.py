"""The notebooks are saved with what nbval compares, and with nothing that should not be shared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import REPOSITORY

NOTEBOOKS = sorted((REPOSITORY / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert [path.name for path in NOTEBOOKS] == [
        "01_import.ipynb",
        "02_code.ipynb",
        "03_theme_by_outcome.ipynb",
        "04_joint_display.ipynb",
        "05_combinations_and_cases.ipynb",
        "06_report.ipynb",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestNotebook:
    def load(self, path: Path):
        return json.loads(path.read_text(encoding="utf-8"))

    def test_checked_cells_have_outputs_to_compare(self, path: Path) -> None:
        checked = [
            cell
            for cell in self.load(path)["cells"]
            if "nbval-check-output" in cell["metadata"].get("tags", ())
        ]
        assert checked
        for cell in checked:
            assert cell["execution_count"] is not None
            assert any(output.get("name") == "stdout" for output in cell["outputs"])

    def test_no_widget_state_is_saved(self, path: Path) -> None:
        assert "widgets" not in self.load(path)["metadata"]
        assert "application/vnd.jupyter.widget-state+json" not in path.read_text(encoding="utf-8")

    def test_it_says_that_its_data_are_constructed(self, path: Path) -> None:
        first = "".join(self.load(path)["cells"][0]["source"])
        assert "Constructed data" in first

    def test_it_holds_no_path_of_a_machine(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert "/home/" not in text
        assert "/tmp/" not in text  # noqa: S108 - looked for, not written
        assert str(REPOSITORY) not in text
