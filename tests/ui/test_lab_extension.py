"""Coding in JupyterLab without a kernel: the extension in a real JupyterLab and a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from coding_desk import eventually
from lab import Lab
from lab_desk import SETTINGS, SHORTCUTS, LabDesk
from playwright.sync_api import Browser, Page, Route, expect
from studies import INTERVIEW, make_study

from workbench import Study

ONE = {"first": INTERVIEW}


def quoted(study: Path) -> list[tuple[str, str, str]]:
    """Code, coder and words of every coding."""
    with Study.open(study) as opened:
        text = opened.document("first").text
        return [(one.code, one.coder, text[one.start : one.end]) for one in opened.codings_in("first")]


@pytest.fixture
def empty(lab: Lab, page: Page, request: pytest.FixtureRequest) -> LabDesk:
    """JupyterLab in a folder that holds nothing but a note."""
    name = re.sub(r"\W", "_", request.node.name)
    (lab.folder / name).mkdir()
    (lab.folder / name / "note.txt").write_text("A: Hej.\n")
    return LabDesk(page, lab, name)


@pytest.fixture
def desk(empty: LabDesk) -> LabDesk:
    """JupyterLab in the folder of a study."""
    make_study(empty.path, ONE)
    empty.open()
    return empty


@pytest.fixture
def settings(desk: LabDesk) -> Iterator[Callable[..., None]]:
    """Set JupyterLab's settings for this test only."""
    changed: set[str] = set()

    def setting(plugin: str, **values: object) -> None:
        changed.add(plugin)
        desk.set(plugin, values)

    yield setting
    for plugin in changed:
        desk.set(plugin, {})


# Opening


def test_the_launchers_card_opens_the_folders_study_once_it_is_known_who_codes(desk: LabDesk) -> None:
    desk.page.locator(".jp-LauncherCard").get_by_text("Qualitative coding").click()
    expect(desk.place.get_by_label("Name or initials")).to_be_focused()
    desk.say_who("A1")
    desk.press("ArrowRight", "1")
    desk.wait_until_saved()
    assert quoted(desk.path / "study.qwb") == [("voluntariness", "A1", "Hvordan")]


def test_a_double_click_opens_a_study_and_none_of_its_bytes_leave_the_server(desk: LabDesk) -> None:
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    contents = [url for url in asked if "/api/contents/" in url and "study.qwb" in url]
    assert contents != []
    assert [url for url in contents if "content=1" in url] == []
    assert [path for path in desk.path.rglob("*checkpoint*") if path.is_file()] == []


def test_a_double_click_on_a_transcript_opens_it_and_not_the_first_one(desk: LabDesk) -> None:
    captions = desk.path / "zoo.srt"
    captions.write_text("1\n00:00:01,000 --> 00:00:02,000\nWe saw a giraffe.\n", encoding="utf-8")
    with Study.open(desk.path) as study:
        study.import_transcripts(captions, language="en", progress=False)
    desk.command("filebrowser:refresh")
    desk.file("zoo.srt").dblclick()
    desk.say_who("A1")
    expect(desk.desk.locator("article")).to_contain_text(["giraffe"])


def test_plain_text_opens_the_desk_in_a_folder_of_transcripts_and_the_editor_elsewhere(desk: LabDesk) -> None:
    desk.file("note.txt").dblclick()
    expect(desk.page.locator(".jp-FileEditor:visible")).to_be_visible()
    desk.file("transcripts").dblclick()
    desk.file("first.txt").dblclick()
    desk.say_who("A1")
    expect(desk.desk.locator("article")).to_have_count(4)


def test_a_setting_leaves_transcripts_to_other_viewers(desk: LabDesk, settings: Callable[..., None]) -> None:
    settings(SETTINGS, openTranscripts=False)
    desk.open()
    desk.file("transcripts").dblclick()
    desk.file("first.txt").dblclick()
    expect(desk.page.locator(".jp-FileEditor:visible")).to_be_visible()
    desk.file("first.txt").click(button="right")
    for entry in "Open With", "Qualitative coding":
        desk.page.locator(".lm-Menu-item").get_by_text(entry, exact=True).click()
    desk.say_who("A1")


def test_a_transcript_that_is_not_in_the_study_yet_is_imported_by_a_button(desk: LabDesk) -> None:
    (desk.path / "transcripts" / "new.txt").write_text("A: Noget helt nyt 🦒.\n", encoding="utf-8")
    desk.file("transcripts").dblclick()
    desk.file("new.txt").dblclick()
    expect(desk.place).to_contain_text(f"new.txt is not in {desk.folder} yet")
    desk.place.get_by_role("button", name="Import it into").click()
    desk.say_who("A1")
    expect(desk.desk.locator("article")).to_contain_text(["Noget helt nyt 🦒."])
    with Study.open(desk.path) as study:
        assert study.transcript_names() == ["first", "new"]


