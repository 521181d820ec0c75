"""The command line: every command, its JSON, its exit status, and its documentation."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import make, run, write_files
from conftest import INTERVIEW, REPOSITORY

COMMANDS = [
    "init",
    "import",
    "scheme",
    "outcomes",
    "link",
    "codings",
    "status",
    "quotes",
    "co-occurrence",
    "sequences",
    "portrait",
    "saturation",
    "themes",
    "times",
    "matrix",
    "combinations",
    "sets",
    "interviewed",
    "cases",
    "disclosure",
    "flow",
    "display",
    "report",
    "log",
    "backup",
    "export",
    "check",
    "lab",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with interviews, a scheme and tables."""
    write_files(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study; tests have copies of it."""
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture
def filled(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_study_and_json(folder: Path, command: str) -> None:
    text = run(folder, command, "--help")
    assert "--study" in text
    assert "--json" in text


def test_every_command_is_in_the_readme(folder: Path) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"`workbench {command}" not in readme] == []
    listed = {line.split()[0] for line in run(folder, "--help").splitlines() if line.startswith("  ")}
    assert set(COMMANDS) <= listed


def test_init_lays_out_a_study_and_keeps_people_out_of_git(folder: Path) -> None:
    out = json.loads(run(folder, "init", "mine", "--json"))
    assert Path(out["study"]).name == "study.qwb"
    made = {path.name for path in (folder / "mine").iterdir()}
    assert {"coding_scheme", "transcripts", "outcomes", "notebooks", "study.qwb", ".gitignore"} <= made
    (folder / "mine" / "transcripts" / "secret.txt").write_text("x")
    (folder / "mine" / "outcomes" / "register.csv").write_text("x")
    (folder / "mine" / "coding_scheme" / "scheme.yaml").write_text("x")
    for command in (("init", "-q"), ("add", ".")):
        subprocess.run(["git", *command], cwd=folder / "mine", check=True)
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=folder / "mine", check=True, capture_output=True, text=True
    ).stdout.split()
    assert tracked == [".gitignore", "coding_scheme/scheme.yaml"]


def test_init_keeps_what_is_there_and_adds_to_gitignore_what_it_lacks(folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / ".gitignore").write_text("mine\n/outcomes/*")
    run(folder, "init", "mine")
    lines = (folder / "mine" / ".gitignore").read_text().splitlines()
    assert lines[:2] == ["mine", "/outcomes/*"]
    assert {"/transcripts/*", "*.qwb*"} <= set(lines)
    assert lines.count("/outcomes/*") == 1
    assert "here already" in run(folder, "init", "mine", expect=1)
    assert (folder / "mine" / ".gitignore").read_text().splitlines() == lines


def test_init_leaves_gitignore_alone_where_data_are_meant_to_be_tracked(folder: Path) -> None:
    (folder / ".gitignore").write_text("mine")
    run(folder, "init", ".", "--study", "mine.qwb", "--track-data")
    assert (folder / ".gitignore").read_text() == "mine"


@pytest.mark.parametrize("place", ["mine/mine.qwb", "mine/mine.db", "other.db", "elsewhere/other.qwb"])
def test_a_study_beside_its_usual_place_stays_out_of_git_too(folder: Path, place: str) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "mine").mkdir()
    run(folder, "init", "mine", "--study", place)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    ignored = subprocess.run(["git", "check-ignore", "-q", place], cwd=folder, check=False)
    assert ignored.returncode == 0


def test_import_prints_what_it_found_and_refused(folder: Path) -> None:
    run(folder, "init", "study")
    (folder / "texts" / "empty.txt").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "import", "texts", "--study", "study", "--json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert [one["name"] for one in report["transcripts"]] == ["t1", "t2", "t3"]
    assert {
        "name",
        "format",
        "encoding",
        "language",
        "turns",
        "speakers",
        "words",
        "sha256",
        "warnings",
    } <= set(report["transcripts"][0])
    (refused,) = report["refused"]
    assert refused["file"].endswith("empty.txt")
    assert "empty" in refused["reason"]


def test_quotes_are_the_rows_of_the_frame(filled: Path) -> None:
    rows = json.loads(run(filled, "quotes", "--code", "voluntariness", "--study", "study", "--json"))
    assert [(row["transcript"], row["text"], row["result"]) for row in rows] == [
        ("t1", "kunne sige nej", "yes"),
        ("t2", "kunne sige nej", "no"),
    ]
    assert "3 quotes" in run(filled, "quotes", "--study", "study")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_export_writes_all_quotes(filled: Path, ending: str) -> None:
    import pandas as pd

    out = filled / f"quotes.{ending}"
    run(filled, "export", out.name, "--study", "study")
    readers = {"csv": pd.read_csv, "xlsx": pd.read_excel, "parquet": pd.read_parquet}
    frame = readers[ending](out)
    assert sorted(frame["code"]) == ["flexibility", "free_exit", "voluntariness"]
    assert set(frame["participant"]) == {"P1", "P2", "P3"}


def test_a_quote_that_looks_like_a_formula_stays_text_in_a_spreadsheet(filled: Path) -> None:
    from openpyxl import load_workbook

    (filled / "texts" / "t4.txt").write_text("Interviewer: Hej.\n\nBorger: =1+1 sagde han.\n")
    (filled / "more.csv").write_text("transcript,quote,code,coder\nt4,=1+1 sagde,flexibility,A1\n")
    run(filled, "import", "texts/t4.txt", "--study", "study")
    run(filled, "codings", "more.csv", "--study", "study")
    run(filled, "export", "out.xlsx", "--study", "study")
    cells = [cell for row in load_workbook(filled / "out.xlsx").active.iter_rows() for cell in row]
    (cell,) = [cell for cell in cells if cell.value == "=1+1 sagde"]
    assert cell.data_type == "s"


def test_check_passes_on_a_sound_study_and_fails_on_a_broken_one(filled: Path) -> None:
    assert json.loads(run(filled, "check", "--study", "study", "--json"))["passed"] is True
    import sqlite3

    with sqlite3.connect(filled / "study" / "study.qwb") as connection:
        connection.execute('UPDATE coding SET start = 99999, "end" = 100000 WHERE n = 1')
    connection.close()
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "check", "--study", "study"],
        cwd=filled,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "outside its text" in done.stdout


def test_the_study_is_found_from_a_folder_inside_it_or_by_the_environment(filled: Path, monkeypatch) -> None:
    inside = filled / "study" / "notebooks"
    assert "3 quotes" in run(inside, "quotes")
    assert "no study.qwb" in run(filled, "quotes", expect=1)
    monkeypatch.setenv("WORKBENCH_STUDY", str(filled / "study"))
    assert "3 quotes" in run(filled, "quotes")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("scheme", "missing.yaml"), "missing.yaml"),
        (("outcomes", "outcomes.csv", "--key", "nobody"), "nobody"),
        (("link", "codings.csv"), "lacks speaker"),
        (("codings", "status.csv"), "lacks code"),
        (("status", "links.csv"), "lacks coder"),
        (("quotes", "--code", "nothing"), "no code 'nothing'"),
        (("themes", "--outcome", "resultt"), "resultt"),
        (("export", "out.docx"), "not a table format"),
    ],
)
def test_what_is_refused_is_told_on_standard_error_with_status_1(
    filled: Path, arguments, message: str
) -> None:
    assert message in run(filled, *arguments, "--study", "study", expect=1)


@pytest.mark.parametrize("arguments", [("quotes", "--colour", "red"), ("themes",), ("nothing",)])
def test_wrong_usage_is_status_2(filled: Path, arguments) -> None:
    run(filled, *arguments, expect=2)


@pytest.mark.postgres
def test_the_same_commands_work_on_a_server(folder: Path, postgres: str) -> None:
    server = f"{postgres}?schema=cli"
    run(folder, "init", "study", "--study", server)
    for command in (("import", "texts"), ("scheme", "scheme.yaml"), ("codings", "codings.csv")):
        run(folder, *command, "--study", server)
    assert "3 quotes" in run(folder, "quotes", "--study", server)
    assert json.loads(run(folder, "check", "--study", server, "--json"))["problems"] == []


@pytest.mark.postgres
def test_no_password_is_printed(folder: Path, postgres: str) -> None:
    server = postgres.replace("tester@", "tester:geheim@") + "?schema=secret"
    assert "geheim" not in run(folder, "init", "one", "--study", server)
    server = server.replace("schema=secret", "schema=secret2")
    said = json.loads(run(folder, "init", "two", "--study", server, "--json"))
    assert "geheim" not in said["study"]
    assert "secret2" in said["study"]


def test_a_quote_too_long_for_a_cell_goes_on_in_the_next_one(filled: Path) -> None:
    import pandas as pd

    said = "Og så var der 😀 en dag mere. " * 2_000
    (filled / "texts" / "t4.txt").write_text(f"Borger: {said}\n", encoding="utf-8")
    length = len(said.strip())
    (filled / "more.csv").write_text(
        f"transcript,start,end,code,coder\nt4,8,{8 + length},flexibility,A1\n", encoding="utf-8"
    )
    run(filled, "import", "texts/t4.txt", "--study", "study")
    run(filled, "codings", "more.csv", "--study", "study")
    run(filled, "export", "out.xlsx", "--study", "study")
    row = pd.read_excel(filled / "out.xlsx").set_index("transcript").loc["t4"]
    parts = [row[name] for name in row.index if str(name).startswith("text")]
    assert len(parts) > 1
    assert "".join(parts) == said.strip()
    assert all(len(part.encode("utf-16-le")) // 2 <= 32_767 for part in parts)


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "nowhere/out.csv"),
        ("export", "nowhere/out.xlsx"),
        ("export", "nowhere/out.parquet"),
        ("themes", "--outcome", "result", "--figure", "nowhere/out.html"),
    ],
)
def test_a_file_in_a_folder_that_is_not_there_is_refused(filled: Path, arguments) -> None:
    assert "no such folder" in run(filled, *arguments, "--study", "study", expect=1)
    assert not (filled / "nowhere").exists()


def test_an_export_leaves_nothing_but_the_file(filled: Path) -> None:
    before = {path.name for path in filled.iterdir()}
    run(filled, "export", "out.xlsx", "--study", "study")
    run(filled, "themes", "--outcome", "result", "--figure", "out.html", "--study", "study")
    assert {path.name for path in filled.iterdir()} - before == {"out.xlsx", "out.html"}


def test_a_sample_study_that_breaks_off_is_not_taken_for_a_whole_one(folder: Path) -> None:
    (folder / "transcripts").mkdir()
    (folder / "transcripts" / "t1.txt").write_text(INTERVIEW, encoding="utf-8")
    done = subprocess.run(
        [
            "make",
            "-f",
            REPOSITORY / "Makefile",
            f"BIN={Path(sys.executable).parent}",
            "study",
            "STUDY=study.qwb",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "effective_elements.yaml" in done.stderr
    assert not (folder / "study.qwb").exists()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_lab_lives_on_when_ctrl_c_is_answered_with_no(filled: Path) -> None:
    # JupyterLab asks only where somebody sits at a terminal.
    terminal, keyboard = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", "lab", "--study", "study", "--no-browser"],
        cwd=filled,
        stdin=keyboard,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        assert any("/lab?token=" in line for line in process.stdout)
        os.killpg(process.pid, signal.SIGINT)
        os.write(terminal, b"n\n")
        assert any("resuming operation" in line for line in process.stdout)
        assert process.poll() is None
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        os.close(terminal)
        os.close(keyboard)
        process.stdout.close()


def test_lab_serves_the_study_and_prints_its_address(filled: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", "lab", "--study", "study", "--no-browser"],
        cwd=filled,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        address = next((line for line in process.stdout if "/lab?token=" in line), "")
        assert "http://" in address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        process.stdout.close()


def test_numbers_keep_all_their_digits_in_json(filled: Path) -> None:
    (filled / "precise.csv").write_text("person,score\nP1,0.1234567890123456\nP2,1e-12\nP3,3\n")
    run(filled, "outcomes", "precise.csv", "--key", "person", "--study", "study")
    rows = json.loads(run(filled, "quotes", "--study", "study", "--json"))
    assert {row["participant"]: row["score"] for row in rows} == {
        "P1": 0.1234567890123456,
        "P2": 1e-12,
        "P3": 3,
    }
