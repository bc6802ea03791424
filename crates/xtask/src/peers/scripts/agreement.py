"""Coders who agree or not: krippendorff."""

import krippendorff
import numpy as np

from case import case, columns, timed

level = case.removeprefix("alpha-")
coders = columns("coder")
codes = np.unique(coders[~np.isnan(coders)])
# By unit, how often each code was given: the shorter way it offers, without counting anew for each replicate.
given = np.array([(coders == code).sum(axis=0) for code in codes]).T
chance = np.random.default_rng(1)


def alpha(given):
    return krippendorff.alpha(value_counts=given, value_domain=codes, level_of_measurement=level)


def replicates(count=100):
    return [alpha(given[chance.integers(0, len(given), len(given))]) for _ in range(count)]


timed(
    replicates,
    lambda found: {"alpha": alpha(given), "median of replicates": np.median(found)},
    replicates=100,
)
