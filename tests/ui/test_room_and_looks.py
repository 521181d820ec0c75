"""What stands where on the desk, at every width, and that all of it can be read."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from coding_desk import ShownDesk, eventually
from hosts import Host
from playwright.sync_api import Locator, expect
from studies import INTERVIEWS, SCHEME, code_words, make_study

from workbench import Study

CITIZEN = 1
USUAL = {"width": 1400, "height": 900}
LONG_NAME = "A name that somebody copied out of the guideline " * 6
NAMES = "INTERVIEWER", "SUNDHEDSPLEJERSKE", "Anne-Marie Skovgaard Vestergaard"
CAPITALS = "".join(f"{NAMES[i % 3]}: Hun ringede tit. Ja.\n\n" for i in range(6))


@pytest.fixture
def alone(beside: Host) -> Iterator[Host]:
    """JupyterLab in a window that tests make narrower."""
    yield beside
    beside.page.set_viewport_size(USUAL)


@pytest.fixture
def wide(alone: Host, folder: Path) -> ShownDesk:
    """A desk with everything loaded, in a window of 1400 pixels."""
    return opened(alone, make_study(folder))


def opened(host: Host, study: Path, language: str = "en") -> ShownDesk:
    """Show a desk, and wait until all of it is there."""
    desk = host.show(study, language=language)
    desk.turn(0).wait_for()
    desk.root.locator(".qwb-left > .qwb-splitter").wait_for()
    desk.turn(0).focus()
    return desk


def make_wide(desk: ShownDesk, width: int) -> None:
    """Give the desk itself a width, by that of the window."""
    page = desk.page
    around = page.viewport_size["width"] - round(box(desk.root)["width"])  # type: ignore[index]
    page.set_viewport_size({"width": width + around, "height": 900})
    eventually(page, lambda: round(box(desk.root)["width"]), width)


def box(what: Locator) -> dict[str, float]:
    """Where something is on the screen."""
    found = what.bounding_box()
    assert found, "it is not on the screen"
    return dict(found)


def column(desk: ShownDesk, side: str) -> Locator:
    """A column beside the text."""
    return desk.root.locator(f".qwb-{side}")


def is_open(desk: ShownDesk) -> tuple[bool, bool]:
    """Whether the left and the right column are on the screen."""
    return column(desk, "left").is_visible(), column(desk, "right").is_visible()


def is_cut(what: Locator) -> bool:
    """Whether some of its words lie outside of it."""
    return what.evaluate("one => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight")


def contrast(what: Locator) -> float:
    """Between the colour of some words and the ground that they stand on, as WCAG counts it."""
    return what.evaluate(
        """one => {
          const pen = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d');
          const chain = [];
          for (let up = one; up; up = up.parentElement) chain.unshift(up);
          const read = () => [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
          const paint = (colour, alpha) => {
            [pen.fillStyle, pen.globalAlpha] = [colour, alpha];
            pen.fillRect(0, 0, 1, 1);
          };
          paint('white', 1);
          for (const each of chain) paint(getComputedStyle(each).backgroundColor, 1);
          const ground = read();
          const opacity = chain.reduce((all, each) => all * getComputedStyle(each).opacity, 1);
          paint(getComputedStyle(one).color, opacity);
          const light = ([r, g, b]) => [[r, .2126], [g, .7152], [b, .0722]].reduce((sum, [value, weight]) => {
            const share = value / 255;
            return sum + weight * (share <= .03928 ? share / 12.92 : ((share + .055) / 1.055) ** 2.4);
          }, 0);
          const [a, b] = [light(ground), light(read())].sort((x, y) => y - x);
          return (a + .05) / (b + .05);
        }"""
    )


# Room


def test_names_of_speakers_do_not_break_within_a_word(alone: Host, folder: Path) -> None:
    desk = opened(alone, make_study(folder, {"first": CAPITALS}))
    lines = [
        turn.evaluate(
            """name => {
              const range = document.createRange();
              const text = name.firstChild;
              return [...text.data.matchAll(/\\S+/g)].map(({0: word, index}) => {
                range.setStart(text, index);
                range.setEnd(text, index + word.length);
                return new Set([...range.getClientRects()].map(({top}) => Math.round(top))).size;
              });
            }"""
        )
        for turn in desk.root.locator(".qwb-speaker").all()[:3]
    ]
    # A double name may break after its hyphen.
    assert lines in ([[1], [1], [2, 1, 1]], [[1], [1], [1, 1, 1]])


@pytest.mark.parametrize("width", [1200, 1000, 700, 610, 500])
def test_a_panel_leaves_the_text_in_sight(wide: ShownDesk, width: int) -> None:
    make_wide(wide, width)
    wide.turn(0).focus()
    wide.do("show-quotations")
    text, panel = box(wide.root.locator(".qwb-text")), box(column(wide, "right"))
    assert text["x"] + text["width"] <= panel["x"] + 1
    assert text["width"] >= 0.4 * width
    assert is_open(wide) == (width >= 1040, True)


def test_the_codebook_gives_way_to_a_panel_and_comes_back_after_it(wide: ShownDesk) -> None:
    make_wide(wide, 700)
    assert is_open(wide) == (True, False)
    wide.do("show-coding")
    assert is_open(wide) == (False, True)
    wide.turn(0).focus()
    wide.do("show-codes")
    assert is_open(wide) == (True, False)
    wide.turn(0).focus()
    wide.do("show-coding")
    column(wide, "right").get_by_role("button", name="Close").click()
    assert is_open(wide) == (True, False)
    wide.do("show-coding")
    make_wide(wide, 1200)
    eventually(wide.page, lambda: is_open(wide), (True, True))


def test_in_the_narrowest_desk_a_column_takes_the_place_of_the_text_until_the_text_is_wanted(
    wide: ShownDesk,
) -> None:
    make_wide(wide, 400)
    eventually(wide.page, lambda: is_open(wide), (False, False))
    wide.turn(0).focus()
    wide.do("show-codes")
    assert is_open(wide) == (True, False)
    wide.press("Escape")
    expect(wide.turn(0)).to_be_focused()
    assert is_open(wide) == (False, False)
    make_wide(wide, 800)
    wide.button("Codes and transcripts").click()
    assert is_open(wide) == (True, False)


@pytest.mark.parametrize("language", ["en", "da"])
def test_no_word_of_tabs_and_choices_is_cut(alone: Host, folder: Path, language: str) -> None:
    study = make_study(folder)
    code_words(study, "hun sagde", "voluntariness")
    with Study.open(study) as writing:
        scheme = folder / "scheme.yaml"
        scheme.write_text(SCHEME.replace("at no cost", "at any time"), encoding="utf-8")
        writing.set_scheme(scheme)
    desk = opened(alone, study, language)
    desk.do("show-search")
    tabs = column(desk, "right").get_by_role("tab")
    close = column(desk, "right").locator(".qwb-close")
    for width in 1366, 1060, 700, 610:
        make_wide(desk, width)
        for tab in tabs.all():
            assert not is_cut(tab), f"{tab.text_content()} at {width}"
            assert box(tab)["x"] + box(tab)["width"] <= box(close)["x"] + 1, (
                f"{tab.text_content()} at {width}"
            )
        choices = desk.root.locator("select[name=by], select[name=where]").all()
        for choice in choices:
            roomy = choice.evaluate(
                """select => {
                  const own = select.getBoundingClientRect().width;
                  const free = Object.assign(select.cloneNode(true), {style: 'width: max-content'});
                  document.body.append(free);
                  free.style.font = getComputedStyle(select).font;
                  const needed = free.getBoundingClientRect().width;
                  free.remove();
                  return [Math.ceil(needed), own];
                }"""
            )
            assert roomy[0] <= roomy[1] + 12, f"{choice.text_content()} at {width}"
    # The count of what is to review is seen as well.
    expect(tabs.last.locator(".qwb-count")).to_have_text("1")


def test_the_edge_of_a_column_moves_and_the_browser_remembers_where_to(alone: Host, wide: ShownDesk) -> None:
    edge = wide.root.get_by_role("separator", name="Width: Codes and transcripts")
    usual = box(column(wide, "left"))["width"]
    edge.focus()
    wide.press("ArrowRight", "ArrowRight")
    assert box(column(wide, "left"))["width"] == usual + 32
    expect(edge).to_have_attribute("aria-valuenow", str(round(usual + 32)))
    wide.press("Home")
    narrow = box(column(wide, "left"))["width"]
    assert narrow < usual
    start = box(edge)
    wide.drag(edge, (start["x"] + 104, start["y"] + 300))
    assert abs(box(column(wide, "left"))["width"] - narrow - 100) < 8
    moved = box(column(wide, "left"))["width"]
    alone.page.goto("about:blank")
    alone.open()  # type: ignore[attr-defined]
    again = opened(alone, wide.study)
    assert box(column(again, "left"))["width"] == moved
    again.root.get_by_role("separator", name="Width: Codes and transcripts").focus()
    again.press("Enter")
    assert box(column(again, "left"))["width"] == usual


@pytest.mark.parametrize("width", [1366, 700])
def test_what_is_not_saved_moves_neither_text_nor_buttons(wide: ShownDesk, width: int) -> None:
    make_wide(wide, width)
    wide.turn(CITIZEN).focus()
    wide.press("ArrowRight")
    wide.code_with("1")
    wide.wait_until_saved()
    places = [wide.turn(0), wide.button("Undo"), wide.button("All keys (?)"), column(wide, "left")]
    before = [(box(one)["x"], box(one)["y"]) for one in places]
    wide.page.context.set_offline(True)
    try:
        wide.code_with("2")
        state = wide.root.locator(".qwb-save")
        expect(state).to_contain_text("not saved")
        assert [(box(one)["x"], box(one)["y"]) for one in places] == before
        assert not is_cut(state)
        for other in wide.turn(0), column(wide, "left"):
            assert box(other)["y"] + box(other)["height"] <= box(state)["y"] + 1
    finally:
        wide.page.context.set_offline(False)
    wide.button("Try again").click()
    wide.wait_until_saved()


def test_the_reason_why_something_is_not_saved_is_a_sentence(wide: ShownDesk) -> None:
    answer = '{"message": "Jupyter serves another folder"}'
    wide.page.route("**/qual-workbench/ask*", lambda route: route.fulfill(status=500, body=answer))
    try:
        wide.turn(CITIZEN).focus()
        wide.press("ArrowRight")
        wide.code_with("1")
        state = wide.root.locator(".qwb-save")
        expect(state).to_contain_text("1 not saved. Jupyter serves another folder. Trying again.")
    finally:
        wide.page.unroute("**/qual-workbench/ask*")
    wide.button("Try again").click()
    wide.wait_until_saved()


@pytest.mark.parametrize("width", [1366, 700, 500])
def test_the_bar_stays_one_line(wide: ShownDesk, width: int) -> None:
    make_wide(wide, width)
    bar = wide.root.locator(".qwb-bar")
    low = box(bar)["height"]
    wide.turn(0).focus()
    wide.do("find")
    wide.page.keyboard.type("det")
    expect(wide.root.locator(".qwb-results")).to_be_visible()
    assert box(bar)["height"] == low < 44
    last = box(wide.root.locator(".qwb-tools"))
    assert last["x"] + last["width"] <= box(bar)["x"] + width
    assert box(wide.root.locator(".qwb-find"))["width"] >= 80


# Looks


def test_numbers_of_turns_and_other_quiet_words_can_be_read(wide: ShownDesk) -> None:
    code_words(wide.study, "hun sagde", "voluntariness")
    expect(wide.chips(CITIZEN)).to_have_count(1)
    for quiet in (".qwb-number", ".qwb-speaker", ".qwb-count:not(:empty)", ".qwb-tab", ".qwb-code > kbd"):
        assert contrast(wide.root.locator(quiet).nth(1 if quiet == ".qwb-tab" else 0)) >= 4.5, quiet


def test_coded_words_are_marked_where_colours_are_forced(wide: ShownDesk) -> None:
    page = wide.page
    page.emulate_media(forced_colors="active")
    try:
        words = box(wide.turn(CITIZEN).locator(".qwb-said"))
        page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
        page.mouse.move(0, 0)
        page.wait_for_timeout(300)
        plain = page.screenshot(clip=words)  # type: ignore[arg-type]
        assert page.screenshot(clip=words) == plain  # type: ignore[arg-type]
        code_words(wide.study, "hun sagde", "voluntariness")
        expect(wide.root.locator(".qwb-wash")).to_have_count(1)
        assert page.screenshot(clip=words) != plain  # type: ignore[arg-type]
    finally:
        page.emulate_media(forced_colors="none")


def test_a_long_name_of_a_code_is_cut_and_can_be_read_whole(alone: Host, folder: Path) -> None:
    scheme = f"codes:\n  - id: long\n    label: {{en: {LONG_NAME}}}\n"
    study = make_study(folder, scheme=scheme)
    code_words(study, "hun sagde", "long")
    desk = opened(alone, study)
    row, chip = desk.root.get_by_role("treeitem"), desk.chips(CITIZEN)
    assert box(row)["height"] < 50
    low = box(chip)["height"]
    assert low < 70
    row.focus()
    expect(desk.root.locator(".qwb-defined")).to_have_text(LONG_NAME.strip())
    chip.focus()
    desk.press("Shift+Tab", "Tab")
    expect(chip).to_be_focused()
    assert box(chip)["height"] > low


def test_keys_look_the_same_in_a_notebook(desk: ShownDesk) -> None:
    desk.turn(0).focus()
    desk.do("show-coding")
    key = desk.panel("Coding").locator("kbd").first
    look = key.evaluate("one => [getComputedStyle(one).fontWeight, getComputedStyle(one).fontFamily]")
    whole = desk.root.evaluate("one => getComputedStyle(one).fontFamily")
    assert look == ["400", whole]


# Focus and words


def test_the_sheet_of_keys_closes_with_the_key_that_opened_it(desk: ShownDesk) -> None:
    desk.turn(CITIZEN).focus()
    desk.do("help")
    expect(desk.dialog).to_be_visible()
    desk.do("help")
    expect(desk.dialog).to_have_count(0)
    expect(desk.turn(CITIZEN)).to_be_focused()


def test_focus_is_never_lost(wide: ShownDesk) -> None:
    wide.do("show-search")
    wide.page.keyboard.press("Shift+Tab")  # Behind the tabs.
    expect(column(wide, "right").get_by_role("button", name="Close")).to_be_focused()
    wide.press("Enter")
    expect(wide.turn(0)).to_be_focused()
    wide.code("Flexibility").focus()
    wide.press("Shift+F10")
    wide.root.get_by_role("menuitem", name="Edit …").click()
    definition = wide.dialog.get_by_label("Definition", exact=True)
    definition.fill("Hours")
    wide.dialog.get_by_role("button", name="Cancel").click()
    wide.dialog.get_by_role("button", name="Keep editing").click()
    expect(definition).to_be_focused()
    wide.press("Escape", "Escape")
    expect(definition).to_be_focused()
    wide.press("Escape")
    wide.dialog.get_by_role("button", name="Discard").click()


def test_the_list_to_review_takes_the_focus_as_soon_as_it_is_there(wide: ShownDesk) -> None:
    wide.do("show-review")
    nothing = wide.panel("Review").locator(".qwb-none")
    expect(nothing).to_be_focused()
    expect(nothing).to_contain_text("Nothing to look at again")
    code_words(wide.study, "hun sagde", "voluntariness")
    scheme = wide.study.parent / "scheme.yaml"
    scheme.write_text(SCHEME.replace("at no cost", "at any time"), encoding="utf-8")
    with Study.open(wide.study) as study:
        study.set_scheme(scheme)
    expect(wide.panel("Review").get_by_role("button", name="Still right", exact=True)).to_be_visible()
    wide.press("Escape")
    wide.do("show-review")
    expect(wide.panel("Review").locator("button:focus")).to_have_count(1)


def test_the_first_interview_opens_whoever_imports_it(alone: Host, folder: Path) -> None:
    desk = alone.show(make_study(folder, {}))
    told = desk.root.get_by_text("There are no interviews in this study yet")
    expect(told).to_be_visible()
    again = desk.button("Look for new files")
    again.click()
    news = desk.panel("Transcripts").get_by_text("No new files beside the study.")
    expect(news).to_be_visible()
    expect(desk.panel("Transcripts").get_by_text("Upload")).to_be_visible()
    path = folder / "transcripts" / "first.txt"
    path.write_text(INTERVIEWS["first"])
    again.click()
    expect(news).to_have_count(0)
    expect(desk.button("Import: transcripts/first.txt")).to_be_visible()
    with Study.open(desk.study) as study:
        study.import_transcripts(path, language="da", progress=False)
    expect(desk.turn(0)).to_be_visible()
    expect(told).to_have_count(0)
    # The list in the bar grows as well.
    other = folder / "transcripts" / "second.txt"
    other.write_text(INTERVIEWS["second"])
    with Study.open(desk.study) as study:
        study.import_transcripts(other, language="da", progress=False)
    expect(desk.root.locator(".qwb-transcripts option")).to_have_text(["first", "second"])


def test_files_that_could_not_be_imported_come_first(alone: Host, folder: Path) -> None:
    study = make_study(folder, {})
    (folder / "transcripts" / "a.txt").write_text(INTERVIEWS["first"])
    (folder / "transcripts" / "b.docx").write_bytes(base64.b64decode(b"bm8gZG9jeA=="))
    desk = alone.show(study)
    desk.button("Import all 2").click()
    told = desk.panel("Transcripts").locator(".qwb-outcomes bdi")
    expect(told).to_have_text(["transcripts/b.docx", "transcripts/a.txt"])


def test_without_a_codebook_the_advice_names_where_codes_are_made(alone: Host, folder: Path) -> None:
    desk = opened(alone, make_study(folder, scheme=None))
    expect(desk.root.get_by_text("Make the first one under Codes on the left")).to_be_visible()
    desk.button("+ New code").click()
    desk.dialog.get_by_label("Name (English)").fill("Trust")
    desk.press("Enter")
    expect(desk.code("Trust")).to_be_visible()


def test_the_definition_tells_the_counts_of_now(wide: ShownDesk) -> None:
    wide.code("Voluntariness").hover()
    about = wide.root.get_by_label("About the code")
    expect(about).to_contain_text("The citizen can say no")
    wide.turn(CITIZEN).focus()
    wide.press("ArrowRight")
    wide.code_with("1")
    expect(about).to_contain_text("1 in this transcript, 1 in the study")
    wide.do("undo")
    expect(about).not_to_contain_text("in this transcript")


def test_the_search_of_the_study_searches_the_study_and_codes_all_or_none(wide: ShownDesk) -> None:
    wide.do("show-search")
    wide.page.keyboard.type("ringede")
    search = wide.panel("Search")
    expect(search.get_by_text("4 passages in 2 transcripts")).to_be_visible()
    search.get_by_role("button", name="Code all …").click()
    search.locator("select[data-key=code]").select_option("flexibility")
    expect(search.get_by_role("button", name="Code 4 of 4 passages")).to_be_enabled()
    every = search.get_by_label("All places")
    every.uncheck()
    expect(search.get_by_role("button", name="Code 0 of 4 passages")).to_be_disabled()
    search.get_by_role("checkbox").nth(2).check()
    expect(search.get_by_role("button", name="Code 1 of 4 passages")).to_be_enabled()
    assert every.evaluate("box => box.indeterminate")
    every.check()
    expect(search.get_by_role("button", name="Code 4 of 4 passages")).to_be_enabled()
    search.get_by_role("button", name="Cancel").click()
    search.get_by_label("Search for words").fill("😀 $ ^")
    expect(search.get_by_text("Only letters and figures are searched")).to_be_visible()
    expect(search.get_by_role("button", name="Code all …")).to_have_count(0)


def test_the_name_of_a_code_in_vivo_is_replaced_by_typing(wide: ShownDesk) -> None:
    wide.turn(CITIZEN).focus()
    wide.press("ArrowRight")
    wide.do("code-in-vivo")
    name = wide.dialog.get_by_label("Name of the code")
    expect(name).to_have_value("Altså")
    wide.page.keyboard.type("Hesitation")
    expect(name).to_have_value("Hesitation")
    wide.press("Escape")


def test_nothing_is_split_off_before_something_is_chosen(wide: ShownDesk) -> None:
    code_words(wide.study, "hun sagde", "flexibility")
    wide.code("Flexibility").focus()
    wide.press("Shift+F10")
    wide.root.get_by_role("menuitem", name="Split …").click()
    expect(wide.dialog.get_by_role("button", name="Split off", exact=True)).to_be_disabled()
    wide.dialog.get_by_label("All that are listed").check()
    expect(wide.dialog.get_by_role("button", name="Split off 1 quotation")).to_be_enabled()
    wide.dialog.get_by_label("All that are listed").uncheck()
    wide.press("Escape")
