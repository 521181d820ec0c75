"""Files beside a study: what a desk offers to import, and what it refuses to touch."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import INTERVIEW, SCHEME, assert_sound
from desk_requests import Message, adding, ask, operation, refused, save

from workbench import Study


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a file in the study's folder; its words differ from those of other files."""

    def write(path: str, content: str | None = None) -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{INTERVIEW}\nBorger: {path}\n" if content is None else content, encoding="utf-8")
        return file

    return write


def imported(study: Study, *paths: str) -> list[Message]:
    reply = ask(study, "import", paths=list(paths))
    assert reply["type"] == "imported", reply
    assert [row["path"] for row in reply["files"]] == list(paths)
    rows: list[Message] = reply["files"]
    return rows


def test_what_lies_beside_the_study_is_offered_until_it_is_imported(
    file_study: Study, put: Callable[..., Path]
) -> None:
    for path in ("transcripts/b.txt", "transcripts/a æ.md", "transcripts/deep/c.TXT"):
        put(path)
    for path in ("transcripts/.hidden.txt", "transcripts/.git/x.txt", "transcripts/~$a.txt", "d.txt"):
        put(path)
    put("transcripts/notes.xyz")
    put("coding_scheme/mine.yaml", SCHEME)
    put("coding_scheme/codings/A1.csv", "")
    told = ask(file_study, "files")
    assert told["transcripts"] == ["transcripts/a æ.md", "transcripts/b.txt", "transcripts/deep/c.TXT"]
    assert told["schemes"] == ["coding_scheme/mine.yaml"]
    rows = imported(file_study, "transcripts/a æ.md", "transcripts/deep/c.TXT")
    assert [row["ok"] for row in rows] == [True, True]
    assert "Imported as a æ: 5 turns" in rows[0]["outcome"]
    assert ask(file_study, "files")["transcripts"] == ["transcripts/b.txt"]
    assert file_study.transcript_names() == ["a æ", "c"]
    assert {one.operation.coder for one in file_study.operations()} == {"A1"}
    assert_sound(file_study)


def test_a_file_that_was_imported_from_elsewhere_is_not_offered_again(
    file_study: Study, put: Callable[..., Path], interview: Callable[..., Path]
) -> None:
    file_study.import_transcripts(interview("copy.txt"), progress=False)
    put("transcripts/first.txt", INTERVIEW)
    put("transcripts/second.txt")
    assert ask(file_study, "files")["transcripts"] == ["transcripts/second.txt"]
    (row,) = imported(file_study, "transcripts/first.txt")
    assert (row["ok"], row["outcome"]) == (True, "In the study already, as copy.")


def test_what_cannot_be_imported_is_told_file_by_file(
    file_study: Study, put: Callable[..., Path], tmp_path: Path
) -> None:
    put("transcripts/good.txt")
    put("transcripts/empty.txt", "")
    (tmp_path / "transcripts/broken.docx").write_bytes(b"no archive")
    paths = [f"transcripts/{name}" for name in ("empty.txt", "good.txt", "broken.docx", "gone.txt", "")]
    rows = imported(file_study, *paths)
    assert [row["ok"] for row in rows] == [False, True, False, False, False]
    assert "no such file" in rows[3]["outcome"]
    assert "folder" in rows[4]["outcome"]
    assert file_study.transcript_names() == ["good"]


@pytest.mark.parametrize(
    "path",
    [
        *("", ".", "..", "../outside.txt", "transcripts/../../outside.txt", "/etc/passwd"),
        *("link.txt", "folder/outside.txt", "loop/a.txt"),
        *(".hidden.txt", ".git/a.txt", "~$a.txt", "x" * 300, "a\0.txt"),
    ],
)
def test_a_path_that_leads_out_of_the_study_is_refused_and_nothing_is_imported(
    file_study: Study, put: Callable[..., Path], tmp_path: Path, path: str
) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "outside.txt").write_text(INTERVIEW, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(outside / "outside.txt")
    (tmp_path / "folder").symlink_to(outside)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for hidden in (".hidden.txt", ".git/a.txt", "~$a.txt"):
        put(hidden)
    put("transcripts/good.txt")
    refused(ask(file_study, "import", paths=["transcripts/good.txt", path]))
    refused(ask(file_study, "adopt", path=path))
    assert (file_study.transcript_names(), file_study.newest) == ([], 0)


def test_links_that_lead_out_are_not_offered(
    file_study: Study, put: Callable[..., Path], tmp_path: Path
) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "outside.txt").write_text(INTERVIEW, encoding="utf-8")
    good = put("transcripts/good.txt")
    (tmp_path / "transcripts/link.txt").symlink_to(outside / "outside.txt")
    (tmp_path / "transcripts/folder").symlink_to(outside)
    (tmp_path / "transcripts/dangling.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "transcripts/same.txt").symlink_to(good)
    assert ask(file_study, "files")["transcripts"] == ["transcripts/good.txt", "transcripts/same.txt"]


def test_a_file_name_that_is_no_unicode_can_be_told(file_study: Study, tmp_path: Path) -> None:
    (tmp_path / "transcripts").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/transcripts/\xff.txt")).write_text("A: hej\n\nB: ja\n")
    (path,) = ask(file_study, "files")["transcripts"]
    (row,) = imported(file_study, path)
    assert not row["ok"]


def test_a_scheme_is_adopted_from_its_file(file_study: Study, put: Callable[..., Path]) -> None:
    put("coding_scheme/mine.yaml", SCHEME)
    assert ask(file_study, "adopt", path="coding_scheme/mine.yaml") == {"type": "adopted"}
    assert [code["id"] for code in ask(file_study, "scheme")["scheme"]["codes"]][-1] == "flexibility"


def test_a_scheme_with_mistakes_is_refused_with_their_lines(
    file_study: Study, put: Callable[..., Path]
) -> None:
    put("coding_scheme/mine.yaml", "codes:\n- id: a b\n  label: A\n")
    assert "line 2" in refused(ask(file_study, "adopt", path="coding_scheme/mine.yaml"))
    assert ask(file_study, "scheme")["scheme"] is None


def test_a_codebook_can_begin_empty_and_grow_while_reading(
    study: Study, interview: Callable[..., Path]
) -> None:
    study.import_transcripts(interview(), progress=False)
    for _ in range(2):
        assert ask(study, "adopt", path=None) == {"type": "adopted"}
    scheme = ask(study, "scheme")["scheme"]
    assert (scheme["revision"], scheme["codes"], scheme["title"]["en"]) == (1, [], "Codebook")
    new = {"do": "add", "code": {"id": "flexibility", "label": {"da": "Føjelighed"}}, "parent": None}
    save(
        study,
        operation("scheme.change", {"revision": 1, "changes": [new | {"before": None}]}),
        adding(study, "rart"),
    )
    assert ask(study, "overview")["counts"] == {"flexibility": 1}
    assert_sound(study)


def test_an_empty_codebook_never_replaces_one_with_codes(filled: Study) -> None:
    assert "codebook already" in refused(ask(filled, "adopt", path=None))
    assert len(ask(filled, "scheme")["scheme"]["codes"]) == 3


@pytest.mark.postgres
@pytest.mark.parametrize("location", ["postgresql"], indirect=True)
def test_a_study_on_a_server_has_no_files_beside_it(study: Study) -> None:
    assert ask(study, "files") == {"type": "files", "transcripts": [], "schemes": []}
    assert "no folder" in refused(ask(study, "import", paths=["a.txt"]))
    assert "no folder" in refused(ask(study, "adopt", path="a.yaml"))
