#!/usr/bin/env python3
"""Answers about phase diagrams from sympy and mpmath, by other routes than the tested code.

Run: python3 test/oracles/phase/sympy_phase.py > test/oracles/phase/sympy-phase.json

Thresholds of mixtures: second derivative of the loss along a great circle through the average, with
explicit Gram matrices, reduced to a polynomial in m; real roots to 30 digits. Thresholds of links with a
closed dual g(u) = sum c_q u^q: root of that derivative in 40-digit arithmetic. Folds: the largest beta at
which the stationarity equations A g(u) = mu u have a positive solution with unequal entries, by a
discriminant over QQ and, independently, by maximising in 40-digit arithmetic.
"""
import json
import sympy as sp
import mpmath as mp

mp.mp.dps = 40
m, th, b, z = sp.symbols("m theta beta z", positive=True)


def curvature(weights, k):
    """L''(0) along u_1 = m cos + a sin, u_2 = m cos - a sin, others m cos: a^2 = (1 - beta)/2."""
    a2 = (1 - b) / 2
    a = sp.Symbol("a")
    total = 0
    for q, c in weights.items():
        for s in (1, -1):
            total -= c * sp.diff((m * sp.cos(th) + s * a * sp.sin(th)) ** q, th, 2).subs(th, 0)
        total -= c * (k - 2) * sp.diff((m * sp.cos(th)) ** q, th, 2).subs(th, 0)
    total = sp.expand(total).subs(a**2, a2)
    return sp.expand(total.subs(b, (k * m**2 - 1) / sp.Integer(k - 1)))


def mixture(weights, k):
    poly = sp.Poly(sp.numer(sp.together(curvature(weights, k))), m)
    found = []
    for factor, _ in sp.factor_list(poly)[1]:
        for root in sp.Poly(factor, m).real_roots():
            value = sp.N(root, 40)
            beta = sp.N((k * root**2 - 1) / sp.Integer(k - 1), 40)
            if value > 0 and 0 < beta < 1:
                found.append(beta)
    return [str(sp.N(x, 30)) for x in sorted(found)]


def dual(g, k, bracket):
    """Root in m of (k-1) m g'(m) - (1 - m^2) g''(m) found from the great circle: L'' = 0."""
    def second(t):
        x = mp.mpf(t)
        beta = (k * x**2 - 1) / (k - 1)
        a2 = (1 - beta) / 2
        g1, g2 = mp.diff(g, x), mp.diff(g, x, 2)
        return -(2 * (g2 * a2 - g1 * x) - (k - 2) * g1 * x)
    root = mp.findroot(second, bracket, solver="anderson")
    return mp.nstr((k * root**2 - 1) / (k - 1), 25)


def fold(p, k):
    """Largest beta with u = (z, 1, ..., 1), z > 1, stationary: discriminant, then a maximum."""
    s = z ** (p - 1) + (k - 1)
    first = (1 - b) * z ** (p - 1) + b * s
    rest = (1 - b) + b * s
    equation = sp.cancel(sp.expand(first - z * rest) / (z - 1))
    disc = sp.discriminant(sp.Poly(equation, z), z)
    def beta_of(t):
        total = sum(t**i for i in range(1, p - 1))
        return total / (total + t ** (p - 1) + k - 1)
    def slope(t):
        total = sum(t**i for i in range(1, p - 1))
        rise = sum(i * t ** (i - 1) for i in range(1, p - 1))
        return rise * (t ** (p - 1) + k - 1) - total * (p - 1) * t ** (p - 2)
    top = mp.findroot(slope, (mp.mpf("1.001"), mp.mpf(6)), solver="anderson", maxsteps=400)
    value = beta_of(top)
    for factor, _ in sp.factor_list(sp.Poly(disc, b))[1]:
        for root in sp.Poly(factor, b).real_roots():
            if abs(mp.mpf(str(sp.N(root, 40))) - value) < mp.mpf(10) ** -25:
                coefficients = [int(c) for c in reversed(sp.Poly(sp.minimal_polynomial(root, b), b).all_coeffs())]
                return {"beta": mp.nstr(value, 25), "minimalPolynomial": coefficients, "z": mp.nstr(top, 20)}
    raise ValueError((p, k))


R = sp.Rational
answers = {
    "mixtures": [
        {"link": link, "k": k, "thresholds": mixture(w, k)}
        for link, w, k in [
            ("h(3,x)+h(5,x)", {3: 1, 5: 1}, 2),
            ("h(3,x)+h(5,x)", {3: 1, 5: 1}, 4),
            ("h(3,x)+h(41,x)/sqrt(8)", {3: 1, 41: R(1, 8)}, 2),
            ("h(3,x)+h(4,x)", {3: 1, 4: 1}, 3),
            ("h(2,x)+h(3,x)", {2: 1, 3: 1}, 3),
            ("h(1,x)+h(3,x)", {1: 1, 3: 1}, 2),
            ("h(1,x)/2+2*h(4,x)+h(7,x)", {1: R(1, 4), 4: 4, 7: 1}, 5),
            ("h(2,x)+10*h(6,x)", {2: 1, 6: 100}, 5),
            ("3*h(1,x)+h(3,x)", {1: 9, 3: 1}, 2),
            ("h(3,x)-h(4,x)/3+h(6,x)*2", {3: 1, 4: R(1, 9), 6: 4}, 7),
        ]
    ],
    "duals": [
        {"link": "abs(x)", "k": 3, "threshold": dual(lambda u: 2 / mp.pi * (mp.sqrt(1 - u * u) + u * mp.asin(u)), 3, (0.58, 0.7))},
        {"link": "sin(3*x)", "k": 3, "threshold": dual(lambda u: mp.exp(-9) * mp.sinh(9 * u), 3, (0.8, 0.95))},
        {"link": "cos(4*x)", "k": 10, "threshold": dual(lambda u: mp.exp(-16) * mp.cosh(16 * u), 10, (0.6, 0.9))},
    ],
    "folds": [
        {"p": p, "k": k, **fold(p, k)}
        for p, k in [(3, 3), (3, 4), (3, 5), (3, 10), (3, 20), (4, 3), (4, 5), (4, 10), (5, 3), (5, 5), (6, 3)]
    ],
}
print(json.dumps(answers, indent=1))
