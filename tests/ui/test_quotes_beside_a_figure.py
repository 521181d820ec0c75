"""A figure in a notebook with the quotes behind its marks, as a researcher sees, hears and drives it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from coding_desk import WIDGETS, eventually
from hosts import NotebookHost
from lab import Lab
from playwright.sync_api import Locator, expect
from studies import INTERVIEW, SECOND, code_words, make_study

from workbench import CodingStatus, SpeakerLink, Study

pytestmark = pytest.mark.parametrize("host", ["notebook"], indirect=True)

HOSTILE = '<img src=x onerror="hacked()"> & <b>שלום</b>'
SHOW = """\
from workbench import CodingDesk, FigureWithQuotes, Study, theme_by_outcome
CodingDesk.close_all()
study = Study.open({study!r})
finding = theme_by_outcome(study, outcome="got_job")
FigureWithQuotes(finding, study, language={language!r})
"""
THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")


def coded_study(folder: Path) -> Path:
    """Two people with a job, each with a theme of their own and one of them with another."""
    path = make_study(folder, {"first": INTERVIEW, "second": f"{SECOND}\nBorger: {HOSTILE}\n"})
    (folder / "jobs.csv").write_text("person,got_job\nP1,yes\nP2,no\n")
    code_words(path, "hun sagde", "voluntariness", memo="Vigtigt")
    code_words(path, "ringede hun om aftenen", "flexibility", coder="A2")
    code_words(path, "Vi ringede meget", "flexibility", transcript="second")
    code_words(path, HOSTILE, "flexibility", transcript="second")
    with Study.open(path) as study:
        study.set_outcomes(folder / "jobs.csv", key="person")
        study.link([SpeakerLink("first", "Borger", "P1"), SpeakerLink("second", "Borger", "P2")])
        coders = [("first", "A1"), ("first", "A2"), ("second", "A1"), ("second", "A2")]
        study.set_statuses([CodingStatus(transcript, coder, "done") for transcript, coder in coders])
    return path


class Shown:
    """A figure with its quotes in the one cell of a notebook."""

    def __init__(self, host: NotebookHost, study: Path, language: str = "en") -> None:
        self.host, self.page, self.study = host, host.page, study
        self.page.evaluate("window.notebook = jupyterapp.shell.currentWidget")
        host.run(SHOW.format(study=str(study), language=language))
        self.root = self.page.locator(".qwf")
        self.panel = self.root.locator(".qwf-panel")
        self.status = self.panel.get_by_role("status")
        self.quotes = self.panel.get_by_role("listitem")
        self.desk = self.page.locator(".jp-WorkbenchDesk:visible")
        expect(self.root.locator(".main-svg").first).to_be_visible(timeout=30_000)
        expect(self.root.locator("select").first).to_be_visible(timeout=15_000)

    def marks(self) -> Locator:
        """The marks of the figure, group by group."""
        return self.root.locator(".scatterlayer .points .point")

    def click(self, mark: int) -> None:
        """Click a mark with the mouse, as people do: first there, then down."""
        box = self.marks().nth(mark).bounding_box()
        assert box
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
        expect(self.root.locator(".qwf-opens")).to_have_count(1)
        self.page.mouse.down()
        self.page.mouse.up()

    def choose(self, label: str, option: str) -> None:
        """Choose from one of the lists."""
        self.panel.get_by_label(label, exact=True).select_option(option)

    def open(self, words: str) -> None:
        """Open a quote in the desk."""
        self.quotes.filter(has_text=words).get_by_role("button", name="Open in the desk").click()

    def tabs(self) -> int:
        return self.page.evaluate("[...jupyterapp.shell.widgets('main')].length")

    def back(self) -> None:
        """Bring the notebook forward."""
        self.page.evaluate("jupyterapp.shell.activateById(window.notebook.id)")

    def close(self) -> None:
        self.page.evaluate(
            "[...jupyterapp.shell.widgets('main')].forEach(one => one === window.notebook || one.dispose())"
        )
        self.back()


@pytest.fixture(scope="module")
def served(lab: Lab) -> Path:
    """A study in the folder that JupyterLab serves; no test changes it."""
    return coded_study(lab.folder / "quotes_beside_a_figure")


@pytest.fixture
def show(host: NotebookHost, served: Path) -> Iterator[Callable[..., Shown]]:
    """Show the figure of a study, which is the served one unless another is given."""
    opened: list[Shown] = []

    def showing(study: Path = served, **more: str) -> Shown:
        opened.append(Shown(host, study, **more))
        return opened[-1]

    yield showing
    for one in opened:
        one.close()


def test_a_click_on_a_mark_lists_its_quotes_with_their_context_and_source(show: Callable[..., Shown]) -> None:
    shown = show()
    expect(shown.status).to_have_text(
        "Click a mark of the figure, or choose one above: its quotes are listed here."
    )
    expect(shown.quotes).to_have_count(0)
    seen = {shown.status.text_content()}
    for mark in range(shown.marks().count()):
        shown.click(mark)
        known = {*seen, "Looking …"}
        eventually(shown.page, lambda known=known: shown.status.text_content() in known, wanted=False)
        seen.add(shown.status.text_content())
    assert seen == {
        "Click a mark of the figure, or choose one above: its quotes are listed here.",
        "1 quote from 1 person: Voluntariness, yes",
        "No quotes: Voluntariness, no",
        "1 quote from 1 person: Flexibility, yes",
        "2 quotes from 1 person: Flexibility, no",
    }
    shown.choose("Theme", "Voluntariness")
    shown.choose("Group", "yes")
    expect(shown.quotes).to_have_count(1)
    quote = shown.quotes.first
    expect(quote.locator("b")).to_have_text("hun sagde")
    for part in "Altså, ", "Borger (P1) · first · turn 2", "Stance: present", "coded by A1", "Memo: Vigtigt":
        expect(quote).to_contain_text(part)
    shown.choose("Theme", "Choose …")
    expect(shown.quotes).to_have_count(0)


def test_text_of_a_study_is_only_ever_text_and_runs_in_its_own_direction(show: Callable[..., Shown]) -> None:
    shown = show()
    shown.choose("Theme", "Flexibility")
    shown.choose("Group", "no")
    expect(shown.quotes.filter(has_text=HOSTILE)).to_have_count(1)
    expect(shown.panel.locator("img")).to_have_count(0)
    assert shown.panel.locator(".qwf-said").evaluate_all("all => all.every(one => one.dir === 'auto')")


def test_quotes_are_found_by_words_and_keys_stay_in_the_field(show: Callable[..., Shown]) -> None:
    shown = show()
    shown.choose("Theme", "Flexibility")
    shown.choose("Group", "no")
    field = shown.panel.get_by_label("Words in the quotes")
    field.click()
    field.press_sequentially("ringede bxd")
    expect(shown.status).to_contain_text("0 of 2 hold these words")
    expect(shown.panel).to_contain_text("No quote holds these words.")
    field.fill("MEGET ring")
    expect(shown.status).to_contain_text("1 of 2 hold these words")
    expect(shown.quotes).to_have_count(1)
    field.fill("")
    expect(shown.quotes).to_have_count(2)
    assert shown.page.evaluate("window.notebook.content.widgets.length") == 1


def test_a_quote_is_copied_with_its_source(show: Callable[..., Shown]) -> None:
    shown = show()
    shown.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown.choose("Theme", "Voluntariness")
    shown.quotes.get_by_role("button", name="Copy").click()
    expect(shown.status).to_have_text("Copied, with its source.")
    assert shown.page.evaluate("navigator.clipboard.readText()") == (
        "“hun sagde” (Borger (P1), first, turn 2; Voluntariness, coded by A1)"
    )


def test_without_a_mouse_every_mark_is_reached_heard_and_opened(show: Callable[..., Shown]) -> None:
    shown = show()
    keyboard = shown.page.keyboard
    theme = shown.panel.get_by_label("Theme", exact=True)
    theme.focus()
    keyboard.press("ArrowDown")
    expect(shown.status).to_contain_text("from 1 person: ")
    expect(shown.panel.get_by_label("Theme", exact=True)).to_be_focused()
    assert theme.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    keyboard.press("Tab")
    expect(shown.panel.get_by_label("Group", exact=True)).to_be_focused()
    button = shown.quotes.first.get_by_role("button", name="Open in the desk")
    for _ in range(6):
        if button.evaluate("one => one === document.activeElement"):
            break
        keyboard.press("Tab")
    expect(button).to_be_focused()
    keyboard.press("Enter")
    expect(shown.page.locator(".qwb-lab-form:visible, .jp-WorkbenchDesk:visible").first).to_be_visible()


def test_a_quote_opens_in_jupyterlabs_desk_which_comes_forward_again(show: Callable[..., Shown]) -> None:
    shown = show()
    shown.choose("Theme", "Flexibility")
    shown.choose("Group", "yes")
    shown.open("ringede hun")
    name = shown.page.locator(".qwb-lab-place:visible .qwb-lab-form input")
    name.fill("A2")
    name.press("Enter")
    chosen = shown.desk.locator(".qwb-chip.qwb-chosen")
    expect(chosen).to_contain_text("Flexibility")
    expect(chosen).to_be_in_viewport()
    tabs = shown.tabs()
    shown.back()
    shown.choose("Group", "no")
    shown.open("Vi ringede meget")
    expect(shown.desk.locator(".qwb-transcripts")).to_have_value("second")
    # A2 does not see what A1 coded: the words are selected, and there is no coding in hand.
    expect(shown.desk.locator("article").nth(1)).to_be_focused()
    expect(shown.desk.locator(".qwb-chip.qwb-chosen")).to_have_count(0)
    assert shown.tabs() == tabs


def test_a_study_outside_the_served_folder_opens_below_the_figure(
    show: Callable[..., Shown], tmp_path: Path
) -> None:
    shown = show(coded_study(tmp_path))
    shown.choose("Theme", "Flexibility")
    shown.choose("Group", "yes")
    shown.open("ringede hun")
    expect(shown.desk.locator(".qwb-chip.qwb-chosen")).to_contain_text("Flexibility")
    expect(shown.desk).to_contain_text("Coder A2")
    shown.choose("Theme", "Voluntariness")
    shown.open("hun sagde")
    expect(shown.desk).to_contain_text("Coder A1")
    expect(shown.desk.locator(".qwb-chip.qwb-chosen")).to_contain_text("Voluntariness")
    shown.panel.get_by_role("button", name="Close the desk below").click()
    expect(shown.desk).to_have_count(0)
    assert shown.tabs() == 1


def test_an_event_that_asks_for_anything_else_opens_nothing(show: Callable[..., Shown]) -> None:
    shown = show()
    taken = shown.page.evaluate(
        """study => {
          const send = detail => !document.dispatchEvent(
            new CustomEvent("qual-workbench:open-quote", {detail, cancelable: true}));
          const otherwise = () => { window.refused = (window.refused ?? 0) + 1; };
          const asked = {file: study, transcript: "first", start: 0, end: 4, coding: "c", otherwise};
          return [send({...asked, start: "0"}), send({...asked, file: {}}), send(null),
                  send({...asked, file: "/etc/passwd"})];
        }""",
        str(shown.study),
    )
    assert taken == [False, False, False, True]
    shown.page.wait_for_function("window.refused === 1")
    assert shown.tabs() == 1


def test_figure_and_quotes_stand_side_by_side_where_both_fit(show: Callable[..., Shown]) -> None:
    shown = show()

    def boxes() -> tuple[dict[str, float], dict[str, float], float]:
        places = [shown.root.locator(".qwf-figure").bounding_box(), shown.panel.bounding_box()]
        drawn = shown.root.locator(".main-svg").first.bounding_box()
        assert places[0]
        assert places[1]
        assert drawn
        return places[0], places[1], drawn["width"]

    usual = shown.page.viewport_size
    assert usual
    figure, panel, _ = boxes()
    assert panel["x"] >= figure["x"] + figure["width"]
    shown.page.set_viewport_size({"width": 900, "height": 900})
    try:
        shown.page.wait_for_function(
            """() => {
              const [paper, drawn] = [".qwf-figure", ".qwf-figure .main-svg"].map(one =>
                document.querySelector(one).getBoundingClientRect().width);
              return paper < 850 && Math.abs(paper - drawn) < 2;
            }"""
        )
        figure, panel, _ = boxes()
        assert panel["y"] >= figure["y"] + figure["height"]
    finally:
        shown.page.set_viewport_size(usual)


def test_it_speaks_danish_and_no_saved_notebook_holds_a_quote(show: Callable[..., Shown]) -> None:
    shown = show(language="da")
    shown.choose("Tema", "Fleksibilitet")
    expect(shown.status).to_contain_text("1 citat fra 1 person: Fleksibilitet")
    expect(shown.quotes).to_contain_text("Stilling: til stede")
    expect(shown.quotes.get_by_role("button", name="Åbn i kodevinduet")).to_be_visible()
    shown.host.command("docmanager:save")
    saved = shown.host.notebook.path.read_text(encoding="utf-8")
    assert "FigureWithQuotes(" in saved
    assert "widgets" not in json.loads(saved)["metadata"]
    for word in "ringede", "hun sagde", "Vigtigt":
        assert word not in saved


def test_no_state_of_it_shuts_anybody_out_in_any_theme(show: Callable[..., Shown]) -> None:
    shown = show()
    page = shown.page
    page.evaluate((WIDGETS / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))

    def use(theme: str) -> None:
        shown.host.command("apputils:change-theme", theme=theme)
        expect(page.locator(f'body[data-jp-theme-name="{theme}"]')).to_have_count(1)

    def violations() -> list[str]:
        found = shown.panel.evaluate(
            "root => axe.run(root, {resultTypes: ['violations']}).then(({violations}) => violations)"
        )
        return [
            f"{one['id']}: {node['html'][:160]} | {node.get('failureSummary', '')[:300]}"
            for one in found
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"]
        ]

    seen: dict[tuple[str, str], list[str]] = {}
    try:
        for theme in THEMES:
            use(theme)
            shown.choose("Theme", "Choose …")
            seen[theme, "nothing chosen"] = violations()
            shown.choose("Theme", "Flexibility")
            shown.choose("Group", "no")
            expect(shown.quotes).to_have_count(2)
            seen[theme, "quotes"] = violations()
            shown.panel.get_by_label("Words in the quotes").fill("nothing of it")
            expect(shown.quotes).to_have_count(0)
            seen[theme, "no quotes"] = violations()
            # The figure is on paper, whatever is around it.
            paper = shown.root.locator(".qwf-figure").evaluate("one => getComputedStyle(one).backgroundColor")
            assert paper == "rgb(255, 255, 255)"
    finally:
        use(THEMES[0])
    assert {state: found for state, found in seen.items() if found} == {}
