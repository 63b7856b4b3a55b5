"""Escape times of one neuron with the link h_p: u' = p u^(p-1) (1 - u^2) from d^(-1/2) to 0.9.

The integral of du / (p u^(p-1) (1 - u^2)) by mpmath at 40 digits. Writes mpmath-escape.json.
"""

import json
import pathlib

import mpmath as mp

mp.mp.dps = 40


def escape_time(p, d):
    # In s = log u the integrand is smooth over all decades.
    start, end = mp.log(1 / mp.sqrt(d)), mp.log(mp.mpf(9) / 10)
    f = lambda s: mp.exp(-(p - 2) * s) / (p * (1 - mp.exp(2 * s)))
    points = [start + (end - start) * i / 40 for i in range(41)]
    return mp.quad(f, points)


out = [[p, 10**e, mp.nstr(escape_time(p, 10**e), 25)] for p in range(2, 7) for e in range(2, 9)]
path = pathlib.Path(__file__).with_name("mpmath-escape.json")
path.write_text("[\n" + ",\n".join(json.dumps(row) for row in out) + "\n]\n")
