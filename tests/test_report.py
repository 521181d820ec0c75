"""The report: what it holds, that it needs nothing else, and that nobody is exposed by it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import docx
import pandas as pd
import pytest
from conftest import INTERVIEW, REGISTER, SCHEME
from hypothesis import given
from hypothesis import strategies as st
from small_frames import FIFTEEN, NO, YES, coding, frames
from statsmodels.stats.inter_rater import cohens_kappa as their_kappa

from workbench.errors import FindingError, StudyError
from workbench.findings import images
from workbench.findings.disclosure.disclosure import disclosure
from workbench.findings.displays.joint_display import joint_display
from workbench.findings.negative_cases.negative_cases import negative_cases
from workbench.report.agreement import agreement, cohens_kappa
from workbench.report.answers import answers
from workbench.report.checklists import asked_for, checklists
from workbench.report.contents import contents
from workbench.report.facts import Facts
from workbench.report.report import report
from workbench.study.study import Study

OUTCOME = "result"


@pytest.fixture
def study(tmp_path: Path):
    """Three interviews of three people with a job or without; a name and words that are hostile."""
    folder = tmp_path / "<b>study & friends"
    folder.mkdir()
    texts = folder / "texts"
    texts.mkdir()
    for n in (1, 2, 3):
        text = INTERVIEW + f"\nInterviewer: Tak, <script>alert({n})</script>.\n"
        (texts / f"t{n}.txt").write_text(text, encoding="utf-8")
    (folder / "scheme.yaml").write_text(SCHEME)
    (folder / "outcomes.csv").write_text(REGISTER)
    (folder / "links.csv").write_text(
        "transcript,speaker,participant,role\n" + "".join(f"t{n},Borger,P{n},citizen\n" for n in (1, 2, 3))
    )
    (folder / "codings.csv").write_text(
        "transcript,quote,code,coder\n"
        "t1,kunne sige nej,voluntariness,A1\nt2,kunne sige nej,voluntariness,A2\n"
    )
    (folder / "status.csv").write_text(
        "transcript,coder,status\n" + "".join(f"t{n},{c},done\n" for n in (1, 2, 3) for c in ("A1", "A2"))
    )
    with Study.create(folder) as opened:
        opened.import_transcripts(texts)
        opened.set_scheme(folder / "scheme.yaml")
        opened.set_outcomes(folder / "outcomes.csv", key="person")
        opened.link(folder / "links.csv")
        opened.add_codings(folder / "codings.csv")
        opened.set_statuses(folder / "status.csv")
        yield opened


class Page(HTMLParser):
    """The visible text, and whether anything is fetched."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.skip = False
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.add(tag)
        self.skip = tag in {"script", "style"}
        for name, value in attrs:
            assert name not in {"src", "href", "onload", "onclick"}, (tag, name, value)

    def handle_endtag(self, _tag) -> None:
        self.skip = False

    def handle_data(self, data) -> None:
        if not self.skip:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page_of(study, tmp_path, **more) -> Page:
    return Page(report(study, tmp_path / "r.html", **more).read_text(encoding="utf-8"))


def test_a_report_has_every_section_and_fetches_nothing(study, tmp_path) -> None:
    text = page_of(study, tmp_path, outcome=OUTCOME).text
    for head in ("The study", "Codebook", "Themes", "Joint display", "Negative cases", "Agreement", "Limits"):
        assert head in text
    assert "kunne sige nej" in text
    assert "coding.add" in text


def test_hostile_names_and_words_are_shown_as_text(study, tmp_path) -> None:
    page = page_of(study, tmp_path, outcome=OUTCOME)
    assert "<b>study & friends" in page.text
    assert "b" not in page.tags
    whole = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<script>alert" not in whole


def test_without_an_outcome_the_report_says_which_parts_are_missing(study, tmp_path) -> None:
    text = page_of(study, tmp_path).text
    assert text.count("This part is not here: no outcome was named.") == 3


def test_an_empty_study_has_a_report(tmp_path) -> None:
    with Study.create(tmp_path / "empty") as empty:
        text = page_of(empty, tmp_path).text
        assert "This part is not here" in text
        assert report(empty, tmp_path / "r.docx", language="da").stat().st_size > 1000


def test_what_the_team_wrote_is_in_the_report(study, tmp_path) -> None:
    display = joint_display(study, outcome=OUTCOME)
    study.keep(
        display.edit("voluntariness", fit="contradicts", meta_inference="Frihed var ikke nok"), coder="A1"
    )
    text = page_of(study, tmp_path, outcome=OUTCOME).text
    assert "Frihed var ikke nok" in text
    assert "1 meta-inference in the joint display" in text


