"""Hermite coefficients of links to 45 digits, by mpmath alone.

Composite Gauss-Legendre (60 nodes on panels of width 1/4, cut at the kinks) at 60 digits, and
tanh-sinh for the links with a singular point. Run: python3 make-oracles.py > coefficients.json
Needs mpmath 1.2 or later.
"""
import json
from mpmath import (mp, mpf, pi, sqrt, exp, log, sin, cos, tanh, cosh, atan, asin, erf, sign, floor,
                    quad, factorial, nstr, fabs)

mp.dps = 60
ORDER = 30
REACH = 24

relu = lambda x: x if x > 0 else mpf(0)
step = lambda x: mpf(1) if x > 0 else mpf(0)
Phi = lambda x: (1 + erf(x / sqrt(2))) / 2
sigmoid = lambda x: 1 / (1 + exp(-x))


def h(p, x):
    a, b = mpf(0), mpf(1)
    for k in range(p):
        a, b = b, x * b - k * a
    return b / sqrt(factorial(p))


third = mpf(1) / 3
root_of_cubic = mp.findroot(lambda x: x**3 - x - 1, 1.3)
SMOOTH = {
    "tanh(x)": tanh,
    "x*tanh(x)": lambda x: x * tanh(x),
    "tanh(10*x)": lambda x: tanh(10 * x),
    "sigmoid(x)": sigmoid,
    "x*sigmoid(x)": lambda x: x * sigmoid(x),
    "log(1+exp(x))": lambda x: log(1 + exp(x)),
    "x*tanh(log(1+exp(x)))": lambda x: x * tanh(log(1 + exp(x))),
    "log(1+x^2)": lambda x: log(1 + x**2),
    "1/(1+x^2)": lambda x: 1 / (1 + x**2),
    "sqrt(1+x^2)": lambda x: sqrt(1 + x**2),
    "log(cosh(x))": lambda x: log(cosh(x)),
    "atan(x)": atan,
    "erf(x)^2": lambda x: erf(x)**2,
    "2^x": lambda x: mpf(2)**x,
    "tanh(x-1)^2": lambda x: tanh(x - 1)**2,
    "sin(x^2)": lambda x: sin(x**2),
    "exp(x^2/5)*tanh(x)": lambda x: exp(x**2 / 5) * tanh(x),
    "erf(x)": erf,
    "erf(x/sqrt(2))": lambda x: erf(x / sqrt(2)),
    "erf((x-1)/3)": lambda x: erf((x - 1) / 3),
    "erf(sqrt(3)*x/2)": lambda x: erf(sqrt(3) * x / 2),
    "x*Phi(x)": lambda x: x * Phi(x),
    "x*Phi(x/2+1/3)": lambda x: x * Phi(x / 2 + third),
    "x^5-10*x^3+15*x": lambda x: x**5 - 10 * x**3 + 15 * x,
    "h(3,x)+h(5,x)/2": lambda x: h(3, x) + h(5, x) / 2,
    "exp(x/2)": lambda x: exp(x / 2),
    "exp(x^2/5)": lambda x: exp(x**2 / 5),
    "x^2*exp(-x^2/3+x/2)": lambda x: x**2 * exp(-x**2 / 3 + x / 2),
    "sin(2*x)": lambda x: sin(2 * x),
    "x*cos(x-1/2)": lambda x: x * cos(x - mpf(1) / 2),
    "exp(x/3)*sin(pi*x/2)": lambda x: exp(x / 3) * sin(pi * x / 2),
    "cos(x)^3": lambda x: cos(x)**3,
    "x*erf(x)*exp(-x^2/3+x)": lambda x: x * erf(x) * exp(-x**2 / 3 + x),
}
# Links with kinks or jumps, and where.
PIECEWISE = {
    "relu(x)": (relu, [0]),
    "max(0,x)^2": (lambda x: relu(x)**2, [0]),
    "abs(x)": (fabs, [0]),
    "sign(x)": (sign, [0]),
    "step(x-1/2)": (lambda x: step(x - mpf(1) / 2), [mpf(1) / 2]),
    "max(x,x/10)": (lambda x: max(x, x / 10), [0]),
    "max(-1,min(1,x))": (lambda x: max(mpf(-1), min(mpf(1), x)), [-1, 1]),
    "abs(x-1/2)^3": (lambda x: fabs(x - mpf(1) / 2)**3, [mpf(1) / 2]),
    "relu(x-sqrt(2))": (lambda x: relu(x - sqrt(2)), [sqrt(2)]),
    "if(x^2>1,x,0)": (lambda x: x if x * x > 1 else mpf(0), [-1, 1]),
    "if(x>0,x,exp(x)-1)": (lambda x: x if x > 0 else exp(x) - 1, [0]),
    "exp(-abs(x))": (lambda x: exp(-fabs(x)), [0]),
    "relu(x)*erf(x)": (lambda x: relu(x) * erf(x), [0]),
    "abs(x^2-x-1)": (lambda x: fabs(x * x - x - 1), [(1 - sqrt(5)) / 2, (1 + sqrt(5)) / 2]),
    "abs(tanh(x))": (lambda x: fabs(tanh(x)), [0]),
    "abs(sin(x))": (lambda x: fabs(sin(x)), [k * pi for k in range(-7, 8)]),
    "asin(sin(x))": (lambda x: asin(sin(x)), [(k + mpf(1) / 2) * pi for k in range(-8, 8)]),
    "max(x^3-x-1,0)": (lambda x: relu(x**3 - x - 1), [root_of_cubic]),
    "x/(1+abs(x))": (lambda x: x / (1 + fabs(x)), [0]),
    "floor(x)": (floor, list(range(-REACH, REACH + 1))),
    "relu(tanh(x-1))": (lambda x: relu(tanh(x - 1)), [1]),
}
SINGULAR = {
    "sqrt(abs(x))": lambda x: sqrt(fabs(x)),
    "abs(x)^(1/3)": lambda x: fabs(x)**third,
    "log(abs(x))": lambda x: log(fabs(x)),
}

