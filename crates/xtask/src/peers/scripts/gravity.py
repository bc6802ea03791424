"""Flows: pyfixest."""

import numpy as np
import pandas as pd
import pyfixest

from case import column, timed

flows = pd.DataFrame({name: column(name) for name in ["flow", "distance", "tie"]})
flows["origin"], flows["destination"] = column("from").astype(int), column("to").astype(int)


def fit(data):
    return pyfixest.fepois("flow ~ distance + tie | origin + destination", data, vcov={"CRV1": "origin"})


# What it compiles on its first call is no part of the time.
fit(flows[np.maximum(flows.origin, flows.destination) < 40])
timed(
    lambda: fit(flows),
    lambda found: {
        "coefficient of distance": found.coef()["distance"],
        "coefficient of tie": found.coef()["tie"],
        "standard error of distance": found.se()["distance"],
    },
)
