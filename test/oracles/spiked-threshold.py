"""kappa_c of spiked models by direct quadrature of the loss, for test/symbolic/families/spiked.test.ts.

R(m) = E phi(sqrt(v) a)^2/2 - E phi(sqrt(v) a) f(rho a + sqrt(1 - rho^2) b), v = (1 + k m^2)/(1 + k),
rho = m/sqrt(v); kappa_c is where dR/dm(1) = 0, by one-sided differences of R and bisection in k.
"""
import math
import numpy as np
from scipy.optimize import brentq

x, w = np.polynomial.legendre.leggauss(200)
def line(lo, hi): return (hi - lo) / 2 * x + (hi + lo) / 2, (hi - lo) / 2 * w
y, wy = np.polynomial.hermite_e.hermegauss(30); wy = wy / wy.sum()

def slope(phi, f, kink, k):
    def R(m):
        v = (1 + k * m * m) / (1 + k); rho = min(1, m / math.sqrt(v)); s = math.sqrt(1 - rho * rho)
        total = 0.0
        for lo, hi in ((-12, kink / math.sqrt(v)), (kink / math.sqrt(v), 12)):
            a, wa = line(lo, hi); g = wa * np.exp(-a * a / 2) / math.sqrt(2 * math.pi)
            p = phi(math.sqrt(v) * a)
            total += (g * p * p).sum() / 2 - (g * p * (wy * f(rho * a[:, None] + s * y)).sum(1)).sum()
        return total
    h = 1e-3
    return (25 * R(1) - 48 * R(1 - h) + 36 * R(1 - 2 * h) - 16 * R(1 - 3 * h) + 3 * R(1 - 4 * h)) / (12 * h)

h2 = lambda z: (z * z - 1) / math.sqrt(2)
h4 = lambda z: (z**4 - 6 * z * z + 3) / math.sqrt(24)
relu = lambda z: np.maximum(z, 0)
cases = [
    ("relu(z)", "h(2, z)", relu, h2, 0),
    ("relu(z)", "-h(4, z)", relu, lambda z: -h4(z), 0),
    ("max(z, z/10)", "h(2, z)/2", lambda z: np.maximum(z, z / 10), lambda z: h2(z) / 2, 0),
    ("relu(z + 1/2)", "h(2, z)/2", lambda z: relu(z + .5), lambda z: h2(z) / 2, -.5),
]
for student, teacher, phi, f, kink in cases:
    print(student, "|", teacher, "|", brentq(lambda k: slope(phi, f, kink, k), .05, 50, xtol=1e-12))
