"""Lifespans: lifelines."""

import numpy as np
import pandas as pd
from lifelines import CoxPHFitter, KaplanMeierFitter

from case import case, column, columns, timed

if case == "kaplan-meier":
    exits, events = column("exit"), column("event")
    timed(lambda: KaplanMeierFitter().fit(exits, events), lambda fit: {"S(0.5)": fit.predict(0.5)})
elif case == "cox":
    lives = pd.DataFrame(columns("x").T).add_prefix("x").assign(exit=column("exit"), event=column("event"))
    timed(
        lambda: CoxPHFitter().fit(lives, "exit", "event"),
        lambda fit: {
            "log-likelihood": fit.log_likelihood_,
            "last coefficient": fit.params_.iloc[-1],
            "standard error of the last": fit.standard_errors_.iloc[-1],
            "concordance": fit.concordance_index_,
        },
    )
elif case == "interval":
    left, right = column("left"), column("right")

    def log_likelihood(fit):
        # Of what a row's interval holds: survival does not change within it beside the masses it may have.
        curve = fit.survival_function_
        upper, lower = curve["NPMLE_estimate_upper"], curve["NPMLE_estimate_lower"]
        at = lambda ages, of: of.to_numpy()[np.searchsorted(curve.index, ages, side="right") - 1]
        return {"log-likelihood": np.log(at(left, upper) - np.where(np.isinf(right), 0, at(right, lower))).sum()}

    timed(lambda: KaplanMeierFitter().fit_interval_censoring(left, right), log_likelihood)
