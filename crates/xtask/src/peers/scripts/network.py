"""Betweenness and communities: igraph, NetworKit."""

import random

import numpy as np

from case import case, column, number, timed

ends = column("from").astype(np.uint64), column("to").astype(np.uint64)
nodes = int(number("nodes"))

if case == "betweenness-sampled":
    import networkit

    network = networkit.GraphFromCoo(ends, n=nodes)

    def sampled():
        # Half is the constant that ours takes, with the same bound; the default draws twice as many paths.
        return networkit.centrality.ApproxBetweenness(network, number("error"), number("risk"), 0.5).run().scores()

    timed(sampled, lambda shares: {"sum of shares": sum(shares), "largest share": max(shares)})
else:
    import igraph

    network = igraph.Graph(nodes, np.column_stack(ends).astype(int))
    if case == "betweenness":
        timed(network.betweenness, lambda found: {"sum": sum(found), "largest": max(found)})
    elif case == "leiden":
        random.seed(1)
        timed(
            lambda: network.community_leiden(objective_function="modularity", n_iterations=2),
            lambda found: {"modularity": found.modularity, "communities": len(found)},
        )
