"""Folds on symmetric slices of an equiangular frame, by mpmath: writes mpmath-folds.json.

From the definition alone: the loss -sum_j g(u_j), g(u) = sum_q c_q u^q, on |w| = 1; overlaps
u = t (z, ..., z, 1, ..., 1), l of them z t. The angular rate
    H(z, beta) = u_2 (A phi(u))_1 - u_1 (A phi(u))_2,   phi = g',   t from u^T A^-1 u = 1,
is solved for beta on a fine grid of z in doubles; where beta(z) turns, H = H_z = 0 is solved with
40 digits. Coefficients of links that are no polynomials come from Gauss-Hermite sums in mpmath, or
g is a closed form.

Run: /usr/bin/python3 mpmath_folds.py > mpmath-folds.json
"""
import json
from math import sqrt
import mpmath as mp

mp.mp.dps = 40


def hermite_weights(f, order):
    """c_q = (E f h_q)^2 by the trapezoid rule, which converges geometrically for analytic f."""
    h, reach = mp.mpf(1) / 24, 18
    nodes = [i * h for i in range(-24 * reach, 24 * reach + 1)]
    density = [h * mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi) for x in nodes]
    values = [w * f(x) for x, w in zip(nodes, density)]
    before, now = [mp.mpf(0)] * len(nodes), [mp.mpf(1)] * len(nodes)
    found = {}
    for q in range(order + 1):
        a = mp.fsum(v * p for v, p in zip(values, now))
        if q > 0 and abs(a) > mp.mpf(10) ** -25:
            found[q] = a * a
        before, now = now, [
            (x * p - mp.sqrt(q) * o) / mp.sqrt(q + 1) for x, p, o in zip(nodes, now, before)
        ]
    return found


def slopes_of(weights):
    pairs = [(q, c) for q, c in weights.items()]
    floats = [(q, float(c)) for q, c in pairs]
    return (
        lambda u: mp.fsum(q * c * u ** (q - 1) for q, c in pairs),
        lambda u: sum(q * c * u ** (q - 1) for q, c in floats),
    )


def rate(phi, k, l, z, beta, root):
    total = l * z + (k - l)
    squares = l * z * z + (k - l)
    norm = (squares - beta * total**2 / (1 + (k - 1) * beta)) / (1 - beta)
    t = 1 / root(norm)
    one, two = phi(z * t), phi(t)
    rest = l * one + (k - l) * two
    return (((1 - beta) * one + beta * rest) - z * ((1 - beta) * two + beta * rest)) / (z - 1)


def folds(weights, k, l):
    exact, quick = slopes_of(weights)
    grid = [(1e-4 + i / 4000) for i in range(1, 4000)]

    def angles(y):
        z = 1 / y
        values = [(b, rate(quick, k, l, z, b, sqrt)) for b in [i / 400 for i in range(1, 400)]]
        found = []
        for (x, vx), (b, vb) in zip(values, values[1:]):
            if vx * vb < 0:
                low, high = x, b
                for _ in range(50):
                    mid = (low + high) / 2
                    if rate(quick, k, l, z, mid, sqrt) * vx > 0:
                        low = mid
                    else:
                        high = mid
                found.append((low + high) / 2)
        return found

    found = []
    last = [None, None]
    for y in grid[:: 8]:
        here = angles(y)
        value = here[0] if len(here) == 1 else None
        if None not in last and value is not None and (last[1] - last[0]) * (value - last[1]) < 0:
            h = lambda z, b: rate(exact, k, l, z, b, mp.sqrt)
            slope = lambda z, b: mp.diff(lambda x: h(x, b), z)
            z, b = mp.findroot(lambda z, b: [h(z, b), slope(z, b)], (1 / y, last[1]))
            found.append(b)
        last = [last[1], value]
    return found


POLYNOMIALS = [
    ({3: 1, 6: 1}, 4, 1), ({3: 1, 4: 1}, 3, 1), ({2: 1, 3: 2, 7: 1}, 5, 1), ({4: 1, 9: 3}, 6, 1),
    ({3: 2, 8: 1}, 10, 1), ({3: 1, 5: 1, 8: 2}, 7, 1), ({5: 1, 6: 1}, 3, 1), ({3: 4, 10: 1}, 8, 1),
    ({4: 1, 12: 5}, 9, 1), ({3: 1, 9: 1}, 6, 2),
]
LINKS = [
    ("sin(2*x)", lambda x: mp.sin(2 * x), 3), ("sin(3*x)", lambda x: mp.sin(3 * x), 5),
    ("cos(2*x)", lambda x: mp.cos(2 * x), 4), ("x^3*exp(-x^2/2)", lambda x: x**3 * mp.exp(-x * x / 2), 4),
    ("tanh(3*x)^3", lambda x: mp.tanh(3 * x) ** 3, 6), ("x^2*sin(x)", lambda x: x * x * mp.sin(x), 5),
]

if __name__ == "__main__":
    rows = []
    for weights, k, l in POLYNOMIALS:
        found = folds({q: mp.mpf(c) for q, c in weights.items()}, k, l)
        rows.append({"weights": weights, "k": k, "l": l, "folds": [mp.nstr(b, 30) for b in found]})
    for text, f, k in LINKS:
        found = folds(hermite_weights(f, 140), k, 1)
        rows.append({"link": text, "k": k, "l": 1, "folds": [mp.nstr(b, 30) for b in found]})
    print(json.dumps(rows, indent=1))
