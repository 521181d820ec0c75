"""Commands as a user runs them, and a small study that they make."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import INTERVIEW, REGISTER, SCHEME


def write_files(folder: Path) -> None:
    (folder / "texts").mkdir()
    for number in (1, 2, 3):
        text = INTERVIEW + f"\nInterviewer: Tak, nummer {number}.\n"
        (folder / "texts" / f"t{number}.txt").write_text(text, encoding="utf-8")
    (folder / "scheme.yaml").write_text(SCHEME)
    (folder / "outcomes.csv").write_text(REGISTER)
    (folder / "links.csv").write_text(
        "transcript,speaker,participant,role\n" + "".join(f"t{n},Borger,P{n},citizen\n" for n in (1, 2, 3))
    )
    (folder / "codings.csv").write_text(
        "transcript,quote,code,coder,stance\n"
        "t1,kunne sige nej,free_exit,A1,present\n"
        "t2,kunne sige nej,voluntariness,A1,absent\n"
        "t3,ringede hun om aftenen,flexibility,A1,\n"
    )
    (folder / "status.csv").write_text(
        "transcript,coder,status\n" + "".join(f"t{n},A1,done\n" for n in (1, 2, 3))
    )


def run(folder: Path, *arguments: str, expect: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "workbench", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == expect, done.stderr
    if expect:
        assert done.stderr.strip()
        assert "Traceback" not in done.stderr
        return done.stderr
    return done.stdout


def make(folder: Path) -> Path:
    """Fill a folder with such files, and with the study that the commands make of them."""
    write_files(folder)
    run(folder, "init", "study")
    for command in (
        ("import", "texts"),
        ("scheme", "scheme.yaml"),
        ("outcomes", "outcomes.csv", "--key", "person"),
        ("link", "links.csv"),
        ("codings", "codings.csv"),
        ("status", "status.csv"),
    ):
        run(folder, *command, "--study", "study")
    return folder
