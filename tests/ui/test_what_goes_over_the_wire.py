"""How much a desk and its host say to each other: an action costs little, however much it does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from coding_desk import ShownDesk, eventually
from hosts import Host
from playwright.sync_api import expect
from studies import coded

AT_MOST = 2000
"""Bytes of one action, with all answers, while the panels are closed."""
MANY = 500
LONG = "\n\n".join(
    f"{'Interviewer' if turn % 2 else 'Borger'}: Hun ringede i uge {turn}. Det var en god samtale."
    for turn in range(MANY)
)


@pytest.fixture
def long_desk(host: Host, show: Callable[..., ShownDesk]) -> ShownDesk:
    """A desk on one interview of 500 turns, the panels closed."""
    host.traffic.messages.clear()
    desk = show({"long": LONG})
    # Sentences and lemmas are told once, a moment after a transcript has been opened.
    eventually(desk.page, lambda: told_language(host), wanted=True)
    for name in "Hide the panels", "Codes and transcripts":
        button = desk.root.locator(".qwb-bar").get_by_role("button", name=name)
        if button.is_visible() and button.get_attribute("aria-expanded") == "true":
            button.click()
    return desk


def told_language(host: Host) -> bool:
    return any('"type":"language","sentences"' in message for message in host.traffic.messages)


def cost(host: Host, desk: ShownDesk, action: Callable[[], object]) -> int:
    """Bytes that an action costs, with whatever the desk asks for because of it."""
    quiet(host)
    host.traffic.messages.clear()
    action()
    desk.wait_until_saved()
    quiet(host)
    return sum(len(message.encode()) for message in host.traffic.messages)


def quiet(host: Host) -> None:
    """Wait until nothing has been said for two seconds, longer than lists wait before they are renewed.

    The page counts them, once it has nothing else to do: on a busy machine it may be behind.
    """
    said = -1
    while said != len(host.traffic.messages):
        said = len(host.traffic.messages)
        host.page.evaluate("new Promise((done) => setTimeout(() => requestIdleCallback(done), 2000))")


def test_an_action_costs_under_two_kilobytes(host: Host, long_desk: ShownDesk) -> None:
    desk = long_desk
    desk.go_to_turn(0)
    desk.do("next-word", "next-word")
    costs = {
        "code": cost(host, desk, lambda: desk.code_with("1")),
        "adjust": cost(host, desk, lambda: desk.do("end-later")),
        "undo": cost(host, desk, lambda: desk.do("undo")),
        "delete": cost(host, desk, lambda: desk.do("delete-coding")),
    }
    assert {name: bytes_ for name, bytes_ in costs.items() if not 0 < bytes_ < AT_MOST} == {}


def test_coding_500_places_costs_no_more_than_coding_one_and_neither_does_undo(
    host: Host, long_desk: ShownDesk
) -> None:
    desk = long_desk
    desk.turn(0).focus()
    desk.do("show-search")
    panel = desk.panel("Search")
    desk.page.keyboard.type("ringede")
    expect(panel.locator(".qwb-total")).to_have_text(f"{MANY} passages in 1 transcript")
    panel.get_by_role("button", name="Code all …").click()
    panel.get_by_label("Code", exact=True).select_option(label="Flexibility")
    button = panel.get_by_role("button", name=f"Code {MANY} of {MANY} passages")
    expect(button).to_be_enabled()
    button.click()
    desk.says(f"{MANY} passages coded: Flexibility. Undo takes it back in one step.")
    desk.wait_until_saved()
    assert len(coded(desk.study, "long")) == MANY
    desk.button("Hide the panels").click()
    desk.turn(0).focus()
    taken_back = cost(host, desk, lambda: desk.do("undo"))
    eventually(desk.page, lambda: len(coded(desk.study, "long")), 0)
    again = cost(host, desk, lambda: desk.do("redo"))
    assert len(coded(desk.study, "long")) == MANY
    assert 0 < taken_back < AT_MOST
    assert 0 < again < AT_MOST
