"""Panels and dialogs load after the text, and are there for whoever asks for them earlier."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from coding_desk import ShownDesk, eventually
from hosts import LabHost, NotebookHost
from lab import Lab
from playwright.sync_api import Browser, Route, expect
from studies import coded, codes, make_study

CITIZEN = 1
LOOKING = "Looking …"
NOT_LOADED = "This part of the desk could not be loaded: the kernel or server does not answer."
# The kernel answers what it is asked for the module only once there is a file, and notes that it was asked.
HOLD = """\
import os, threading, time
from pathlib import Path
from workbench import CodingDesk
folder = Path({folder!r})
answer_at_once = globals().get("answer_at_once", CodingDesk._receive)
def receive(desk, widget, request, buffers):
    if request.get("type") != "module":
        return answer_at_once(desk, widget, request, buffers)
    (folder / ("asked " + request["id"])).touch()
    def answer(released=folder / "released"):
        while not released.exists():
            time.sleep(0.05)
        answer_at_once(desk, widget, request, buffers)
    threading.Thread(target=answer, daemon=True).start()
CodingDesk._receive = receive
(folder / "kernel").write_text(str(os.getpid()))
"""


class Holding(Protocol):
    """A host that keeps the module back until a test lets it go."""

    def show(self, study: Path) -> ShownDesk:
        """Show a desk on a page of its own; only its text has come."""

    def release(self) -> None:
        """Let the module go."""

    def asked(self) -> int:
        """How often the page asked for the module."""

    def fail(self) -> None:
        """Let nobody be there who has the module."""


class HoldingNotebook:
    """A notebook whose kernel keeps the module back."""

    def __init__(self, host: NotebookHost, folder: Path) -> None:
        self.host = host
        self.folder = folder

    def show(self, study: Path) -> ShownDesk:
        self.host.restart()
        self.host.run(HOLD.format(folder=str(self.folder)))
        eventually(self.host.page, (self.folder / "kernel").exists, wanted=True)
        desk = self.host.show(study)
        desk.turn(0).wait_for()
        return desk

    def release(self) -> None:
        (self.folder / "released").touch()

    def asked(self) -> int:
        return len(list(self.folder.glob("asked *")))

    def fail(self) -> None:
        page = self.host.page
        # JupyterLab tells that the kernel died, and sometimes twice.
        page.add_locator_handler(
            page.locator(".jp-Dialog"), lambda told: told.get_by_role("button", name="Ok").click()
        )
        os.kill(int((self.folder / "kernel").read_text()), signal.SIGKILL)


class HoldingLab:
    """JupyterLab without a kernel, on a page that keeps the module back."""

    def __init__(self, host: LabHost) -> None:
        self.host = host
        self.held: list[Route] = []
        self.addresses: list[str] = []
        self.answer: Callable[[Route], None] = self.held.append

    def show(self, study: Path) -> ShownDesk:
        self.host.restart()
        self.host.page.route("**/panels.js*", self._answer)
        desk = self.host.show(study)
        desk.turn(0).wait_for()
        return desk

    def _answer(self, route: Route) -> None:
        self.addresses.append(route.request.url)
        self.answer(route)

    def _let_all(self, answer: Callable[[Route], None]) -> None:
        self.answer = answer
        for route in self.held:
            answer(route)
        self.held.clear()

    def release(self) -> None:
        self._let_all(lambda route: route.continue_())

    def asked(self) -> int:
        return len(self.addresses)

    def fail(self) -> None:
        self._let_all(lambda route: route.abort())


@pytest.fixture(scope="module")
def notebook_host(browser: Browser, lab: Lab) -> Iterator[NotebookHost]:
    host = NotebookHost(browser, lab)
    yield host
    host.close()


@pytest.fixture(scope="module")
def lab_host(browser: Browser, lab: Lab) -> Iterator[LabHost]:
    host = LabHost(browser, lab)
    yield host
    host.close()


@pytest.fixture(params=["notebook", "lab"])
def holding(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Holding]:
    """Each host in turn, keeping the module back."""
    if request.param == "notebook":
        notebook = request.getfixturevalue("notebook_host")
        made: Holding = HoldingNotebook(notebook, tmp_path)
        problems = notebook.problems
    else:
        lab = request.getfixturevalue("lab_host")
        made = HoldingLab(lab)
        problems = lab.problems
    yield made
    made.release()
    found, problems[:] = [*problems], []
    assert found == []


@pytest.fixture
def early(holding: Holding, folder: Path) -> ShownDesk:
    """A desk whose text is there and whose panels are not."""
    return holding.show(make_study(folder))


@pytest.mark.parametrize(
    ("action", "panel", "shows"),
    [
        ("show-transcripts", "Transcripts", "0 of 3 done"),
        ("show-quotations", "Quotations", "No quotations yet."),
        ("show-search", "Search", "Type a word or a few."),
        ("show-memos", "Memos", "Nothing written yet"),
        ("show-review", "Review", "Nothing to look at again"),
    ],
)
def test_a_panel_that_is_asked_for_early_comes_and_takes_the_keys(
    holding: Holding, early: ShownDesk, action: str, panel: str, shows: str
) -> None:
    early.go_to_turn(CITIZEN)
    early.do(action)
    shown = early.panel(panel)
    expect(shown).to_have_text(LOOKING)
    # Whoever types on means the panel: no key of the desk is taken for it.
    early.press("d", "1", "u")
    holding.release()
    expect(shown).to_contain_text(shows)
    expect(early.root.locator(".qwb-status")).to_have_value("not started")
    if action in ("show-transcripts", "show-search", "show-memos", "show-quotations"):
        expect(shown.locator(":focus")).to_be_visible()


def test_the_coding_in_hand_is_shown_when_its_panel_comes_and_has_its_handles(
    holding: Holding, early: ShownDesk
) -> None:
    early.double_click("rart")
    early.code_with("1")
    early.do("show-coding")
    expect(early.panel("Coding")).to_have_text(LOOKING)
    expect(early.root.locator(".qwb-handle")).to_have_count(0)
    holding.release()
    expect(early.panel("Coding").locator("blockquote")).to_have_text("rart")
    early.drag(early.root.locator(".qwb-handle-end"), early.ends("Og så")[1])
    early.wait_until_saved()
    eventually(early.page, lambda: [words[-5:] for _, words in coded(early.study)], ["Og så"])


def test_escape_leaves_a_panel_that_has_not_come_and_it_takes_no_keys_later(
    holding: Holding, early: ShownDesk
) -> None:
    early.go_to_turn(CITIZEN)
    early.do("show-search")
    expect(early.panel("Search")).to_have_text(LOOKING)
    early.press("Escape")
    expect(early.turn(CITIZEN)).to_be_focused()
    holding.release()
    expect(early.panel("Search")).to_contain_text("Type a word or a few.")
    expect(early.turn(CITIZEN)).to_be_focused()


def _new_code(desk: ShownDesk) -> None:
    desk.button("New code").click()


def _in_vivo(desk: ShownDesk) -> None:
    desk.double_click("rart")
    desk.do("code-in-vivo")


def _help(desk: ShownDesk) -> None:
    desk.go_to_turn(CITIZEN)
    desk.do("help")


@pytest.mark.parametrize(
    ("ask", "title"),
    [
        (_new_code, "New code"),
        (_in_vivo, "New code from these words"),
        (_help, "All keys"),
    ],
)
def test_a_dialog_that_is_asked_for_early_opens_once_it_can(
    holding: Holding, early: ShownDesk, ask: Callable[[ShownDesk], None], title: str
) -> None:
    ask(early)
    expect(early.dialog).to_contain_text(LOOKING)
    early.press("d")
    holding.release()
    expect(early.dialog.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect(early.root.locator(".qwb-status")).to_have_value("not started")


def test_a_code_picker_that_is_asked_for_early_takes_letters_once_it_can(
    holding: Holding, early: ShownDesk
) -> None:
    early.double_click("rart")
    early.do("pick-code")
    expect(early.dialog).to_contain_text(LOOKING)
    holding.release()
    expect(early.root.locator(".qwb-picker input")).to_be_focused()
    early.page.keyboard.type("Zeal")
    early.press("Enter")
    expect(early.dialog.get_by_role("heading", name="New code from these words")).to_be_visible()


def test_a_code_named_after_words_goes_to_the_words_that_were_selected_then(
    holding: Holding, early: ShownDesk
) -> None:
    _in_vivo(early)
    expect(early.dialog).to_contain_text(LOOKING)
    holding.release()
    expect(early.dialog.get_by_label("Name of the code")).to_be_focused()
    early.press("Enter")
    expect(early.chips(CITIZEN)).to_have_text(["rart"])
    assert early.coded() == [("rart", "rart")]


def test_a_dialog_that_is_given_up_does_not_open_later(holding: Holding, early: ShownDesk) -> None:
    _help(early)
    expect(early.dialog).to_contain_text(LOOKING)
    early.press("Escape")
    expect(early.dialog).to_have_count(0)
    early.do("show-memos")
    holding.release()
    expect(early.panel("Memos")).to_contain_text("Nothing written yet")
    expect(early.dialog).to_have_count(0)


def test_a_code_is_renamed_moved_and_given_a_menu_by_keys_pressed_early(
    holding: Holding, early: ShownDesk
) -> None:
    early.code("Flexibility").focus()
    early.press("Alt+ArrowUp")
    expect(early.dialog).to_contain_text(LOOKING)
    holding.release()
    early.says("Moved: Flexibility")
    early.wait_until_saved()
    eventually(early.page, lambda: [*codes(early.study)], ["flexibility", "voluntariness", "free_exit"])
    early.code("Flexibility").focus()
    early.press("Shift+F10")
    expect(early.root.get_by_role("menuitem").first).to_be_focused()
    early.press("Escape", "F2")
    expect(early.root.get_by_label("New name of Flexibility")).to_be_focused()


@pytest.mark.parametrize("keys", ["Shift+F10", "F2"])
def test_the_menu_and_the_name_of_a_code_open_once_they_can(
    holding: Holding, early: ShownDesk, keys: str
) -> None:
    early.code("Flexibility").focus()
    early.press(keys)
    expect(early.dialog).to_contain_text(LOOKING)
    holding.release()
    if keys == "F2":
        expect(early.root.get_by_label("New name of Flexibility")).to_be_focused()
    else:
        expect(early.root.get_by_role("menuitem").first).to_be_focused()


def test_the_field_to_find_words_has_the_keyboard_once_it_is_there(
    holding: Holding, early: ShownDesk
) -> None:
    early.go_to_turn(CITIZEN)
    early.do("find")
    expect(early.dialog).to_contain_text(LOOKING)
    holding.release()
    expect(early.root.get_by_label("Find in this transcript")).to_be_focused()
    early.page.keyboard.type("hun")
    early.button("Code all …").click()
    expect(early.panel("Search").get_by_label("Search for words")).to_have_value("hun")
    expect(early.panel("Search")).to_contain_text("3 passages in 1 transcript")


def test_what_cannot_be_loaded_says_so_and_the_text_is_coded_all_the_same(
    holding: Holding, early: ShownDesk
) -> None:
    early.go_to_turn(CITIZEN)
    early.do("show-quotations")
    holding.fail()
    shown = early.panel("Quotations")
    # The kernel is given some time to answer.
    expect(shown.get_by_role("alert")).to_have_text(NOT_LOADED, timeout=30_000)
    if isinstance(holding, HoldingLab):  # A dialog of JupyterLab takes the focus when a kernel dies.
        expect(shown.get_by_role("button", name="Try again")).to_be_focused()
    _help(early)
    expect(early.dialog.get_by_role("alert")).to_have_text(NOT_LOADED, timeout=30_000)
    early.dialog.get_by_role("button", name="Try again").click()
    expect(early.dialog.get_by_role("alert")).to_have_text(NOT_LOADED, timeout=30_000)
    early.press("Escape")
    expect(early.dialog).to_have_count(0)
    early.double_click("rart")
    early.code_with("1")
    expect(early.chips(CITIZEN)).to_contain_text(["Voluntariness"])  # A dead kernel cannot save it.
    if isinstance(holding, HoldingLab):
        _help(early)
        expect(early.dialog.get_by_role("alert")).to_have_text(NOT_LOADED)
        holding.release()
        early.dialog.get_by_role("button", name="Try again").click()
        expect(early.dialog.get_by_role("heading", name="All keys")).to_be_visible()


def test_two_desks_of_one_page_ask_for_the_module_once(holding: Holding, folder: Path) -> None:
    first = make_study(folder / "one", name="one.qwb")
    second = make_study(folder / "two", name="two.qwb")
    desk = holding.show(first)
    holding.release()
    desk.go_to_turn(CITIZEN)
    desk.do("show-memos")
    expect(desk.panel("Memos")).to_contain_text("Nothing written yet")
    other = holding.host.show(second)  # type: ignore[attr-defined]
    other.turn(0).wait_for()
    other.go_to_turn(CITIZEN)
    other.do("show-memos")
    expect(other.panel("Memos")).to_contain_text("Nothing written yet")
    assert holding.asked() == 1
