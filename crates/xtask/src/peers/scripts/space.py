"""Places on the map: PySAL's esda, scikit-learn, hdbscan."""

import numpy as np

from case import case, column, number, package, timed

points = np.column_stack([column("x"), column("y")])

if case == "lisa":
    from esda import Moran_Local
    from libpysal.weights import KNN, lat2W

    value = column("value")
    weights = KNN.from_array(points, k=int(number("neighbours")))
    weights.transform = "r"
    # What it compiles on its first call is no part of the time.
    Moran_Local(np.arange(9.0), lat2W(3, 3), permutations=9)
    timed(
        # Its own processes would each compile anew, which takes longer than they save.
        lambda: Moran_Local(value, weights, permutations=int(number("permutations")), keep_simulations=False),
        lambda found: {"sum of squared statistics": (found.Is**2).sum(), "places with p up to 0.05": (found.p_sim <= 0.05).sum()},
    )
elif case == "hdbscan":
    least, near = int(number("least")), int(number("near"))
    if package == "hdbscan":
        import hdbscan

        # It counts the others near a point, without the point itself.
        # Starting processes of its own takes longer than they save.
        method = lambda: hdbscan.HDBSCAN(least, near - 1, core_dist_n_jobs=1)
    else:
        from sklearn.cluster import HDBSCAN

        method = lambda: HDBSCAN(min_cluster_size=least, min_samples=near, n_jobs=-1, copy=True)
    timed(
        lambda: method().fit(points).labels_,
        lambda of: {"clusters": of.max() + 1, "points in clusters": (of >= 0).sum()},
    )