def test_a_transcript_that_cannot_be_read_says_why(desk: LabDesk) -> None:
    (desk.path / "transcripts" / "broken.docx").write_bytes(b"no Word document")
    desk.file("transcripts").dblclick()
    desk.file("broken.docx").dblclick()
    desk.place.get_by_role("button", name="Import it into").click()
    expect(desk.place.get_by_role("alert")).to_contain_text("docx")
    expect(desk.place.get_by_role("button", name="Try again")).to_be_visible()


def test_a_file_that_was_edited_since_it_was_imported_says_so(desk: LabDesk) -> None:
    (desk.path / "transcripts" / "first.txt").write_text(f"{INTERVIEW}\nBorger: Mere.\n", encoding="utf-8")
    desk.file("transcripts").dblclick()
    desk.file("first.txt").dblclick()
    desk.say_who("A1")
    expect(desk.place).to_contain_text("The file was changed since it was imported")


def test_a_folder_without_a_study_can_be_made_one(empty: LabDesk) -> None:
    empty.open()
    empty.page.locator(".jp-LauncherCard").get_by_text("Qualitative coding").click()
    expect(empty.place).to_contain_text("There is no study in this folder or above it.")
    empty.place.get_by_role("button", name="Make a study in this folder").click()
    expect(empty.place.get_by_label("Name or initials")).to_be_visible()
    assert (empty.path / "study.qwb").is_file()


def test_a_transcript_far_from_any_study_can_be_read_in_the_editor(empty: LabDesk) -> None:
    (empty.path / "alone.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHej\n")
    empty.open()
    empty.file("alone.srt").dblclick()
    expect(empty.place).to_contain_text("alone.srt does not lie in a study's folder")
    empty.place.get_by_role("button", name="Open it in the text editor").click()
    expect(empty.page.locator(".jp-FileEditor:visible")).to_contain_text("Hej")


def test_of_several_studies_in_a_folder_one_is_chosen(desk: LabDesk) -> None:
    make_study(desk.path, ONE, name="pilot.qwb")
    desk.page.locator(".jp-LauncherCard").get_by_text("Qualitative coding").click()
    desk.place.get_by_role("button", name="pilot.qwb").click()
    desk.say_who("A1")
    desk.press("ArrowRight", "1")
    desk.wait_until_saved()
    assert quoted(desk.path / "study.qwb") == []
    assert len(quoted(desk.path / "pilot.qwb")) == 1


def test_a_damaged_study_says_so_and_is_tried_again(desk: LabDesk) -> None:
    study, whole = desk.path / "study.qwb", desk.path / "whole"
    shutil.move(study, whole)
    study.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    desk.file("study.qwb").dblclick()
    expect(desk.place.get_by_role("alert")).to_contain_text(desk.folder)
    study.unlink()
    shutil.move(whole, study)
    desk.place.get_by_role("button", name="Try again").click()
    desk.say_who("A1")


def test_names_of_files_are_only_ever_text(desk: LabDesk) -> None:
    name = "<img src=x onerror=document.title='hacked'>.srt"
    (desk.path / name).write_text("1\n00:00:01,000 --> 00:00:02,000\nHej\n")
    desk.command("filebrowser:refresh")
    desk.file(name).dblclick()
    expect(desk.place.get_by_role("heading")).to_contain_text(name)
    expect(desk.place.locator("img")).to_have_count(0)


# Who codes


def test_the_coder_is_asked_once_and_can_be_changed(desk: LabDesk) -> None:
    with Study.open(desk.path) as study:
        study.code("first", 13, 20, "flexibility", coder="Åse 👍")
    desk.file("study.qwb").dblclick()
    desk.place.get_by_role("button", name="Åse 👍").click()
    desk.wait_for_text()
    expect(desk.desk.get_by_role("button", name="Flexibility", exact=True)).to_be_visible()
    desk.open()
    desk.file("study.qwb").dblclick()
    desk.wait_for_text()
    expect(desk.desk).to_contain_text("Åse 👍")
    desk.command("qual-workbench:change-coder")
    desk.say_who("B2")
    expect(desk.desk).to_contain_text("B2")
    expect(desk.desk.get_by_role("button", name="Flexibility", exact=True)).to_have_count(0)


# At work


def test_what_python_codes_meanwhile_appears_on_the_desk(desk: LabDesk) -> None:
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    with Study.open(desk.path) as study:
        study.code("first", 13, 20, "flexibility", coder="A1")
    expect(desk.desk.get_by_role("button", name="Flexibility", exact=True)).to_be_visible()


