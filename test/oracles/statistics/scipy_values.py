"""Quantiles and intervals by scipy, for test/numeric/statistics. Writes scipy-values.json."""

import json
import pathlib

from scipy import special, stats

cases = [(0.5, 0.5), (1, 1), (2, 7), (0.5, 40), (30, 2.5), (300, 700), (1e5, 3), (5e5, 5e5)]
beta = [
    [a, b, x, float(special.betainc(a, b, x))]
    for a, b in cases
    for x in (0.001, 0.1, a / (a + b), 0.5, 0.9)
]
beta_quantiles = [
    [a, b, p, float(special.betaincinv(a, b, p))] for a, b in cases for p in (1e-6, 0.025, 0.5, 0.975)
]
log_gamma = [[x, float(special.gammaln(x))] for x in (1e-3, 0.5, 1.5, 3, 15.9, 16.1, 250.25, 1e6)]
student = [[p, n, float(stats.t.ppf(p, n))] for p in (0.6, 0.975, 0.9995) for n in (1, 2, 5, 30, 1000)]
normal = [[p, float(stats.norm.ppf(p))] for p in (0.5, 0.9, 0.975, 0.995, 0.9999995)]
intervals = []
for s, n in ((0, 10), (10, 10), (3, 10), (500, 1000), (7, 100000), (999999, 1000000)):
    test = stats.binomtest(s, n)
    exact = test.proportion_ci(0.95, method="exact")
    wilson = test.proportion_ci(0.95, method="wilson")
    intervals.append([s, n, exact.low, exact.high, wilson.low, wilson.high])
x = [1, 2, 3.5, 5, 8, 9]
y = [2.1, 2.9, 4.4, 7.2, 9.8, 10.1]
line = stats.linregress(x, y)
t = stats.t.ppf(0.975, len(x) - 2)
fit = {
    "x": x,
    "y": y,
    "slope": [line.slope, t * line.stderr],
    "intercept": [line.intercept, t * line.intercept_stderr],
}
out = {
    "beta": beta,
    "betaQuantiles": beta_quantiles,
    "logGamma": log_gamma,
    "student": student,
    "normal": normal,
    "intervals": intervals,
    "line": fit,
}
path = pathlib.Path(__file__).with_name("scipy-values.json")
path.write_text(json.dumps(out, indent=1, default=float) + "\n")