_nodes = {}


def legendre(n=60):
    if n not in _nodes:
        xs = []
        for i in range(1, n + 1):
            x = mp.cos(pi * (i - mpf(1) / 4) / (n + mpf(1) / 2))
            for _ in range(8):
                a, b = mpf(1), x
                for k in range(1, n):
                    a, b = b, ((2 * k + 1) * x * b - k * a) / (k + 1)
                d = n * (x * b - a) / (x * x - 1)
                x -= b / d
            xs.append((x, 2 / ((1 - x * x) * d * d)))
        _nodes[n] = xs
    return _nodes[n]


def add(sums, x, value, weight):
    density = weight * exp(-x * x / 2) / sqrt(2 * pi)
    a, b = mpf(0), mpf(1)
    g = value * density
    for p in range(ORDER + 1):
        sums[p] += g * b
        a, b = b, x * b - p * a
    sums[ORDER + 1] += g * value


def by_panels(f, kinks=(), reach=REACH):
    ends = sorted(set([mpf(k) / 4 for k in range(-4 * reach, 4 * reach + 1)] + [mpf(k) for k in kinks]))
    sums = [mpf(0)] * (ORDER + 2)
    for l, u in zip(ends, ends[1:]):
        if u - l < mpf(10)**-50:
            continue
        for t, w in legendre():
            x = (l + u) / 2 + (u - l) / 2 * t
            add(sums, x, f(x), w * (u - l) / 2)
    return sums


def by_tanh_sinh(f):
    """Even links with a singular point at 0: twice the half line."""
    sums = [mpf(0)] * (ORDER + 2)
    density = lambda x: 2 * exp(-x * x / 2) / sqrt(2 * pi)
    for p in range(0, ORDER + 1, 2):
        scale = sqrt(factorial(p))
        sums[p] = scale * quad(lambda x: f(x) * h(p, x) * density(x), [0, 1, 4, 9, 16, REACH])
    sums[ORDER + 1] = quad(lambda x: f(x)**2 * density(x), [0, 1, 4, 9, 16, REACH])
    return sums


def record(sums):
    tidy = lambda v: "0" if fabs(v) < mpf(10)**-45 else nstr(v, 45, min_fixed=-1, max_fixed=1)
    return {
        "coefficients": [tidy(sums[p] / sqrt(factorial(p))) for p in range(ORDER + 1)],
        "squaredNorm": tidy(sums[ORDER + 1]),
    }


if __name__ == "__main__":
    table = {}
    for name, f in SMOOTH.items():
        # exp(2x^2/5 - x^2/2) decays slowly.
        table[name] = record(by_panels(f, reach=40 if "exp(x^2/5)" in name else REACH))
    for name, (f, kinks) in PIECEWISE.items():
        table[name] = record(by_panels(f, kinks))
    for name, f in SINGULAR.items():
        table[name] = record(by_tanh_sinh(f))
    print(json.dumps(table, indent=1))