def test_the_side_panel_shows_the_codebook_of_the_desk_in_front(desk: LabDesk) -> None:
    panel = desk.page.locator("#qual-workbench-codebook")
    desk.page.locator('.jp-SideBar [data-id="qual-workbench-codebook"]').click()
    expect(panel).to_contain_text("Open a study or a transcript")
    desk.command("docmanager:open", path=f"{desk.folder}/study.qwb")
    desk.say_who("A1")
    expect(panel.get_by_role("treeitem", name="Voluntariness")).to_be_visible()
    desk.press("ArrowRight")
    panel.get_by_role("treeitem", name="Flexibility").click()
    desk.wait_until_saved()
    assert quoted(desk.path / "study.qwb") == [("flexibility", "A1", "Hvordan")]
    desk.tab("Launcher").click()
    expect(panel).to_contain_text("Open a study or a transcript")


def test_the_palette_runs_the_desks_actions(desk: LabDesk) -> None:
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    desk.press("ArrowRight", "1")
    desk.wait_until_saved()
    desk.command("apputils:activate-command-palette")
    desk.page.keyboard.type("Qualitative coding undo")
    desk.page.locator(".lm-CommandPalette-item.lm-mod-active").get_by_text("Undo").wait_for()
    desk.page.keyboard.press("Enter")
    expect(desk.desk.locator("article").first.get_by_role("button", name="Voluntariness")).to_have_count(0)
    desk.wait_until_saved()
    assert quoted(desk.path / "study.qwb") == []


def test_actions_are_off_without_a_desk_in_front(desk: LabDesk) -> None:
    enabled = "jupyterapp.commands.isEnabled('qual-workbench:undo')"
    assert desk.page.evaluate(enabled) is False
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    assert desk.page.evaluate(enabled) is True
    desk.tab("Launcher").click()
    assert desk.page.evaluate(enabled) is False


def test_a_key_that_was_given_another_action_in_the_settings_does_that(
    desk: LabDesk, settings: Callable[..., None]
) -> None:
    command = "qual-workbench:next-word"
    selector = desk.page.evaluate(
        "name => jupyterapp.commands.keyBindings.find(({command}) => command === name).selector", command
    )
    settings(
        SHORTCUTS,
        shortcuts=[
            {"command": command, "keys": ["ArrowRight"], "selector": selector, "disabled": True},
            {"command": command, "keys": ["Accel G"], "selector": selector},
        ],
    )
    desk.open()
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    desk.press("ArrowRight", "1")
    desk.press("Control+g", "2")
    desk.wait_until_saved()
    assert quoted(desk.path / "study.qwb") == [("flexibility", "A1", "Hvordan")]


def test_undo_in_a_text_field_belongs_to_the_field(desk: LabDesk) -> None:
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    desk.press("ArrowRight", "1")
    desk.wait_until_saved()
    field = desk.desk.get_by_label("Find in this transcript")
    field.fill("ringede")
    field.press("Control+z")
    expect(field).to_have_value("")
    desk.wait_until_saved()
    assert len(quoted(desk.path / "study.qwb")) == 1


def test_the_desk_speaks_danish_when_it_is_told_to(desk: LabDesk, settings: Callable[..., None]) -> None:
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    settings(SETTINGS, language="da")
    desk.open()
    desk.page.locator(".jp-LauncherCard").get_by_text("Kvalitativ kodning").click()
    expect(desk.desk.get_by_role("treeitem", name="Frivillighed")).to_be_visible()


def test_a_desk_closes_without_a_question_when_all_is_saved(desk: LabDesk) -> None:
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    desk.command("application:close")
    expect(desk.tab("study.qwb")).to_have_count(0)


def test_a_desk_with_unsaved_work_asks_before_it_closes_and_saves_it_later(desk: LabDesk) -> None:
    def away(route: Route) -> None:
        if '"apply"' in (route.request.post_data or ""):
            route.abort()
        else:
            route.continue_()

    desk.page.route("**/qual-workbench/ask*", away)
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    desk.press("ArrowRight", "1")
    expect(desk.desk).to_contain_text("not saved")
    desk.command("application:close")
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("study.qwb holds changes that are not saved")
    dialog.get_by_role("button", name="Stay").click()
    expect(desk.desk).to_contain_text("not saved")
    desk.command("application:close")
    desk.page.get_by_role("dialog").get_by_role("button", name="Close anyway").click()
    expect(desk.tab("study.qwb")).to_have_count(0)
    assert quoted(desk.path / "study.qwb") == []
    desk.page.unroute("**/qual-workbench/ask*")
    desk.file("study.qwb").dblclick()
    desk.wait_for_text()
    desk.wait_until_saved()
    assert quoted(desk.path / "study.qwb") == [("voluntariness", "A1", "Hvordan")]


