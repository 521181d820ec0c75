"""Code saturation: new codes per interview, the base, the runs and the band of other orders."""

from __future__ import annotations

import dataclasses
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_interviews import interviews, passage

from workbench.errors import FindingError
from workbench.findings.relations import orders
from workbench.findings.relations import saturation as module
from workbench.findings.relations.orders import band
from workbench.findings.relations.saturation import saturation

# Worked by hand after Guest, Namey and Chen (2020): base 4, run 2. Their paper's own table was not
# at hand; this one follows their definitions step by step.
#
# interview        1     2    3    4   5   6   7   8   9
# codes            abcd  aef  ghi  ja  ak  bl  ac  dm  e
# new              4     2    3    1   1   1   0   1   0
# so far           4     6    9    10  11  12  12  13  13
# run ends here                        -   2   1   1   1
# of the base, 10                          20% 10% 10% 10%
INTERVIEWS = ["abcd", "aef", "ghi", "ja", "ak", "bl", "ac", "dm", "e"]


def coded(codes_of=INTERVIEWS, **how):
    names = [f"interview {number}" for number in range(1, len(codes_of) + 1)]
    passages = [
        passage(name, code, 10 * place, 10 * place + 5)
        for name, codes in zip(names, codes_of, strict=True)
        for place, code in enumerate(codes)
    ]
    return interviews(*passages, names=names, scheme=None, **how)


def test_the_worked_example():
    finding = saturation(coded(), base=4, run=2, threshold=0.10)
    table = finding.table
    assert table["new"].tolist() == [4, 2, 3, 1, 1, 1, 0, 1, 0]
    assert table["total"].tolist() == [4, 6, 9, 10, 11, 12, 12, 13, 13]
    assert table["ratio"].isna().tolist() == [True] * 5 + [False] * 4
    assert table["ratio"].tolist()[5:] == pytest.approx([0.2, 0.1, 0.1, 0.1])
    # The run of interviews 6 and 7 brings one new code of ten: reached at 5+2.
    assert finding.reached == 5
    assert "5+2 in the notation of Guest" in finding.summary()
    assert table["names"].iloc[3] == ("j",)


def test_a_longer_run_and_a_stricter_threshold_ask_for_more():
    # Runs of three end at 7, 8 and 9 and bring 2, 2 and 1 of ten.
    assert saturation(coded(), base=4, run=3, threshold=0.10).reached == 6
    assert saturation(coded(), base=4, run=3, threshold=0.20).reached == 4
    strict = saturation(coded(), base=4, run=2, threshold=0.0)
    assert strict.reached is None
    assert "No run of 2 brings at most 0 %" in strict.summary()
    assert "New codes still come" in strict.figure().layout.title.text


def test_a_run_that_brings_more_again_is_told():
    finding = saturation(coded(["abcd", "a", "b", "efg", "h"]), base=1, run=2, threshold=0.0)
    assert finding.reached == 1
    assert "Later runs bring more again, up to 100 %" in finding.summary()


def test_the_order_is_the_given_one_else_that_of_the_coding_else_that_of_the_names():
    data = coded(["ab", "bc", "c"])
    given_order = ["interview 3", "interview 1"]
    assert saturation(data, order=given_order).table["new"].tolist() == [1, 2]
    assert saturation(data).order == "name"
    created = pd.Timestamp("2026-01-01", tz="UTC") - pd.to_timedelta(range(len(data.codings)), unit="h")
    later_first = dataclasses.replace(data, codings=data.codings.assign(created=created))
    finding = saturation(later_first)
    assert finding.order == "coded"
    assert finding.table["transcript"].tolist() == ["interview 3", "interview 2", "interview 1"]


def test_an_interview_without_a_code_counts_and_one_that_is_not_done_does_not():
    finding = saturation(coded(["ab", "", "c"], done=["interview 1", "interview 2"]))
    assert finding.table["new"].tolist() == [2, 0]
    assert finding.excluded.to_numpy().tolist() == [["interview 3", "not yet fully coded"]]
    assert "1 transcript not yet fully coded" in finding.summary()


def test_it_says_what_it_does_not_show():
    for language, words in (("en", "This counts codes, not understanding"), ("da", "Det tæller koder")):
        assert words in saturation(coded()).summary(language)


def test_too_few_interviews_and_an_empty_base_are_told():
    few = saturation(coded(["a", "b"]))
    assert few.reached is None
    assert "Base and run take 6 interviews; 2 interviews are too few" in few.summary()
    assert few.figure().layout.title.text.startswith("<b>Code saturation cannot be told yet")
    empty = saturation(coded(["", "a", "b"]), base=1, run=1)
    assert "The base has no code" in empty.summary()
    nothing_done = saturation(coded(["a", "b"], done=[]))
    assert nothing_done.table.empty
    assert nothing_done.figure().layout.title.text


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"base": 0}, "make no sense together"),
        ({"threshold": 1.0}, "make no sense together"),
        ({"order": ["interview 99"]}, "there is no transcript 'interview 99'"),
        ({"order": ["interview 1", "interview 1"]}, "stands twice"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(how, message):
    with pytest.raises(FindingError, match=message):
        saturation(coded(), **how)


SHOWN = st.integers(1, 5).flatmap(
    lambda codes: st.lists(st.lists(st.booleans(), min_size=codes, max_size=codes), min_size=1, max_size=6)
)


@settings(max_examples=25, deadline=None)
@given(SHOWN)
def test_the_band_is_exactly_that_of_all_orders(rows):
    shown = np.array(rows, dtype=bool)
    totals = np.array(
        [
            np.logical_or.accumulate(shown[list(order)]).sum(axis=1)
            for order in permutations(range(len(shown)))
        ]
    )
    mean, low, high = band(shown, seed=1)
    assert mean == pytest.approx(totals.mean(axis=0))
    assert low == pytest.approx(np.quantile(totals, 0.05, axis=0, method="inverted_cdf"))
    assert high == pytest.approx(np.quantile(totals, 0.95, axis=0, method="inverted_cdf"))


def test_with_many_interviews_the_orders_are_drawn_with_a_seed(monkeypatch):
    for one in (module, orders):
        monkeypatch.setattr(one, "ORDERS", 50)
    data = coded([chr(97 + place % 7) for place in range(orders.EXACT + 1)])
    one, other = saturation(data), saturation(data)
    assert one.orders == 50
    assert one.table.equals(other.table)
    assert one.fingerprint == other.fingerprint != saturation(data, seed=2).fingerprint


def test_the_quotes_of_an_interview_are_those_that_brought_something_new():
    finding = saturation(coded())
    assert finding.quotes("interview 2")["code"].tolist() == ["e", "f"]
    assert finding.quotes("interview 7").empty
    with pytest.raises(FindingError, match="'interview 0' is not among the interviews"):
        finding.quotes("interview 0")


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_neither_table_nor_fingerprint(luck):
    data = coded()
    order = list(range(len(data.codings)))
    luck.shuffle(order)
    mixed = dataclasses.replace(data, codings=data.codings.iloc[order].reset_index(drop=True))
    assert saturation(data).table.equals(saturation(mixed).table)
    assert saturation(data).fingerprint == saturation(mixed).fingerprint
