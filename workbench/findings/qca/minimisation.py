"""Boolean minimisation: the simplest expressions for a set of configurations.

Quine (1952, American Mathematical Monthly 59: 521-531) and McCluskey (1956, Bell System Technical
Journal 35: 1417-1444), with an exact search for the covers. Configurations are tuples of 0 and 1,
one element per condition; a term has None where a condition has dropped out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

Configuration = tuple[int, ...]
Term = tuple[int | None, ...]
Model = tuple[Term, ...]

MOST_MODELS = 50
"""So many equally simple models are told; a truth table with more tells nothing apart."""


def covers(term: Term, configuration: Configuration) -> bool:
    """Whether the configuration has all that the term asks for."""
    return all(asked is None or asked == has for asked, has in zip(term, configuration, strict=True))


def prime_implicants(allowed: Collection[Configuration]) -> list[Term]:
    """The terms that cover only `allowed` configurations and are part of no wider such term."""
    terms: set[Term] = set(allowed)
    primes: set[Term] = set()
    while terms:
        merged: set[Term] = set()
        used: set[Term] = set()
        for term in terms:
            for place, value in enumerate(term):
                # Looked for from one side only, and both merge.
                if value != 0:
                    continue
                twin = (*term[:place], 1, *term[place + 1 :])
                if twin in terms:
                    merged.add((*term[:place], None, *term[place + 1 :]))
                    used |= {term, twin}
        primes |= terms - used
        terms = merged
    return sorted(primes, key=_order)


def minimise(positive: Collection[Configuration], free: Collection[Configuration] = ()) -> tuple[Model, ...]:
    """All expressions with the fewest terms that cover `positive` and nothing else but `free`.

    Parameters
    ----------
    positive
        Configurations that must be covered.
    free
        Configurations that may be covered (remainders that count as counterfactuals).

    Returns
    -------
    tuple of models
        Each a tuple of terms, in a fixed order, at most `MOST_MODELS`; empty where `positive` is.
    """
    if not positive:
        return ()
    primes = prime_implicants({*positive, *free})
    chart = {
        one: [place for place, prime in enumerate(primes) if covers(prime, one)] for one in sorted(positive)
    }
    size = 1
    while True:
        found: dict[frozenset[int], None] = {}
        for cover in _covers(chart, frozenset(), size):
            found[cover] = None
            if len(found) == MOST_MODELS:
                break
        if found:
            models = [tuple(sorted((primes[place] for place in cover), key=_order)) for cover in found]
            return tuple(sorted(models, key=lambda model: [_order(term) for term in model]))
        size += 1


def easy_counterfactuals(
    positive: Collection[Configuration],
    simplifying: Collection[Configuration],
    expectations: Sequence[int | None],
) -> frozenset[Configuration]:
    """Of the `simplifying` assumptions those that only ask what theory expects.

    Ragin and Sonnett (2005): a remainder is easy if it differs from a configuration that was seen
    to be sufficient only in conditions that have in it the value expected to help the outcome.

    Parameters
    ----------
    positive
        Sufficient configurations.
    simplifying
        Remainders that the parsimonious solution covers.
    expectations
        Per condition the value (1 present, 0 absent) that helps, or None where nothing is expected.
    """
    return frozenset(
        remainder
        for remainder in simplifying
        if any(
            all(
                has in (seen, expected)
                for has, seen, expected in zip(remainder, one, expectations, strict=True)
            )
            for one in positive
        )
    )


def _covers(
    chart: dict[Configuration, list[int]], chosen: frozenset[int], size: int
) -> Iterator[frozenset[int]]:
    """Every set of at most `size` primes that covers the chart and contains `chosen`."""
    open_ones = [primes for primes in chart.values() if chosen.isdisjoint(primes)]
    if not open_ones:
        yield chosen
    elif len(chosen) < size:
        for prime in min(open_ones, key=len):
            yield from _covers(chart, chosen | {prime}, size)


def _order(term: Term) -> tuple[int, ...]:
    """Present before absent before dropped, condition by condition."""
    return tuple(2 if value is None else 1 - value for value in term)