def test_a_reloaded_page_has_its_desks_again(desk: LabDesk) -> None:
    desk.command("qual-workbench:open", cwd=desk.folder)
    desk.say_who("A1")
    desk.file("study.qwb").dblclick()
    expect(desk.tab("study.qwb")).to_be_visible()
    desk.wait_for_text()
    desk.reload()
    expect(desk.tab("study.qwb")).to_be_visible()
    desk.wait_for_text()
    desk.tab(desk.folder).click()
    desk.wait_for_text()


def test_a_study_opens_at_the_transcript_where_it_was_left(desk: LabDesk) -> None:
    second = desk.path / "second.txt"
    second.write_text("A: En giraf.\n", encoding="utf-8")
    with Study.open(desk.path) as study:
        study.import_transcripts(second, language="da", progress=False)
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    desk.desk.get_by_label("Transcript", exact=True).select_option("second")
    expect(desk.desk.locator("article")).to_contain_text(["giraf"])
    desk.open()
    desk.file("study.qwb").dblclick()
    expect(desk.desk.locator("article")).to_contain_text(["giraf"])


def test_a_study_that_is_renamed_while_it_is_open_stays_open_and_whole(desk: LabDesk) -> None:
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    desk.press("ArrowRight", "1")
    desk.wait_until_saved()
    desk.page.evaluate(
        "([old, name]) => jupyterapp.serviceManager.contents.rename(old, name).then(() => 0)",
        [f"{desk.folder}/study.qwb", f"{desk.folder}/pilot.qwb"],
    )
    expect(desk.tab("pilot.qwb")).to_be_visible()
    # The desk that was there has said something; the one on the renamed study has not.
    expect(desk.desk.locator(".qwb-live")).to_have_text("")
    desk.wait_for_text()
    desk.press("ArrowRight", "ArrowRight", "2")
    desk.wait_until_saved()
    assert sorted(code for code, *_ in quoted(desk.path / "pilot.qwb")) == ["flexibility", "voluntariness"]
    assert not (desk.path / "study.qwb").exists()


def test_a_study_that_was_opened_by_its_folder_or_a_transcript_follows_its_new_name(desk: LabDesk) -> None:
    desk.command("qual-workbench:open", cwd=desk.folder)
    desk.say_who("A1")
    desk.wait_for_text()
    desk.page.evaluate(
        "([old, name]) => jupyterapp.serviceManager.contents.rename(old, name).then(() => 0)",
        [f"{desk.folder}/study.qwb", f"{desk.folder}/pilot.qwb"],
    )
    eventually(desk.page, desk.desk.locator(".qwb-live").first.text_content, "")
    desk.wait_for_text()
    desk.press("ArrowRight", "1")
    desk.wait_until_saved()
    assert [code for code, *_ in quoted(desk.path / "pilot.qwb")] == ["voluntariness"]


def test_the_keyboard_is_in_the_text_of_a_study_whose_coder_is_known(desk: LabDesk) -> None:
    desk.file("study.qwb").dblclick()
    desk.say_who("A1")
    desk.wait_for_text()
    desk.command("application:close")
    expect(desk.tab("study.qwb")).to_have_count(0)
    desk.file("study.qwb").dblclick()
    expect(desk.desk.locator("article:focus")).to_have_count(1)
    desk.press("ArrowDown")
    expect(desk.desk.locator('article[data-segment="1"]')).to_be_focused()


# Jupyter Notebook


@pytest.fixture
def notebook_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    yield opened
    context.close()


def test_jupyter_notebook_opens_a_study_in_a_page_of_its_own(
    lab: Lab, notebook_page: Page, request: pytest.FixtureRequest
) -> None:
    folder = request.node.name
    make_study(lab.folder / folder, ONE)
    problems: list[str] = []
    notebook_page.goto(f"{lab.url}/tree/{folder}?token={lab.token}")
    with notebook_page.context.expect_page() as opening:
        notebook_page.get_by_text("study.qwb", exact=True).dblclick()
    opening.value.on("pageerror", lambda problem: problems.append(problem.stack or ""))
    desk = LabDesk(opening.value, lab, folder)
    desk.say_who("A1")
    desk.press("ArrowRight", "1")
    desk.wait_until_saved()
    assert quoted(desk.path / "study.qwb") == [("voluntariness", "A1", "Hvordan")]
    # Notebook 7.6 stumbles over its own settings while it loads, with and without this extension.
    assert [problem for problem in problems if "labextensions/qual-workbench" in problem] == []
