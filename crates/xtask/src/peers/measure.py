"""Runs a program and prints, as JSON, its wall time, CPU time, peak memory and exit code.

usage: measure.py STDOUT_FILE PROGRAM ARGUMENT...
"""

import json
import os
import sys
import time

stdout_file, *command = sys.argv[1:]
start = time.perf_counter()
child = os.fork()
if child == 0:
    out = os.open(stdout_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(out, 1)
    os.execvp(command[0], command)
_, status, usage = os.wait4(child, 0)
# Linux counts the peak in kilobytes, macOS in bytes.
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps({
    "wall": time.perf_counter() - start,
    "cpu": usage.ru_utime + usage.ru_stime,
    "peak": usage.ru_maxrss * unit,
    "exit": os.waitstatus_to_exitcode(status),
}))
