"""Statistics on counts and arrays of people: pure functions, each with its source.

`present` and `of` are counts per group, (first, second) where there are two; `groups` holds the group of each
person, counted from 0; `strata` the stratum of each person or None. `docs/methods.md`, part Statistics, says
what is computed how and when not to use it.

One share
    `intervals.wilson(present, of, confidence) -> low, high`
    `intervals.clopper_pearson(present, of, confidence) -> low, high`
Two groups, many themes at once
    `score_limits.miettinen_nurminen(present, of, confidence) -> difference, low, high`
    `intervals.newcombe(present, of, confidence) -> difference, low, high`
    `score_limits.risk_ratio(present, of, confidence) -> ratio, low, high`
Two groups, in one table or in strata; any number of groups in strata
    `odds_ratio.conditional_odds_ratio(present, of, confidence) -> ConditionalOddsRatio`
    `strata.mantel_haenszel_odds_ratio(present, of, confidence) -> ratio, low, high`
    `strata.mantel_haenszel_difference(present, of, confidence) -> difference, low, high`
    `strata.cochran_mantel_haenszel(present, of) -> p or None`
    `strata.breslow_day(present, of) -> p or None`
    `strata_of_groups.general_association(present, of, draws=, seed=) -> GeneralAssociation or None`
Tests of a share across groups
    `exact_tests.fisher_exact(present, of) -> p or None`
    `exact_tests.boschloo_exact(present, of) -> p or None`
    `exact_tests.smallest_p_value(total, of) -> p or None`
    `power.fisher_power(shares, of, level) -> chance`
    `power.detectable_difference(share, of, power=, level=) -> DetectableDifference`
Tables of any size
    `contingency.adjusted_residuals(table) -> residuals`
    `contingency.cramers_v(table) -> v`
Ordered and numeric outcomes
    `ranks.rank_test(values, groups, strata, draws=, seed=) -> PermutationTest or None`
    `ranks.cliffs_delta(first, second) -> delta`
    `ranks.hodges_lehmann(first, second, confidence) -> Shift`
    `ranks.difference_of_means(first, second, confidence, draws=, seed=) -> Shift`
    `ranks.difference_of_medians(first, second, confidence, draws=, seed=) -> Shift`
    `permutation.permutation_test(scores, groups, strata, draws=, seed=) -> PermutationTest or None`
Time until an outcome
    `time_to_event.kaplan_meier(times, happened, confidence) -> SurvivalCurve`
    `time_to_event.log_rank(times, happened, groups, draws=, seed=) -> LogRank`
Many themes
    `multiple_tests.holm(p_values) -> adjusted`
    `multiple_tests.benjamini_hochberg(p_values) -> adjusted`
    `many_themes.adjust_together(present, groups, strata, draws=, seed=) -> ThemesTogether`
Missing outcomes
    `missing_outcomes.share_bounds(positive, known, missing) -> low, high`
    `missing_outcomes.difference_bounds(present, of, missing) -> DifferenceBounds`
Interviewed against register
    `standardised_differences.standardise_shares(present, of) -> StandardisedDifference`
    `standardised_differences.standardise_numbers(first, second) -> StandardisedDifference`
    `standardised_differences.standardise_nominal(first, second) -> StandardisedDifference`
Several predictors
    `firth.firth_logistic(predictors, outcome, confidence) -> FirthLogistic`
"""
