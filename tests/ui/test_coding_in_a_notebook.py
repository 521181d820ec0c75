"""Coding an interview in a real JupyterLab: what a researcher does, and what the study then holds."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

from lab import Lab, Notebook
from playwright.sync_api import expect

from workbench import Study

INTERVIEWER, CITIZEN, CITIZEN_AGAIN = 0, 1, 3


def quoted(study: Study) -> list[tuple[str, str]]:
    """Code and coded words of every coding, in order of place."""
    text = study.document("first").text
    return [(one.code, text[one.start : one.end]) for one in study.codings_in("first")]


def wait_until_saved(notebook: Notebook) -> None:
    expect(notebook.coder.locator(".qwb-save")).to_have_text("All saved")


def announced(notebook: Notebook) -> str:
    return notebook.coder.locator("[aria-live]").inner_text().strip()


def test_a_double_clicked_word_is_coded_with_a_number_key(notebook: Notebook, study: Study) -> None:
    notebook.double_click("rart")
    notebook.page.keyboard.press("1")
    expect(notebook.chips(CITIZEN)).to_have_text(["Voluntariness"])
    assert notebook.painted() == ["rart"]
    assert announced(notebook) == "Coded: Voluntariness"
    wait_until_saved(notebook)
    assert quoted(study) == [("voluntariness", "rart")]


def test_dragged_words_after_an_emoji_are_coded_with_a_click_on_a_code(
    notebook: Notebook, study: Study
) -> None:
    notebook.select("sige nej")
    notebook.code("Free exit").click()
    expect(notebook.chips(CITIZEN)).to_have_text(["Free exit"])
    wait_until_saved(notebook)
    assert quoted(study) == [("free_exit", "sige nej")]
    assert notebook.painted() == ["sige nej"]


def test_everything_goes_without_a_mouse(notebook: Notebook, study: Study) -> None:
    keyboard = notebook.page.keyboard
    notebook.coder.locator("article").first.focus()
    keyboard.press("ArrowDown")
    for key in ["ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft"]:
        keyboard.press(key)
    keyboard.press("2")
    keyboard.press("Space")
    keyboard.press("/")
    keyboard.type("exit")
    keyboard.press("Enter")
    wait_until_saved(notebook)
    whole_turn = "Altså, hun sagde 👍 at jeg bare kunne sige nej. Det var rart."
    assert set(quoted(study)) == {("flexibility", "hun sagde"), ("free_exit", whole_turn)}
    keyboard.press("Escape")  # empties the filter
    keyboard.press("Escape")  # leads back to the turn
    keyboard.press("Tab")
    keyboard.press("Delete")
    wait_until_saved(notebook)
    assert quoted(study) == [("flexibility", "hun sagde")]
    expect(notebook.chips(CITIZEN)).to_have_text(["Flexibility"])
    expect(notebook.chips(CITIZEN)).to_be_focused()


def test_a_drag_that_begins_beside_the_text_can_be_coded(notebook: Notebook, study: Study) -> None:
    box = notebook.coder.locator(".qwb-said").first.bounding_box()
    assert box
    notebook.page.mouse.move(box["x"] - 8, box["y"] + box["height"] / 2)
    notebook.page.mouse.down()
    notebook.page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] - 2)
    notebook.page.mouse.up()
    notebook.page.keyboard.press("1")
    wait_until_saved(notebook)
    assert quoted(study) == [("voluntariness", "Hvordan kom du i gang 😀 med det?")]


def test_one_passage_takes_several_codes_and_each_only_once(notebook: Notebook, study: Study) -> None:
    notebook.select("om aftenen")
    for key in "1", "2", "1":
        notebook.page.keyboard.press(key)
    wait_until_saved(notebook)
    assert announced(notebook) == "Already coded: Voluntariness"
    assert quoted(study) == [("voluntariness", "om aftenen"), ("flexibility", "om aftenen")]


def test_a_passage_may_begin_inside_the_one_that_is_still_selected(notebook: Notebook, study: Study) -> None:
    notebook.select("Så ringede hun om aftenen")
    notebook.page.keyboard.press("1")
    notebook.select("hun om aftenen, når det")
    notebook.page.keyboard.press("2")
    wait_until_saved(notebook)
    assert quoted(study) == [
        ("voluntariness", "Så ringede hun om aftenen"),
        ("flexibility", "hun om aftenen, når det"),
    ]


def test_a_passage_over_several_turns_is_one_coding(notebook: Notebook, study: Study) -> None:
    notebook.select("Det var rart.Og så?Så ringede")
    notebook.page.keyboard.press("1")
    for turn in CITIZEN, CITIZEN + 1, CITIZEN_AGAIN:
        expect(notebook.chips(turn)).to_have_count(1)
    wait_until_saved(notebook)
    assert quoted(study) == [("voluntariness", "Det var rart.\n\nInterviewer: Og så?\n\nBorger: Så ringede")]
    assert notebook.painted() == ["Det var rart.", "Og så?", "Så ringede"]


def test_a_stance_goes_with_the_next_passage_only(notebook: Notebook, study: Study) -> None:
    notebook.select("sige nej")
    stance = notebook.coder.get_by_label("Stance")
    stance.select_option("absent")
    notebook.code("Voluntariness").click()
    expect(notebook.chips(CITIZEN)).to_have_text(["Voluntarinessabsent"])
    notebook.select("om aftenen")
    expect(stance).to_have_value("present")
    notebook.page.keyboard.press("2")
    wait_until_saved(notebook)
    assert [dict(one.attributes) for one in study.codings_in("first")] == [{"stance": "absent"}, {}]


def test_a_click_into_coded_text_leads_to_its_code_which_a_button_removes(
    notebook: Notebook, study: Study
) -> None:
    notebook.select("sige nej")
    notebook.page.keyboard.press("1")
    notebook.click_into("sige nej")
    expect(notebook.chips(CITIZEN)).to_be_focused()
    notebook.coder.get_by_role("button", name="Remove Voluntariness").click()
    expect(notebook.chips(CITIZEN)).to_have_count(0)
    assert notebook.painted() == []
    wait_until_saved(notebook)
    assert quoted(study) == []


def test_the_next_cell_sees_a_coding_and_the_coder_sees_the_next_cells(notebook: Notebook) -> None:
    notebook.double_click("rart")
    notebook.page.keyboard.press("1")
    wait_until_saved(notebook)
    assert notebook.run("print(study.quotes()[['code', 'text', 'speaker']].values.tolist())") == (
        "[['voluntariness', 'rart', 'Borger']]\n"
    )
    notebook.run("""_ = study.code("first", 0, 11, "flexibility", coder="A1")""")
    notebook.run("""_ = study.code("first", 13, 20, "flexibility", coder="A1")""")
    expect(notebook.chips(INTERVIEWER)).to_have_text(["Flexibility"])
    notebook.run("""study.uncode(study.codings_in("first")[1].id, coder="A1")""")
    expect(notebook.chips(INTERVIEWER)).to_have_count(0)
    notebook.run("""_ = study.code("first", 13, 20, "flexibility", coder="B2")""")
    notebook.run("_ = TranscriptCoder(study, coder='A1')")
    assert notebook.painted() == ["rart"]


def test_a_reloaded_page_shows_everything_again(notebook: Notebook) -> None:
    notebook.select("sige nej")
    notebook.page.keyboard.press("1")
    wait_until_saved(notebook)
    notebook.command("docmanager:save")
    notebook.page.reload()
    expect(notebook.chips(CITIZEN)).to_have_text(["Voluntariness"])
    assert notebook.painted() == ["sige nej"]


def test_what_a_killed_kernel_could_not_save_is_shown_and_saved_by_the_next_one(
    notebook: Notebook, study: Study
) -> None:
    kernel = int(notebook.run("import os; print(os.getpid())"))
    os.kill(kernel, signal.SIGKILL)
    notebook.page.get_by_role("button", name="Ok").click()  # JupyterLab tells that the kernel died.
    notebook.double_click("rart")
    notebook.page.keyboard.press("1")
    state = notebook.coder.locator(".qwb-save")
    expect(state).to_contain_text("1 not saved")
    expect(state).to_contain_text("The kernel is not connected")
    state.get_by_role("button", name="Try again").click()
    expect(state).to_contain_text("1 not saved")
    assert quoted(study) == []
    notebook.wait_for_kernel()
    notebook.run_all()
    wait_until_saved(notebook)
    expect(notebook.chips(CITIZEN)).to_have_text(["Voluntariness"])
    assert quoted(study) == [("voluntariness", "rart")]


def test_keys_do_not_reach_the_notebook_and_chords_do(notebook: Notebook) -> None:
    cells = notebook.cells
    keyboard = notebook.page.keyboard
    notebook.coder.locator(".qwb-coder").click()
    for key in ["x", "b", "d", "d"]:
        keyboard.press(key)
    for place in [
        notebook.coder.locator("article").first,
        notebook.code("Voluntariness"),
        notebook.coder.get_by_label("Filter codes"),
        notebook.coder.get_by_label("Stance"),
    ]:
        place.focus()
        for key in ["x", "b", "d", "d", "a", "c", "v", "z", "Enter", "Shift+Enter", "Delete"]:
            keyboard.press(key)
    assert notebook.cells == cells
    collapsed = notebook.page.evaluate("jupyterapp.shell.leftCollapsed")
    keyboard.press("Control+b")
    assert notebook.page.evaluate("jupyterapp.shell.leftCollapsed") is not collapsed


def test_escape_leads_from_the_coder_back_to_the_cell(notebook: Notebook) -> None:
    before = len(notebook.cells)
    notebook.double_click("rart")
    notebook.page.keyboard.press("Escape")
    notebook.page.keyboard.press("1")
    assert announced(notebook) == "Select some text first."
    notebook.page.keyboard.press("Escape")
    notebook.page.keyboard.press("b")
    assert len(notebook.cells) == before + 1


def test_two_views_of_one_coder_paint_for_themselves(notebook: Notebook) -> None:
    notebook.double_click("rart")
    notebook.page.keyboard.press("1")
    wait_until_saved(notebook)
    notebook.run("TranscriptCoder(study, coder='A1')")
    expect(notebook.page.locator(".qwb").nth(1).locator(".qwb-chip")).to_have_count(1)
    assert notebook.painted() == ["rart", "rart"]
    notebook.command("notebook:delete-cell")
    expect(notebook.page.locator(".qwb")).to_have_count(1)
    assert notebook.painted() == ["rart"]


def test_a_saved_notebook_holds_no_word_of_the_interview(notebook: Notebook) -> None:
    notebook.select("sige nej")
    notebook.page.keyboard.press("1")
    wait_until_saved(notebook)
    notebook.command("docmanager:save")
    saved = notebook.path.read_text(encoding="utf-8")
    assert "widgets" not in json.loads(saved)["metadata"]
    assert "TranscriptCoder(Study(" in saved
    for word in "ringede", "Hvordan kom", "sige nej":
        assert word not in saved


def test_hostile_text_stays_text(lab: Lab, tmp_path: Path, open_notebook: Callable[[str], Notebook]) -> None:
    attack = "<img src=x onerror=hacked()><script>hacked()</script>{{hacked()}} javascript:hacked()"
    interview, scheme = tmp_path / "a<img src=x onerror=hacked()>.txt", tmp_path / "scheme.yaml"
    interview.write_text(f"<b>Bo</b>: {attack} ja\n\nEva: nej\n\n<b>Bo</b>: {attack}\n\nEva: jo\n")
    label = f"{{en: {json.dumps(attack)}}}"
    scheme.write_text(
        f"attributes: [{{id: s, label: {label}, definition: {label}, values: [{{id: v, label: {label}}}]}}]\n"
        f"codes:\n  - {{id: c, label: {label}, definition: {label}, marker: BAD}}\n"
    )
    with Study.create(lab.folder / "hostile.qwb") as study:
        study.import_transcripts(interview, language="en", progress=False)
        study.set_scheme(scheme)
    notebook = open_notebook(
        "from workbench import Study, TranscriptCoder\n"
        "TranscriptCoder(Study.open('hostile.qwb'), coder='<img src=x onerror=hacked()>')"
    )
    notebook.page.evaluate("() => { window.hacked = () => { window.wasHacked = true; }; }")
    notebook.run_all()
    notebook.coder.locator("article").first.focus()
    notebook.page.keyboard.press("Space")
    notebook.page.keyboard.press("1")
    wait_until_saved(notebook)
    expect(notebook.chips(0)).to_have_text(["BAD" + attack])
    expect(notebook.coder.locator(".qwb-said").first).to_contain_text(attack)
    assert notebook.coder.locator("img, script, b").count() == 0
    assert notebook.page.evaluate("window.wasHacked") is None


def test_an_empty_study_says_what_to_do_next(
    lab: Lab, open_notebook: Callable[[str], Notebook], tmp_path: Path
) -> None:
    with Study.create(lab.folder / "empty.qwb") as study:
        notebook = open_notebook(
            "from workbench import Study, TranscriptCoder\n"
            "study = Study.open('empty.qwb')\nTranscriptCoder(study, coder='A1')"
        )
        notebook.command("notebook:run-all-cells")
        expect(notebook.coder).to_contain_text("study.import_transcripts(")
        interview = tmp_path / "first.txt"
        interview.write_text("Ana: hello\n\nBo: hi\n\nAna: how are you\n\nBo: fine\n")
        study.import_transcripts(interview, progress=False)
        expect(notebook.coder).to_contain_text("study.set_scheme(")
        expect(notebook.coder.locator("article")).to_have_count(4)


def test_the_interface_and_the_codes_speak_danish(notebook: Notebook) -> None:
    notebook.run("coder = TranscriptCoder(study, coder='A1', language='da'); display(coder)")
    danish = notebook.page.locator(".qwb").nth(1)
    expect(danish.get_by_role("treeitem", name="Frivillighed", exact=True)).to_be_visible()
    expect(danish.locator(".qwb-save")).to_have_text("Alt er gemt")
    notebook.run("coder.language = 'en'")
    expect(danish.get_by_role("treeitem", name="Voluntariness", exact=True)).to_be_visible()