def test_a_released_quote_is_in_the_report_and_its_reason_in_the_audit_trail(study, tmp_path) -> None:
    guard = disclosure(study, variables=[OUTCOME], k=3)
    quote = next(iter(guard.held))
    study.keep(guard.release(quote, reason="Har læst det <b>selv</b>"), coder="Åse")
    text = page_of(study, tmp_path, outcome=OUTCOME, attributes=[OUTCOME], language="da").text
    trail = text.partition("Revisionsspor")[2]
    assert f"{quote} frigivet Har læst det <b>selv</b> Åse" in trail
    whole = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert f'data-quote="{quote}"' in whole


def test_what_figures_tell_on_hover_holds_nothing_that_is_held_back(study, tmp_path) -> None:
    found = contents(study, outcome=OUTCOME, smallest=1, attributes=(), k=3)
    told = found.themes.found.figure().to_json() + found.saturation.found.figure().to_json()
    assert "kunne sige nej" in told
    page_of(study, tmp_path, outcome=OUTCOME)
    assert (
        "kunne sige nej" in (tmp_path / "r.html").read_text(encoding="utf-8").partition("for (const [id")[2]
    )
    page_of(study, tmp_path, outcome=OUTCOME, attributes=[OUTCOME])
    assert disclosure(study, variables=[OUTCOME], k=3).held
    assert (
        "kunne sige nej"
        not in (tmp_path / "r.html").read_text(encoding="utf-8").partition("for (const [id")[2]
    )


def test_held_quotes_are_in_no_part_of_the_report(study, tmp_path) -> None:
    held = disclosure(study, variables=[OUTCOME], k=3).held
    assert held
    text = report(study, tmp_path / "r.html", outcome=OUTCOME, attributes=[OUTCOME]).read_text(
        encoding="utf-8"
    )
    visible = text.partition("<script>")[0]
    assert not any(f'data-quote="{one}"' in visible for one in held)


def test_with_small_numbers_masked_no_figure_counts_people(study, tmp_path) -> None:
    whole = report(study, tmp_path / "r.html", outcome=OUTCOME, smallest=5).read_text(encoding="utf-8")
    assert "figure_themes" not in whole
    assert "Counts below 5 are masked" in whole
    assert not re.search(r"\b1/[123] \(", whole)


def test_a_team_changes_one_part_and_keeps_the_rest(study, tmp_path) -> None:
    template = tmp_path / "ours.html"
    template.write_text(
        '{% extends "report.html" %}{% block limits %}<h2>Vores</h2><p>{{ name }}</p>{% endblock %}',
        encoding="utf-8",
    )
    text = page_of(study, tmp_path, template=template).text
    assert "Vores <b>study & friends" in text
    assert "Codebook" in text
    assert (
        "nobody was given a theme by lot"
        not in text.partition("Reporting checklists")[0].rpartition("Vores")[2]
    )


@pytest.mark.parametrize(
    "template", ["{% block", "{{ nothing_of_this }}", "{{ name.__class__.__mro__ }}", "{{ figure('x') }}"]
)
def test_a_template_that_is_wrong_is_refused_and_the_old_report_is_kept(study, tmp_path, template) -> None:
    (tmp_path / "r.html").write_text("before", encoding="utf-8")
    ours = tmp_path / "ours.html"
    ours.write_text(template, encoding="utf-8")
    with pytest.raises(StudyError, match=r"ours\.html"):
        report(study, tmp_path / "r.html", template=ours)
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == "before"


def test_what_cannot_be_written_is_refused_in_words(study, tmp_path) -> None:
    with pytest.raises(StudyError, match="not a format of reports"):
        report(study, tmp_path / "r.pdf")
    with pytest.raises(StudyError, match="no such template"):
        report(study, tmp_path / "r.html", template=tmp_path / "gone.html")
    with pytest.raises(FindingError, match="no variable"):
        report(study, tmp_path / "r.html", attributes=["shoe_size"])
    text = page_of(study, tmp_path, outcome="nothing").text
    assert "This part is not here" in text


def test_a_word_document_has_headings_tables_and_quotes_in_danish(study, tmp_path) -> None:
    document = docx.Document(str(report(study, tmp_path / "r.docx", outcome=OUTCOME, language="da")))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert "Kodebog" in headings
    assert "Negative tilfælde" in headings
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert any("kunne sige nej" in text for text in cells)
    if images.browser():
        assert len(document.inline_shapes) == 2


