"""Theme by outcome: who counts, what is counted, who is left out and why."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact
from small_frames import FIFTEEN, SCHEME, coding, frames, six_of_eight_and_two_of_seven
from statsmodels.stats.proportion import confint_proportions_2indep

from workbench.errors import FindingError
from workbench.findings.notes import EMPTY_GROUP, NOBODY_SHOWS, TOO_MANY_TABLES
from workbench.findings.theme_by_outcome import ThemeByOutcome, theme_by_outcome

BOTH = {"A": "yes", "B": "no"}


def trust(finding: ThemeByOutcome) -> dict[str, str]:
    """The counts of the theme trust, as they are printed."""
    row = finding.table.set_index("code").loc["trust"]
    return {group: f"{row[f'{group} present']}/{row[f'{group} of']}" for group in finding.groups}


def reasons(finding: ThemeByOutcome) -> dict[str, str]:
    return dict(zip(finding.excluded["participant"], finding.excluded["reason"], strict=True))


def test_a_theme_is_told_as_people_with_it_of_people_who_could_have_shown_it():
    finding = theme_by_outcome(six_of_eight_and_two_of_seven(), outcome="outcome")
    row = finding.table.set_index("code").loc["trust"]
    assert finding.groups == ("yes", "no")
    assert trust(finding) == {"yes": "6/8", "no": "2/7"}
    assert row["difference"] == pytest.approx(6 / 8 - 2 / 7)
    expected = confint_proportions_2indep(6, 8, 2, 7, method="newcomb", compare="diff")
    assert (row["low"], row["high"]) == pytest.approx(expected)
    assert row["p_fisher"] == pytest.approx(fisher_exact([[6, 2], [2, 5]]).pvalue)


def test_a_coding_whose_words_were_lost_is_no_presence():
    data = six_of_eight_and_two_of_seven()
    people = data.codings["participant"]
    anchors = people.eq(people.iloc[0]).map({True: "lost", False: "exact"})
    finding = theme_by_outcome(
        dataclasses.replace(data, codings=data.codings.assign(anchor=anchors)), outcome="outcome"
    )
    assert trust(finding) == {"yes": "5/8", "no": "2/7"}


def test_a_row_that_cannot_be_tested_says_so_and_is_not_counted_among_the_tests():
    table = theme_by_outcome(six_of_eight_and_two_of_seven(), outcome="outcome").table.set_index("code")
    assert table.loc["network", "note"] == "not testable: nobody shows it"
    assert np.isnan(table.loc["network", "p_fisher"])
    assert table.loc["trust", "p_holm"] == table.loc["trust", "p_fisher"]


def test_a_study_is_as_good_as_its_frames():
    class Study:
        def frames(self):
            return six_of_eight_and_two_of_seven()

    assert trust(theme_by_outcome(Study(), outcome="outcome")) == {"yes": "6/8", "no": "2/7"}


def test_a_theme_holds_the_codes_below_it():
    data = frames(BOTH, [coding("A", "trust.kept_word")])
    assert trust(theme_by_outcome(data, outcome="outcome")) == {"yes": "1/1", "no": "0/1"}
    finding = theme_by_outcome(data, outcome="outcome", codes=["trust.kept_word", "trust"])
    assert finding.themes == ("trust.kept_word", "trust")
    assert finding.table["yes present"].tolist() == [1, 1]


def test_what_is_said_to_be_absent_is_not_present():
    data = frames(BOTH, [coding("A", stance="absent"), coding("B", stance="ambivalent")])
    assert trust(theme_by_outcome(data, outcome="outcome")) == {"yes": "0/1", "no": "1/1"}


def test_a_professional_who_speaks_of_a_citizen_is_not_that_citizen():
    data = frames(BOTH, [coding(None, transcript="interview A")])
    assert trust(theme_by_outcome(data, outcome="outcome")) == {"yes": "0/1", "no": "0/1"}


def test_only_the_chosen_coders_count():
    data = frames(
        BOTH, [coding("A"), coding("B", coder="A2")], done=[("interview A", "A1"), ("interview B", "A2")]
    )
    assert trust(theme_by_outcome(data, outcome="outcome")) == {"yes": "1/1", "no": "1/1"}
    assert trust(theme_by_outcome(data, outcome="outcome", coder=["A1", "A2"])) == {"yes": "1/1", "no": "1/1"}
    finding = theme_by_outcome(data, outcome="outcome", coder="A1")
    assert trust(finding) == {"yes": "1/1", "no": "0/0"}
    assert reasons(finding) == {"B": "transcript interview B is not yet fully coded by A1"}


def test_everybody_who_is_not_counted_is_listed_with_the_reason():
    data = frames(
        {"A": "yes", "B": "no", "C": "yes", "D": None, "E": "yes", "F": "no"},
        [coding("A"), coding("X"), coding("C"), coding("E")],
        speaking={"A": ["a"], "B": ["b"], "D": ["d"], "E": ["e1", "e2"], "F": ["e1", "e2", "f"], "X": ["a"]},
        done=[("a", "A1"), ("b", "A1"), ("d", "A1"), ("e1", "A1"), ("f", "A2")],
    )
    finding = theme_by_outcome(data, outcome="outcome")
    assert trust(finding) == {"yes": "1/1", "no": "0/1"}
    assert reasons(finding) == {
        "C": "no transcript is linked to this participant",
        "D": "outcome missing",
        "E": "transcript e2 is not yet fully coded",
        "F": "transcript e2 is not yet fully coded",
        "X": "not in the outcome register",
    }
    waiting = reasons(theme_by_outcome(data, outcome="outcome", coder="A2"))
    assert waiting["F"] == "transcripts e1 and e2 are not yet fully coded by A2"


def test_groups_choose_values_and_their_order():
    outcome = {"A": "work", "B": "school", "C": "neither", "D": "work"}
    data = frames(outcome, [coding("A")])
    assert theme_by_outcome(data, outcome="outcome").groups == ("work", "school", "neither")
    finding = theme_by_outcome(data, outcome="outcome", groups=["neither", "work"])
    assert trust(finding) == {"neither": "0/1", "work": "1/2"}
    assert reasons(finding) == {"B": "outcome is school, which is not one of the groups compared"}


def test_declared_values_keep_their_order_and_those_of_nobody_are_left_out():
    declared = pd.Series(pd.Categorical(["low", "high"], ["high", "middle", "low"], ordered=True))
    data = frames(BOTH, [coding("A")], degree=declared)
    assert theme_by_outcome(data, outcome="degree").groups == ("high", "low")


@pytest.mark.parametrize(
    ("values", "groups"),
    [
        ([True, False], ("yes", "no")),
        ([False, True], ("yes", "no")),
        ([0, 1], ("1", "0")),
        ([0.0, 1.0], ("1", "0")),
    ],
)
def test_a_yes_or_no_is_compared_yes_first(values, groups):
    data = frames(dict(zip("AB", values, strict=True)))
    assert theme_by_outcome(data, outcome="outcome").groups == groups
    assert theme_by_outcome(data, outcome="outcome", groups=values).groups == tuple(
        groups[1 - int(value)] for value in values
    )


def test_an_empty_group_stays_in_sight_and_is_not_tested():
    data = frames(BOTH, [coding("A")], done=[("interview A", "A1")])
    finding = theme_by_outcome(data, outcome="outcome")
    assert trust(finding) == {"yes": "1/1", "no": "0/0"}
    assert finding.table["note"].unique().tolist() == [EMPTY_GROUP]
    assert finding.table[["difference", "low", "high", "p_fisher", "p_holm"]].isna().all(axis=None)
    assert "No theme can be tested" in finding.summary()


def test_a_study_that_nobody_has_coded_yet_gives_empty_cells_and_the_reasons():
    finding = theme_by_outcome(frames(BOTH, done=[]), outcome="outcome")
    assert trust(finding) == {"yes": "0/0", "no": "0/0"}
    assert len(finding.excluded) == 2
    assert "2 people (2 not yet fully coded)" in finding.summary()


def test_a_study_without_interviews_or_register_is_told_what_to_do():
    empty = frames({}, scheme=None)
    with pytest.raises(FindingError, match="no theme to look for"):
        theme_by_outcome(empty, outcome="outcome")
    bare = dataclasses.replace(frames({}), participants=pd.DataFrame({"participant": pd.Series(dtype="str")}))
    with pytest.raises(FindingError, match="Load an outcome register first"):
        theme_by_outcome(bare, outcome="outcome")
    finding = theme_by_outcome(frames(BOTH, speaking={}), outcome="outcome")
    assert trust(finding) == {"yes": "0/0", "no": "0/0"}
    assert set(reasons(finding).values()) == {"no transcript is linked to this participant"}
    assert finding.figure().layout.title.text == "<b>outcome: no theme can be tested yet</b>"


def test_a_single_group_is_counted_but_not_compared():
    finding = theme_by_outcome(frames({"A": "yes", "B": None}, [coding("A")]), outcome="outcome")
    assert trust(finding) == {"yes": "1/1"}
    assert finding.table["note"].unique().tolist() == ["not testable: there is only one group"]


def test_more_than_two_groups_are_tested_without_a_difference():
    outcome = {f"{group}{number}": group for group in "abc" for number in range(4)}
    finding = theme_by_outcome(
        frames(outcome, [coding(f"a{number}") for number in range(4)]), outcome="outcome"
    )
    row = finding.table.set_index("code").loc["trust"]
    # 3 of the 495 ways to choose four of twelve people put all four in one group.
    assert row["p_fisher"] == pytest.approx(3 / 495)
    assert np.isnan(row["difference"])


def test_groups_too_large_for_an_exact_test_say_so():
    people = [f"P{number}" for number in range(3000)]
    outcome = {person: "abc"[number % 3] for number, person in enumerate(people)}
    finding = theme_by_outcome(frames(outcome, [coding(people[0])]), outcome="outcome", codes=["trust"])
    assert finding.table["note"].tolist() == [TOO_MANY_TABLES]


def test_strata_hold_the_same_comparison_among_fewer_people():
    site = {"A": "north", "B": "north", "C": "south", "D": "south", "E": None}
    data = frames(
        dict.fromkeys("ABE", "yes") | dict.fromkeys("CD", "no"), [coding("A"), coding("C")], site=site
    )
    finding = theme_by_outcome(data, outcome="outcome", by="site")
    assert trust(finding) == {"yes": "1/3", "no": "1/2"}
    assert {value: trust(part) for value, part in finding.strata.items()} == {
        "north": {"yes": "1/2", "no": "0/0"},
        "south": {"yes": "0/0", "no": "1/2"},
    }
    assert "for want of a value of site: 1 person" in finding.summary()


def test_quotes_of_a_cell_are_the_codings_that_make_it():
    data = frames(
        BOTH,
        [
            coding("A", text="first"),
            coding("A", "trust.kept_word", text="below"),
            coding("A", stance="absent", text="absent"),
            coding("A", "network", text="other theme"),
            coding("B", text="of no"),
            coding(None, text="of the mentor"),
        ],
    )
    finding = theme_by_outcome(data, outcome="outcome")
    assert finding.quotes("trust")["text"].tolist() == ["first", "below", "of no"]
    assert finding.quotes("trust")["group"].tolist() == ["yes", "yes", "no"]
    assert finding.quotes("trust", "no")["text"].tolist() == ["of no"]
    assert finding.quotes("network", "no").empty
    with pytest.raises(FindingError, match=r"'trus' is not a theme.*Did you mean trust"):
        finding.quotes("trus")
    with pytest.raises(FindingError, match="'maybe' is not a group"):
        finding.quotes("trust", "maybe")


def test_the_dictionary_has_the_form_of_the_command_line():
    finding = theme_by_outcome(six_of_eight_and_two_of_seven(), outcome="outcome")
    row = finding.table.set_index("code").loc["trust"]
    expected = {
        "outcome": "outcome",
        "groups": ["yes", "no"],
        "themes": [
            {
                "code": "trust",
                "counts": {"yes": {"present": 6, "of": 8}, "no": {"present": 2, "of": 7}},
                "difference": row["difference"],
                "interval": [row["low"], row["high"]],
                "p_fisher": row["p_fisher"],
                "p_holm": row["p_holm"],
            }
        ],
        "excluded": [],
    }
    told = finding.to_dict()
    assert told | {"themes": told["themes"][:1]} == expected
    assert told["themes"][1]["p_fisher"] is None
    assert told["themes"][1]["note"] == NOBODY_SHOWS
    assert json.loads(json.dumps(told)) == told


def test_the_dictionary_holds_the_strata():
    data = frames(BOTH, [coding("A")], site={"A": "north", "B": "north"})
    told = theme_by_outcome(data, outcome="outcome", by="site").to_dict()
    assert told["by"] == "site"
    assert told["strata"]["north"]["themes"] == told["themes"]
    assert json.loads(json.dumps(told)) == told


def test_frames_without_a_scheme_have_the_codes_that_occur_as_themes():
    data = frames(BOTH, [coding("A", "zeal"), coding("B", "calm")], scheme=None)
    assert theme_by_outcome(data, outcome="outcome").themes == ("calm", "zeal")


def test_codes_that_are_not_in_the_scheme_are_named():
    data = frames(BOTH, [coding("A", "zeal")])
    assert (
        "Codes that are not in the scheme were left out: zeal"
        in theme_by_outcome(data, outcome="outcome").summary()
    )


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"outcome": "outcom"}, "no variable 'outcom'.*Did you mean outcome"),
        ({"outcome": "age"}, "'age' is a number or a date.*Band it"),
        ({"outcome": "street"}, "'street' has 15 different values.*Band it"),
        ({"outcome": "nothing"}, "'nothing' is missing for every participant"),
        ({"outcome": "outcome", "codes": ["trsut"]}, "no code 'trsut'.*Did you mean trust"),
        ({"outcome": "outcome", "codes": []}, "no theme to look for"),
        ({"outcome": "outcome", "coder": "A7"}, "nothing was coded by 'A7'.*A1"),
        ({"outcome": "outcome", "groups": ["yes", "maybe"]}, "'maybe'.*Its values are yes and no"),
        ({"outcome": "outcome", "groups": ["yes"]}, "needs two groups"),
        ({"outcome": "outcome", "confidence": 95}, "95 is not between 0 and 1"),
        ({"outcome": "outcome", "by": "sites"}, "no variable 'sites'"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_with_what_to_do(request_, message):
    data = frames(
        FIFTEEN,
        age=pd.Series(range(20, 35)).where(lambda age: age > 25, 25),
        street=pd.Series([f"street {number}" for number in range(15)]),
        nothing=pd.Series([None] * 15),
    )
    data.participants.loc[5:, "age"] = 30
    with pytest.raises(FindingError, match=message):
        theme_by_outcome(data, **request_)


def test_numbers_are_compared_when_their_values_are_chosen():
    data = frames({"A": 3, "B": 5, "C": 8}, [coding("A")])
    assert trust(theme_by_outcome(data, outcome="outcome", groups=[5, 3])) == {"5": "0/1", "3": "1/1"}


@pytest.mark.parametrize(
    ("frame", "change", "message"),
    [
        ("codings", lambda frame: frame.drop(columns="participant"), "codings: .* no column 'participant'"),
        ("participants", lambda frame: pd.concat([frame, frame[:1]]), "participants: .*'Y0' stands twice"),
        ("participants", lambda frame: frame.replace({"Y0": None}), "participants: a row has no participant"),
        ("statuses", lambda frame: frame.replace("done", "Done"), "statuses: 'Done' is not a status"),
    ],
)
def test_frames_that_are_not_as_documented_are_refused(frame, change, message):
    data = six_of_eight_and_two_of_seven()
    data = dataclasses.replace(data, **{frame: change(getattr(data, frame))})
    with pytest.raises(FindingError, match=message):
        theme_by_outcome(data, outcome="outcome")


def test_the_fingerprint_knows_what_decides_the_numbers_and_nothing_else():
    data = six_of_eight_and_two_of_seven()
    fingerprint = theme_by_outcome(data, outcome="outcome").fingerprint
    assert len(fingerprint) == 64
    shuffled = dataclasses.replace(
        data,
        codings=data.codings.sample(frac=1, random_state=1).astype({"code": "category"}).assign(memo="seen"),
        participants=data.participants[::-1].reset_index(drop=True),
    )
    assert theme_by_outcome(shuffled, outcome="outcome").fingerprint == fingerprint
    changed = [
        (dataclasses.replace(data, codings=data.codings[1:]), {}),
        (dataclasses.replace(data, codings=data.codings.assign(end=1000)), {}),
        (dataclasses.replace(data, statuses=data.statuses[1:]), {}),
        (
            dataclasses.replace(
                data, participants=data.participants.assign(outcome=data.participants["outcome"] ^ True)
            ),
            {},
        ),
        (data, {"codes": ["trust"]}),
        (data, {"groups": ["no", "yes"]}),
        (data, {"confidence": 0.9}),
    ]
    prints = [theme_by_outcome(each, outcome="outcome", **asked).fingerprint for each, asked in changed]
    assert len({fingerprint, *prints}) == 1 + len(changed)


def test_the_fingerprint_is_the_same_on_every_machine():
    finding = theme_by_outcome(six_of_eight_and_two_of_seven(), outcome="outcome")
    assert finding.fingerprint == "e5ee4b7e566c355b86e7161a27457e9323b7374568d98a81cf10ec5fc4ac8db7"


def test_the_summary_says_association_and_not_effect_in_both_languages():
    finding = theme_by_outcome(six_of_eight_and_two_of_seven(), outcome="outcome")
    english, danish = finding.summary(), finding.summary("da")
    assert english.startswith("Constructed data: these numbers describe no real people.")
    assert "8 people with yes and 7 people with no" in english
    assert "adjusted for 1 test" in english
    assert "Trust: 6/8 with yes and 2/7 with no, +46 percentage points" in english
    assert "association, not effect" in english
    assert "Not testable: Network" in english
    assert "en sammenhæng, ikke en effekt" in danish
    assert "Tillid: 6/8 med ja og 2/7 med nej" in danish


def test_a_notebook_shows_hostile_labels_as_text():
    hostile = dataclasses.replace(
        SCHEME,
        codes=(
            dataclasses.replace(SCHEME.codes[0], label={"en": "<img src=x onerror=alert(1)>"}),
            *SCHEME.codes[1:],
        ),
    )
    data = frames({"A": "<b>yes", "B": "no&"}, [coding("A")], scheme=hostile)
    html = theme_by_outcome(data, outcome="outcome")._repr_html_()
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "no&amp;" in html
