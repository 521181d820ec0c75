"""Proposals for who the speakers are, and the widget that waits for a yes."""

from __future__ import annotations

import pytest

from workbench import LinkRule, SpeakerLinker, Study, WorkbenchError
from workbench.link_widget import NOBODY
from workbench.study.linking import guess_role, propose

PEOPLE = ("C3158", "C7290", "Åse Holm")


def best(transcript: str, speaker: str) -> tuple[str, str, str] | None:
    found = propose([(transcript, speaker)], PEOPLE)
    return (found[0].participant, found[0].match, found[0].seen_in) if found else None


@pytest.mark.parametrize(
    ("transcript", "speaker", "expected"),
    [
        ("one", "C3158", ("C3158", "exact", "speaker")),
        ("one", "c-3158", ("C3158", "normalised", "speaker")),
        ("interview_c7290_maj", "Borger", ("C7290", "normalised", "transcript")),
        ("one", "åse  HOLM", ("Åse Holm", "normalised", "speaker")),
        ("one", "Aase Holm", ("Åse Holm", "fuzzy", "speaker")),
        ("one", "Borger", None),
        ("interview_C3158", "Interviewer", None),
        ("one", "Somebody else", None),
    ],
)
def test_matches_are_exact_normalised_or_fuzzy(transcript: str, speaker: str, expected) -> None:
    assert best(transcript, speaker) == expected


def test_fuzzy_matches_carry_their_score_and_come_after_sure_ones() -> None:
    found = propose([("one", "C3159")], PEOPLE)
    assert [p.match for p in found] == ["fuzzy"]
    assert 70 <= found[0].score < 100


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("I", "interviewer"),
        ("Borger 2", "citizen"),
        ("INT:", "interviewer"),
        ("Mentor", "social_mentor"),
        ("Mentor Anna", "social_mentor"),
        ("I. Hansen", None),
        ("Karen", None),
    ],
)
def test_labels_that_name_a_role_are_known(label: str, role: str | None) -> None:
    assert guess_role(label) == role


@pytest.fixture
def linkable(file_study: Study, tmp_path, interview) -> Study:
    data = tmp_path / "people.csv"
    data.write_text("person,result\nC3158,yes\nC7290,no\n")
    file_study.set_outcomes(data, key="person")
    file_study.import_transcripts(interview("samtale_C3158.txt"), progress=False)
    return file_study


def rows(widget: SpeakerLinker):
    return [child.children for child in widget.children if len(getattr(child, "children", ())) == 4]


def test_nothing_is_linked_until_somebody_says_yes(linkable: Study) -> None:
    widget = SpeakerLinker(linkable)
    assert linkable.speakers()["participant"].isna().all()
    _, choice, role, button = next(r for r in rows(widget) if "Borger" in r[0].value)
    assert (choice.value, role.value) == ("C3158", "citizen")
    button.click()
    linked = linkable.speakers().set_index("speaker")
    assert linked.loc["Borger", ["participant", "role"]].tolist() == ["C3158", "citizen"]
    assert not any("Borger" in row[0].value for row in rows(widget))


def test_all_sure_matches_are_linked_with_one_click(linkable: Study) -> None:
    widget = SpeakerLinker(linkable)
    button = widget.children[-2]
    assert button.description == "Link all sure matches (1)"
    button.click()
    assert linkable.speakers()["participant"].tolist()[1] == "C3158"


def test_a_proposal_can_be_turned_down(linkable: Study) -> None:
    widget = SpeakerLinker(linkable)
    _, choice, _, button = next(r for r in rows(widget) if "Borger" in r[0].value)
    choice.value = NOBODY
    button.click()
    assert linkable.speakers()["participant"].isna().all()
    assert linkable.speakers().set_index("speaker").loc["Borger", "role"] == "citizen"


def test_the_widget_prints_the_same_in_every_run(linkable: Study) -> None:
    assert repr(SpeakerLinker(linkable)) == repr(SpeakerLinker(linkable))


def test_rules_link_all_speakers_that_they_fit(linkable: Study) -> None:
    linkable.link_by_rules(
        LinkRule("I|Interviewer", role="interviewer"),
        LinkRule("B|Borger", transcript=r".*_(C\d+)", participant=r"\1", role="citizen"),
    )
    linked = linkable.speakers().set_index("speaker")
    assert linked.loc["Borger", ["participant", "role"]].tolist() == ["C3158", "citizen"]
    assert linked.loc["Interviewer", "role"] == "interviewer"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (LinkRule("Borger("), "cannot be read"),
        (LinkRule("Borger", participant=r"\2"), "cannot be read"),
        (LinkRule("Borger", participant="C9999"), "no participant 'C9999'"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(linkable: Study, rule: LinkRule, message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        linkable.link_by_rules(rule)
    assert linkable.speakers()["participant"].isna().all()


def sure(*speakers: tuple[str, str], people: tuple[str, ...] = PEOPLE) -> list[tuple[str, str]]:
    return [(one.speaker, one.participant) for one in propose(speakers, people) if one.sure]


def test_a_professional_is_never_the_citizen_of_the_file_name() -> None:
    both = [("C3158", "Borger"), ("C3158", "Mentor"), ("C3158", "Mentor Anna"), ("C3158", "Interviewer")]
    assert sure(*both) == [("Borger", "C3158")]


def test_two_speakers_cannot_both_surely_be_one_participant() -> None:
    assert sure(("C3158", "Anna"), ("C3158", "Bente")) == []
    assert sure(("C3158", "Anna")) == [("Anna", "C3158")]


def test_a_count_in_a_file_name_is_no_key() -> None:
    assert sure(("round_2_anna", "Borger"), people=("1", "2", "3")) == []
    assert sure(("2", "Borger"), people=("1", "2", "3")) == [("Borger", "2")]


def test_keys_of_signs_only_match_nothing_and_keys_alike_are_not_sure() -> None:
    assert propose([("---", "Borger")], ("-", "--")) == []
    assert sure(("c3158", "Borger"), people=("C-3158", "C3158 ")) == []


def test_linking_one_row_keeps_what_was_chosen_in_the_others(file_study: Study, tmp_path, interview) -> None:
    data = tmp_path / "people.csv"
    data.write_text("person,result\nC3158,yes\nC7290,no\n")
    file_study.set_outcomes(data, key="person")
    file_study.import_transcripts(interview("one.txt"), interview("two.md"), progress=False)
    widget = SpeakerLinker(file_study)
    before = rows(widget)
    before[1][1].value = "C7290"
    before[0][3].click()
    after = rows(widget)
    assert len(after) == len(before) - 1
    assert after[0][1].value == "C7290"


def test_somebody_who_is_not_in_the_register_needs_a_role(linkable: Study) -> None:
    widget = SpeakerLinker(linkable)
    _, choice, role, button = next(r for r in rows(widget) if "Borger" in r[0].value)
    choice.value, role.value = NOBODY, ""
    button.click()
    assert "role" in widget.children[-1].value
    assert linkable.speakers()["role"].isna().all()
