"""Logistic regression for few people, with Firth's penalty."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import FindingError
from workbench.findings.statistics.intervals import Floats, critical_value
from workbench.findings.statistics.permutation import known_values

PEOPLE_A_PREDICTOR = 10

TOLERANCE = 1e-6
"""Of coefficients and gradients; below 1e-7 rounding keeps firthmodels 0.8.2 from converging."""


@dataclass(frozen=True)
class FirthLogistic:
    """How the odds of an outcome go with some predictors, each with the others held still.

    Attributes
    ----------
    odds_ratios, low, high
        One number a predictor, with the limits: by how much the odds multiply if the predictor
        is larger by 1.
    p_values
        One number a predictor, of "it makes no difference".
    note
        Why numbers are missing (NaN); empty where none is.
    """

    odds_ratios: Floats
    low: Floats
    high: Floats
    p_values: Floats
    note: str = ""


def firth_logistic(predictors: ArrayLike, outcome: ArrayLike, confidence: float = 0.95) -> FirthLogistic:
    """Fit a logistic regression that stays finite where a predictor tells the outcome perfectly.

    Firth's penalised likelihood (1993, Biometrika 80: 27-38; Heinze and Schemper 2002, Statistics
    in Medicine 21: 2409-2419), by the package firthmodels; limits and p-values are those of
    the profile of the penalised likelihood.

    Parameters
    ----------
    predictors
        Numbers or yes and no, shape (people, predictors), or (people,) for one.
    outcome
        One yes or no a person.
    confidence
        Two-sided coverage, between 0 and 1.

    Raises
    ------
    FindingError
        There are more predictors than a tenth of the people, or a value is missing.
    """
    critical_value(confidence)
    x, happened = known_values(predictors), known_values(outcome) != 0
    people = len(happened)
    x = x.reshape(people, -1)
    number = x.shape[1]
    most = people // PEOPLE_A_PREDICTOR
    if number > most:
        raise FindingError(
            f"{number} predictors are too many for {people} people",
            hint=f"Take at most {most}: one for every {PEOPLE_A_PREDICTOR} people",
        )
    unknown = np.full(number, np.nan)
    if happened.all() or not happened.any():
        return FirthLogistic(unknown, unknown, unknown, unknown, "everybody has the same outcome")
    if np.linalg.matrix_rank(np.column_stack([x, np.ones(people)])) <= number:
        return FirthLogistic(
            unknown,
            unknown,
            unknown,
            unknown,
            "a predictor is the same for everybody or follows from the others",
        )
    from firthmodels import FirthLogisticRegression

    # Centred and scaled, so that one tolerance serves any unit; the penalty does not depend on either.
    scale = x.std(axis=0)
    which = list(range(number))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what did not converge is NaN, and the note says so
        model = FirthLogisticRegression(backend="numpy", max_iter=500, gtol=TOLERANCE, xtol=TOLERANCE)
        model.fit((x - x.mean(axis=0)) / scale, happened.astype(int))
        p_values = model.lrt(which).lrt_pvalues_[:number]
        limits = model.conf_int(1 - confidence, method="pl", features=which, max_iter=500, tol=TOLERANCE)
    ratios = np.exp((model.coef_ if model.converged_ else unknown) / scale)
    low, high = np.exp(limits[:number].T / scale)
    missing = np.isnan(np.concatenate([ratios, low, high, p_values])).any()
    return FirthLogistic(ratios, low, high, p_values, "the fit did not converge" if missing else "")
