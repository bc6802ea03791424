"""Betweenness and communities: igraph, NetworKit."""

import random

import numpy as np

from case import case, column, number, package, timed

ends = column("from").astype(np.uint64), column("to").astype(np.uint64)
nodes = int(number("nodes"))

if package == "networkit":
    from networkit import GraphFromCoo
    from networkit.centrality import EstimateBetweenness, KadabraBetweenness

    network = GraphFromCoo(ends, n=nodes)

    def sampled():
        if case == "betweenness-pivots":
            return np.array(EstimateBetweenness(network, 100, normalized=True, parallel=True).run().scores())
        # It counts a path in both directions: twice the share of pairs.
        return np.array(KadabraBetweenness(network, number("error"), number("risk")).run().scores()) / 2

    timed(sampled, lambda shares: {"sum of shares": shares.sum(), "largest share": shares.max()})
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
