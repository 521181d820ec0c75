"""What happens to codings when disks, kernels, servers and other windows do what they like."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from coding_desk import ShownDesk, eventually
from hosts import Host, LabHost
from lab import Lab
from playwright.sync_api import Browser, Locator, Page, expect
from studies import code_words, coded, make_study

from workbench import Study

INTERVIEWER, CITIZEN, CITIZEN_AGAIN = 0, 1, 3


@contextmanager
def full_disk(process: int) -> Iterator[None]:
    """Let a process write no file any longer, as on a disk that is full."""
    usual = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (1, usual[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, usual)


def test_what_a_full_disk_did_not_take_is_told_and_saved_once_there_is_room(
    host: Host, desk: ShownDesk
) -> None:
    state = desk.root.locator(".qwb-save")
    with full_disk(host.process):
        desk.double_click("rart")
        desk.code_with("1")
        expect(state).to_contain_text("1 not saved")
        expect(state).to_contain_text("the disk could not be read or written")
        expect(state.get_by_role("alert")).to_be_visible()
        expect(desk.root.get_by_role("img", name="not saved yet")).to_be_visible()
        assert coded(desk.study) == []
        desk.select("om aftenen")
        desk.code_with("2")
        expect(state).to_contain_text("2 not saved")
        state.get_by_role("button", name="Try again").click()
        expect(state).to_contain_text("2 not saved")
    expect(state).to_have_text("All saved", timeout=30_000)  # It tries again by itself, less and less often.
    expect(desk.root.get_by_role("img", name="not saved yet")).to_have_count(0)
    assert desk.coded() == [("voluntariness", "rart"), ("flexibility", "om aftenen")]
    with Study.open(desk.study) as study:
        study.check()


def test_a_window_that_is_opened_again_shows_everything(host: Host, desk: ShownDesk) -> None:
    desk.select("sige nej")
    desk.code_with("1")
    desk.wait_until_saved()
    host.restart()
    again = host.show(desk.study)
    expect(again.chips(CITIZEN)).to_have_text(["Voluntariness"])
    assert again.painted() == ["sige nej"]


def test_two_windows_see_each_others_codings_codes_and_statuses(desk: ShownDesk, beside: Host) -> None:
    other = beside.show(desk.study)
    desk.select("sige nej")
    desk.code_with("1")
    expect(other.chips(CITIZEN)).to_have_text(["Voluntariness"])
    other.chips(CITIZEN).first.click()
    other.do("end-later")
    expect(other.root.locator(".qwb-save")).to_have_text("All saved")
    eventually(desk.page, desk.painted, ["sige nej. Det"])
    other.do("delete-coding")
    expect(desk.chips(CITIZEN)).to_have_count(0)
    assert desk.coded() == []
    desk.code("Flexibility").focus()
    desk.press("F2")
    expect(desk.root.locator("input.qwb-rename")).to_be_focused()
    desk.page.keyboard.type("Elasticity")
    desk.press("Enter")
    expect(other.code("Elasticity")).to_be_visible()
    other.turn(0).focus()
    other.do("toggle-done")
    expect(desk.root.get_by_label("How far you are with this transcript")).to_have_value("done")
    # Each takes back its own.
    other.do("undo")
    expect(desk.root.get_by_label("How far you are with this transcript")).not_to_have_value("done")
    expect(other.code("Elasticity")).to_be_visible()
    code_words(desk.study, "hun sagde", "flexibility")
    for one in desk, other:
        expect(one.chips(CITIZEN)).to_have_text(["Elasticity"])


def test_two_windows_that_write_the_same_memo_keep_what_both_wrote(desk: ShownDesk, beside: Host) -> None:
    other = beside.show(desk.study)

    def journal() -> str:
        with Study.open(desk.study) as study:
            return "".join(memo.text for memo in study.memo_list("A1"))

    def field(one: ShownDesk) -> Locator:
        return one.panel("Memos").get_by_role("textbox", name="Memo", exact=True)

    for one in desk, other:
        one.go_to_turn(INTERVIEWER)
        one.do("show-memos")
        expect(one.button("Journal of the study")).to_be_focused()
        one.press("Enter")
        expect(field(one)).to_be_focused()
        expect(field(one)).to_be_editable()
    # The second window types before it can know of the first one's text, which is in the study meanwhile.
    other.page.route("**/qual-workbench/ask*", lambda route: route.abort())
    other.page.keyboard.type("From window B.")
    desk.page.keyboard.type("From window A.")
    eventually(desk.page, journal, "From window A.")
    expect(other.root.locator(".qwb-save")).to_contain_text("1 not saved")
    other.page.unroute("**/qual-workbench/ask*")
    other.wait_until_saved()
    both = "From window A.\nFrom window B."
    assert journal() == both
    state = other.panel("Memos").locator(".qwb-memo-state")
    expect(state).to_have_text(
        "Saved. Somebody, or another window, changed this memo meanwhile: both texts are kept."
    )
    expect(field(other)).to_have_value(both)
    expect(field(desk)).to_have_value(both)
    # Both write on where they were.
    other.page.keyboard.type(" On.")
    eventually(desk.page, journal, f"{both} On.")
    expect(field(desk)).to_have_value(f"{both} On.")
    desk.page.keyboard.type(" On, too.")
    eventually(desk.page, journal, "From window A. On, too.\nFrom window B. On.")
    expect(field(other)).to_have_value("From window A. On, too.\nFrom window B. On.")
    # And both at the same time, as fast as they can.
    desk.page.keyboard.type(" Quick.")
    other.page.keyboard.type(" Quicker.")
    last = "From window A. On, too. Quick.\nFrom window B. On. Quicker."
    eventually(desk.page, journal, last)
    for one in desk, other:
        one.wait_until_saved()
        expect(field(one)).to_have_value(last)
    with Study.open(desk.study) as study:
        assert study.check().problems == ()


def test_coders_do_not_see_each_others_codings(desk: ShownDesk, beside: Host) -> None:
    other = beside.show(desk.study, coder="B2")
    other.select("sige nej")
    other.code_with("2")
    other.wait_until_saved()
    desk.select("rart")
    desk.code_with("1")
    desk.wait_until_saved()
    expect(other.chips(CITIZEN)).to_have_text(["Flexibility"])
    expect(desk.chips(CITIZEN)).to_have_text(["Voluntariness"])
    assert coded(desk.study, coder="B2") == [("flexibility", "sige nej")]


def test_what_a_killed_server_could_not_save_is_sent_by_itself_once_it_is_back(
    tmp_path: Path, browser: Browser, until_closed: Callable[[Page], list[str]]
) -> None:
    lab = Lab.start(tmp_path)
    host = LabHost(browser, lab)
    try:
        # JupyterLab tells in a dialog of its own that the server is gone, sooner or later.
        told = host.page.locator(".jp-Dialog")
        host.page.add_locator_handler(told, told.locator("button").last.click)
        study = make_study(lab.folder / "study")
        desk = host.show(study)
        desk.double_click("rart")
        desk.code_with("1")
        desk.wait_until_saved()
        lab.kill()
        desk.select("om aftenen")
        desk.code_with("2")
        state = desk.root.locator(".qwb-save")
        expect(state).to_contain_text("1 not saved")
        expect(state).to_contain_text("The Jupyter server is not there. It is tried again")
        state.get_by_role("button", name="Try again").click()
        desk.go_to_turn(INTERVIEWER)
        desk.do("whole-turn")
        desk.code_with("1")
        expect(state).to_contain_text("2 not saved")
        desk.do("undo")
        expect(state).to_contain_text("3 not saved")
        assert coded(study) == [("voluntariness", "rart")]
        lab.run()
        expect(state).to_have_text("All saved", timeout=60_000)
        assert coded(study) == [("voluntariness", "rart"), ("flexibility", "om aftenen")]
        lab.kill()
        expect(state).to_contain_text("The Jupyter server is not there")
        desk.button("Select turn 3").click()
        desk.code("Free exit").click()
        expect(state).to_contain_text("1 not saved")
        assert until_closed(desk.page) == ["beforeunload"]
        lab.run()
        host.open()
        host.show(study)
        assert desk.coded() == [
            ("voluntariness", "rart"),
            ("free_exit", "Og så?"),
            ("flexibility", "om aftenen"),
        ]
    finally:
        host.close()
        lab.stop()
