"""A case's columns, and the time of an estimation on them; imported by every script for Python.

usage: python SCRIPT CASE FOLDER PACKAGE
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np

case, folder, package = sys.argv[1], Path(sys.argv[2]), sys.argv[3]


def column(name):
    return np.fromfile(folder / f"{name}.f64", dtype="<f8")


def columns(name):
    """The columns NAME0, NAME1 and so on, one below the other."""
    numbers = sorted(int(f.stem.removeprefix(name)) for f in folder.glob(f"{name}[0-9]*.f64"))
    return np.array([column(f"{name}{k}") for k in numbers])


def number(name):
    return float(column(name)[0])


def timed(estimate, found, replicates=1):
    """Repeats the estimation until it took a second; prints times of one `replicates`-th, on all threads, and what
    `found` picks from its result, outside the time taken."""
    wall, cpu, repeats = time.perf_counter(), time.process_time(), 0
    while True:
        result = estimate()
        repeats += 1
        took = time.perf_counter() - wall
        if took >= 1:
            break
    share = repeats * replicates
    cpu = (time.process_time() - cpu) / share
    answer = {key: float(value) for key, value in found(result).items()}
    print(json.dumps({"version": version(package), "wall": took / share, "cpu": cpu, "found": answer}))
