"""The trapped fraction of f = Re z^3/sqrt 24 + sqrt(1/2) Re z^4/sqrt 192 by a route of its own.

M acts on the plane as z -> a z + b conj(z); <A_M f, f> = sum_l c_l^2 (Re a^l + Re b^l) for links
sum_l c_l Re z^l / sqrt(2^(l-1) l!). M' = N - M sym(M^T N) with N = grad <A_M f, f>, from Gaussian
overlaps of size d^(-1/2), by LSODA; a run is trapped if less than 9/10 is explained at the end.

    python3 trapped-fraction.py > trapped-fraction.json
"""
import json
import numpy as np
from scipy.integrate import solve_ivp

C2 = {3: 1.0, 4: 0.5}


def split(M):
    a = ((M[0, 0] + M[1, 1]) + 1j * (M[1, 0] - M[0, 1])) / 2
    b = ((M[0, 0] - M[1, 1]) + 1j * (M[1, 0] + M[0, 1])) / 2
    return a, b


def value(M):
    a, b = split(M)
    return sum(c * ((a**l).real + (b**l).real) for l, c in C2.items())


def slope(M):
    a, b = split(M)
    da = sum(c * l * a ** (l - 1) for l, c in C2.items())
    db = sum(c * l * b ** (l - 1) for l, c in C2.items())
    # Re(a^l) changes by Re(l a^(l-1) da/dM), da/dM00 = 1/2, da/dM10 = i/2, ...
    return np.array(
        [
            [(da.real + db.real) / 2, (-(1j * da).real + (1j * db).real) / 2],
            [((1j * da).real + (1j * db).real) / 2, (da.real - db.real) / 2],
        ]
    )


def field(_, y):
    M = y.reshape(2, 2)
    N = slope(M)
    inner = M.T @ N
    return (N - M @ (inner + inner.T) / 2).ravel()


def still(_, y):
    return np.linalg.norm(field(0, y)) - 1e-9


still.terminal = True
still.direction = -1


def trapped(random, d):
    # Overlaps of a Haar frame: the first two rows of the orthonormal factor of a d x 2 matrix.
    top = random.standard_normal((2, 2))
    w = np.zeros((2, 2))
    w[0, 0] = np.sqrt(random.chisquare(d - 2))
    w[0, 1] = random.standard_normal()
    w[1, 1] = np.sqrt(random.chisquare(d - 3))
    q, r = np.linalg.qr(np.vstack([top, w]))
    M = (q * np.sign(np.diag(r)))[:2]
    end = solve_ivp(field, (0, 1e9), M.ravel(), method="LSODA", rtol=1e-9, atol=1e-12, events=still)
    return value(end.y[:, -1].reshape(2, 2)) / value(np.eye(2)) < 0.9


def main():
    random = np.random.default_rng(20231019)
    d, runs = 10_000, 3000
    count = sum(int(trapped(random, d)) for _ in range(runs))
    p = count / runs
    print(json.dumps({"d": d, "runs": runs, "trapped": count, "fraction": p, "standardError": (p * (1 - p) / runs) ** 0.5}))


main()
