"""Study files that go away or are called oddly while somebody has them open."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench import Study, WorkbenchError


def test_a_study_that_is_asked_after_its_file_was_moved_makes_no_empty_file_in_its_place(
    tmp_path: Path,
) -> None:
    study = Study.create(tmp_path / "study.qwb")
    study.close()
    (tmp_path / "study.qwb").rename(tmp_path / "elsewhere.qwb")
    with pytest.raises(WorkbenchError, match="cannot be opened"):
        _ = study.newest
    assert [path.name for path in tmp_path.iterdir()] == ["elsewhere.qwb"]


@pytest.mark.parametrize("name", ["a b.qwb", "100 %41.qwb", "why?mode=memory.qwb", "a#b&c.qwb", "æ 😀.qwb"])
def test_a_study_is_kept_in_the_file_that_was_named(tmp_path: Path, scheme_file: Path, name: str) -> None:
    place = tmp_path / name
    with Study.create(place) as study:
        study.set_scheme(scheme_file)
    study.close()
    assert {path.name for path in tmp_path.glob("*.qwb*")} == {name}
    with Study.open(place) as again:
        assert again.newest == 1
