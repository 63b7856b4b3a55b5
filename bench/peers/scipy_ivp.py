"""scipy's solve_ivp on the problem of problem.h; the method is the argument."""

import sys
import time

import numpy as np
from scipy.integrate import solve_ivp

numbers = sys.stdin.read().split()
count, repetitions = int(numbers[0]), int(numbers[1])
rtol, atol, end = (float(x) for x in numbers[2:5])
rows = np.array([float(x) for x in numbers[5:]]).reshape(count, 9)
BETA = 0.1


def field(_, u):
    square = u * u
    g = 3 * square + 2 * square * u
    return (1 - BETA) * g + BETA * g.sum() - u * (u @ g)


def solve(row):
    run = solve_ivp(
        field, (0, end), row[1:], method=sys.argv[1], rtol=rtol, atol=atol, t_eval=[row[0], end]
    )
    return run.y[:, 0]


found = [solve(row) for row in rows]
before = time.perf_counter()
for _ in range(repetitions):
    for row in rows:
        solve(row)
print(1e6 * (time.perf_counter() - before) / (repetitions * count))
for state in found:
    print(*(repr(float(x)) for x in state))