def test_without_chromium_the_document_says_where_a_figure_would_stand(study, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert images.browser() is None
    document = docx.Document(str(report(study, tmp_path / "r.docx", outcome=OUTCOME)))
    assert sum("no Chromium on this machine" in one.text for one in document.paragraphs) == 2


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs Chromium")
def test_a_page_draws_its_figures_without_a_network(study, tmp_path) -> None:
    from playwright.sync_api import sync_playwright

    path = report(study, tmp_path / "r.html", outcome=OUTCOME)
    with sync_playwright() as play:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=sandbox)
        page = browser.new_page()
        asked: list[str] = []
        wrong: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: wrong.append(str(one)))
        page.goto(path.as_uri())
        page.wait_for_selector("#figure_themes .main-svg")
        assert page.locator("#figure_saturation .main-svg").count() > 0
        browser.close()
    assert wrong == []
    assert [one for one in asked if not one.startswith(("file:", "data:", "blob:"))] == []


class TestAgreement:
    def data(self):
        """A1 finds trust in Y0-Y4, A2 in Y0-Y3 and N0; both are done with all fifteen."""
        codings = [coding(one) for one in YES[:5]] + [coding(one, coder="A2") for one in [*YES[:4], NO[0]]]
        done = [(f"interview {one}", coder) for one in FIFTEEN for coder in ("A1", "A2")]
        return frames(FIFTEEN, codings, done=done)

    def test_two_coders_are_compared_person_by_person(self) -> None:
        row = agreement(self.data()).set_index("code").loc["trust"]
        assert row[["people", "both", "first", "second", "neither"]].tolist() == [15, 4, 1, 1, 9]
        assert row["agreement"] == pytest.approx(13 / 15)
        # By hand: chance (5*5 + 10*10) / 225 = 5/9; (13/15 - 5/9) / (4/9) = 0.7.
        assert row["kappa"] == pytest.approx(0.7)

    def test_a_theme_that_neither_found_has_agreement_and_no_kappa(self) -> None:
        row = agreement(self.data()).set_index("code").loc["network"]
        assert row["agreement"] == 1
        assert pd.isna(row["kappa"])

    def test_one_coder_has_nobody_to_agree_with(self) -> None:
        assert agreement(frames(FIFTEEN, [coding("Y0")])).empty

    def test_the_example_of_the_paper_with_two_categories(self) -> None:
        # 20 and 15 on the diagonal, 5 and 10 beside it: 0.70 observed, 0.50 by chance.
        assert cohens_kappa(20, 5, 10, 15) == (pytest.approx(0.7), pytest.approx(0.4))

    @given(*(st.integers(0, 30) for _ in range(4)))
    def test_kappa_is_that_of_statsmodels_and_does_not_care_who_comes_first(self, a, b, c, d) -> None:
        share, kappa = cohens_kappa(a, b, c, d)
        assert str(cohens_kappa(a, c, b, d)) == str((share, kappa))
        if not pd.isna(kappa):
            assert kappa == pytest.approx(float(their_kappa([[a, b], [c, d]], return_results=False)))


class TestChecklists:
    def test_the_guidelines_have_as_many_items_as_their_papers(self) -> None:
        assert [(one.id, len(one.items)) for one in checklists({}, "en")] == [
            ("GRAMMS", 6),
            ("COREQ", 32),
            ("SRQR", 21),
        ]

    def test_items_are_blank_where_the_study_does_not_know_the_answer(self) -> None:
        gramms = checklists({"limits": "See Limits"}, "en")[0]
        assert [item.answer for item in gramms.items] == ["", "", "", "", "See Limits", ""]

    def test_both_languages_ask_every_item(self) -> None:
        for one, two in zip(checklists({}, "en"), checklists({}, "da"), strict=True):
            for english, danish in zip(one.items, two.items, strict=True):
                assert english.asked
                assert danish.asked != english.asked or len(danish.asked.split()) < 3

    def test_the_study_answers_no_more_than_items_ask(self, study) -> None:
        study.keep(negative_cases(study, outcome=OUTCOME).edit("voluntariness", note="x"), coder="A1")
        found = contents(study, outcome=OUTCOME, smallest=1, attributes=(), k=3)
        assert set(answers(Facts(found, "en"))) <= asked_for()


def test_the_commands_write_a_display_and_a_report_and_refuse_in_words(study, tmp_path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "workbench", *arguments, "--study", str(study.folder)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    told = run("display", str(tmp_path / "d.docx"), "--outcome", OUTCOME)
    assert told.returncode == 0, told.stderr
    assert "Themes by outcome group" in told.stdout
    assert (tmp_path / "d.docx").exists()
    told = run("report", str(tmp_path / "r.html"), "--outcome", OUTCOME, "--language", "da", "--json")
    assert json.loads(told.stdout) == {"file": str(tmp_path / "r.html")}
    for wrong in (("display", "d.html"), ("display", "d.html", "--kind", "pie"), ("report", "r.pdf")):
        told = run(*wrong)
        assert told.returncode == 1
        assert told.stderr.startswith("workbench: ")
        assert "Traceback" not in told.stderr
