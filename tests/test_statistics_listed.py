"""The list of signatures at the top of the statistics, and the page on methods, keep up with the code."""

from __future__ import annotations

import inspect
import re
from importlib import import_module

from conftest import REPOSITORY

from workbench.findings import statistics

LISTED = re.findall(r"`(\w+)\.(\w+)\((.*?)\) ->", statistics.__doc__)


def test_every_listed_function_is_there_with_its_parameters() -> None:
    assert len(LISTED) > 20
    for module, name, parameters in LISTED:
        function = getattr(import_module(f"{statistics.__name__}.{module}"), name)
        theirs = inspect.signature(function).parameters.values()
        shown = [p.name + ("=" if p.kind is p.KEYWORD_ONLY else "") for p in theirs]
        assert parameters.split(", ") == shown, name


def test_every_listed_module_is_told_on_the_page_on_methods() -> None:
    page = (REPOSITORY / "docs" / "methods.md").read_text(encoding="utf-8")
    assert [module for module, _, _ in LISTED if f"{module}.py`" not in page] == []
