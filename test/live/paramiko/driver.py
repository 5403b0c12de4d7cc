"""Runs one small program against the real library and tells the test what happens, a line of JSON each time.

argv: a JSON object with the names that the program finds defined. The program comes on standard input up to a line
that holds EOF only; each further line answers one `mark`.
"""
import json
import os
import sys
import time


def tell(**what):
    what["at"] = time.monotonic()
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def mark(name="", wait=True):
    """The stopwatch starts. With `wait` the test does its part first, such as cutting the line."""
    tell(mark=name)
    if wait:
        sys.stdin.readline()
        tell(mark=name)


source = []
for line in sys.stdin:
    if line == "EOF\n":
        break
    source.append(line)

names = dict(json.loads(sys.argv[1]), mark=mark, __name__="program")
try:
    exec(compile("".join(source), "program", "exec"), names)
    tell(end="done")
except BaseException as error:
    tell(end="raised", error=type(error).__name__, text=str(error))
sys.stdout.flush()
# Threads of the library that still wait must not hold the process.
os._exit(0)
