"""Fixtures: studies on SQLite and PostgreSQL, small interviews, a scheme and a register."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from workbench import Study

if TYPE_CHECKING:
    from served import Server

# No test is about time, and the machine may be busy.
settings.register_profile("workbench", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("workbench")

REPOSITORY = Path(__file__).resolve().parent.parent

INTERVIEW = (
    "Interviewer: Hvordan kom du i gang?\n"
    "\n"
    "Borger: Altså, hun sagde at jeg bare kunne sige nej 😀. Det var rart.\n"
    "\n"
    "Interviewer: Og så?\n"
    "\n"
    "Borger: Så ringede hun om aftenen, når det brændte på. Æh, ja. Det gjorde hun tit.\n"
)
SCHEME = """\
attributes:
  - id: stance
    label: {en: Stance}
    default: present
    values:
      - {id: present, label: {en: Present}}
      - {id: absent, label: {en: Absent}, counts: false}
codes:
  - id: voluntariness
    label: {en: Voluntariness, da: Frivillighed}
    codes:
      - {id: free_exit, label: {en: Free exit}}
  - id: flexibility
    label: {en: Flexibility}
"""
REGISTER = "person,result,site\nP1,yes,north\nP2,no,north\nP3,yes,south\n"


@pytest.fixture
def interview(tmp_path: Path) -> Callable[..., Path]:
    """Write an interview file and return its path."""

    def write(name: str = "first.txt", text: str = INTERVIEW) -> Path:
        path = tmp_path / "interviews" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def scheme_file(tmp_path: Path) -> Path:
    path = tmp_path / "scheme.yaml"
    path.write_text(SCHEME, encoding="utf-8")
    return path


@pytest.fixture
def register_file(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of our own on a free port of this machine, in a temporary folder."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.fail("the PostgreSQL server is missing: run `make setup-dev`")
    binaries = found[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="workbench-postgres-"))
    # The server refuses to run as root; its package brings a user for that.
    user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        capture_output=True,
        env=environment,
        cwd=folder,
        **as_user,
    )
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder],
            stdout=log,
            stderr=log,
            env=environment,
            cwd=folder,
            **as_user,
        )
    url = f"postgresql://tester@127.0.0.1:{port}/postgres"
    try:
        for _ in range(150):
            try:
                psycopg.connect(url, connect_timeout=2).close()
                break
            except psycopg.OperationalError:
                time.sleep(0.1)
        else:
            pytest.fail((folder / "log").read_text())
        yield url
    finally:
        # At once: a connection that somebody left open would be waited for.
        server.send_signal(signal.SIGINT)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a study can be: a file, and a schema of a PostgreSQL server."""
    if request.param == "sqlite":
        return str(tmp_path / "study.qwb")
    server = request.getfixturevalue("postgres")
    return f"{server}?schema=s{abs(hash(tmp_path)):x}"


@pytest.fixture
def study(location: str) -> Iterator[Study]:
    """An empty study, once on SQLite and once on PostgreSQL."""
    with Study.create(location) as made:
        yield made


@pytest.fixture
def file_study(tmp_path: Path) -> Iterator[Study]:
    """An empty study in a SQLite file."""
    with Study.create(tmp_path / "study.qwb") as made:
        yield made


def fill(study: Study, scheme_file: Path, register_file: Path, *interviews: Path) -> Study:
    """Give a study a scheme, a register and interviews."""
    study.set_scheme(scheme_file)
    study.set_outcomes(register_file, key="person")
    report = study.import_transcripts(*interviews, progress=False)
    assert report.refused == ()
    return study


@pytest.fixture
def filled(study: Study, scheme_file: Path, register_file: Path, interview: Callable[..., Path]) -> Study:
    """A study with one interview named `first`, on SQLite and on PostgreSQL."""
    return fill(study, scheme_file, register_file, interview())


def assert_sound(study: Study) -> None:
    """The study's own check finds nothing."""
    assert study.check().problems == ()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Jupyter server with the extension."""
    from served import Server

    started = Server.start(tmp_path_factory.mktemp("server"))
    yield started
    started.stop()


@pytest.fixture
def place(server: Server) -> str:
    """An empty folder that the server serves."""
    name = f"place-{uuid.uuid4().hex[:8]}"
    (server.folder / name).mkdir()
    return name


@pytest.fixture
def project(server: Server, place: str) -> str:
    """A folder with a study of one interview, `first`, and the interview's file."""
    from served import make_study

    make_study(server.folder / place)
    return place
