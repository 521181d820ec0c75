"""Two programs at once, a killed process, a full disk: what was acknowledged stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
from conftest import INTERVIEW, assert_sound

from workbench import Study, WorkbenchError


def script(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments], stdout=subprocess.PIPE, text=True
    )


WRITER = """
    import sys
    from workbench import Study
    study = Study.open(sys.argv[1])
    for number in range(60):
        study.code("first", number, number + 9, "flexibility", coder=sys.argv[2])
    print("saved", flush=True)
"""


def test_two_processes_write_to_one_study_and_every_coding_is_kept(filled: Study, location: str) -> None:
    writers = [script(WRITER, location, coder) for coder in ("A1", "A2")]
    for writer in writers:
        out, _ = writer.communicate(timeout=120)
        assert out == "saved\n"
    assert filled.codings()["coder"].value_counts().to_dict() == {"A1": 60, "A2": 60}
    assert_sound(filled)


def test_threads_of_one_process_share_a_study(filled: Study) -> None:
    problems: list[BaseException] = []

    def work(coder: str) -> None:
        try:
            for number in range(30):
                filled.code("first", number, number + 5, "flexibility", coder=coder)
                filled.codings_in("first", coder)
        except BaseException as error:  # noqa: BLE001 - handed to the test
            problems.append(error)

    threads = [threading.Thread(target=work, args=(f"A{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(filled.codings()) == 120


IMPORTER = """
    import sys
    from workbench import Study
    study = Study.open(sys.argv[1])
    print("importing", flush=True)
    study.import_transcripts(sys.argv[2], progress=False)
"""


def test_an_import_that_is_killed_midway_is_sound_and_goes_on_where_it_stopped(
    file_study: Study, tmp_path: Path, interview
) -> None:
    for number in range(150):
        path = interview(f"t{number:03}.txt", INTERVIEW.replace("aftenen", f"aften {number}") * 20)
    importer = script(IMPORTER, str(tmp_path / "study.qwb"), str(path.parent))
    assert importer.stdout is not None
    assert importer.stdout.readline() == "importing\n"
    while len(file_study.transcript_names()) < 5:
        assert importer.poll() is None
        time.sleep(0.01)
    os.kill(importer.pid, signal.SIGKILL)
    importer.wait()
    importer.stdout.close()
    there = file_study.transcript_names()
    assert 5 <= len(there) < 150
    assert_sound(file_study)
    report = file_study.import_transcripts(path.parent, progress=False)
    assert len(report.imported) == 150 - len(there)
    assert sorted(report.unchanged) == there
    assert_sound(file_study)


def test_a_coding_that_was_acknowledged_survives_a_kill(
    file_study: Study, tmp_path: Path, interview, scheme_file
) -> None:
    file_study.set_scheme(scheme_file)
    file_study.import_transcripts(interview(), progress=False)
    writer = script(
        """
        import os, signal, sys
        from workbench import Study
        study = Study.open(sys.argv[1])
        print(study.code("first", 0, 5, "flexibility", coder="A1"), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
        """,
        str(tmp_path / "study.qwb"),
    )
    coding, _ = writer.communicate(timeout=60)
    assert file_study.codings()["coding"].tolist() == [coding.strip()]
    assert_sound(file_study)


@pytest.fixture
def small_disk(tmp_path: Path):
    """A real file system of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted without root")
    yield folder
    subprocess.run(["umount", folder], check=True)


def code_until_refused(study: Study) -> None:
    for number in range(2000):
        study.code("first", 1, 6, "flexibility", coder=f"B{number}", memo="m" * 500)


def test_a_full_disk_is_told_plainly_and_loses_nothing(small_disk: Path, interview, scheme_file) -> None:
    with Study.create(small_disk / "study.qwb") as study:
        study.set_scheme(scheme_file)
        study.import_transcripts(interview(), progress=False)
        study.code("first", 0, 5, "flexibility", coder="A1")
        filler = small_disk / "filler"
        with filler.open("wb") as file:
            file.write(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 60_000))
        with pytest.raises(WorkbenchError, match="disk is full"):
            code_until_refused(study)
        kept = len(study.codings())
        filler.unlink()
        assert len(study.codings()) == kept >= 1
        study.code("first", 2, 7, "flexibility", coder="A1")
        assert_sound(study)


def test_a_study_that_cannot_be_written_says_so(small_disk: Path, scheme_file) -> None:
    with Study.create(small_disk / "study.qwb") as study:
        study.set_scheme(scheme_file)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    try:
        with pytest.raises(WorkbenchError, match="study cannot be"), Study.open(small_disk) as study:
            study.set_scheme(scheme_file)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    with Study.open(small_disk) as study:
        assert_sound(study)
        assert study.newest == 1


def test_an_undo_that_was_acknowledged_survives_a_kill_and_one_that_was_not_leaves_no_trace(
    file_study: Study, tmp_path: Path, interview, scheme_file
) -> None:
    file_study.set_scheme(scheme_file)
    file_study.import_transcripts(interview(), progress=False)
    file_study.code("first", 0, 5, "flexibility", coder="A1")
    file_study.code("first", 7, 9, "flexibility", coder="A1")
    writer = script(
        """
        import os, signal, sys
        from workbench import Study
        from workbench.store.effects import replacing
        study = Study.open(sys.argv[1])
        one, other = [recorded.operation.id for recorded in study.operations(since=2)]
        print(study.undo(one, coder="A1").operation.id, flush=True)
        written = replacing.Part.put

        def die(*given):
            written(*given)
            os.kill(os.getpid(), signal.SIGKILL)

        replacing.Part.put = die
        study.undo(other, coder="A1")
        """,
        str(tmp_path / "study.qwb"),
    )
    undone, _ = writer.communicate(timeout=60)
    assert [coding.start for coding in file_study.codings_in("first")] == [7]
    assert file_study.operations()[-1].operation.id == undone.strip()
    assert_sound(file_study)
