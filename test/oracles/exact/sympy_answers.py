"""Answers of sympy to questions about polynomials, for test/symbolic/exact/oracle.test.ts.

Run:  python3 test/oracles/exact/sympy_answers.py > test/oracles/exact/sympy-answers.json
      npx biome format --write test/oracles
Made with sympy 1.14.0 and mpmath. The questions come from a fixed seed.
"""
import json
import random
from decimal import Decimal, getcontext

import sympy as sp
from sympy import QQ, Poly, symbols

random.seed(20250)
getcontext().prec = 80
x, y, z, u, v = symbols("x y z u v")


def text(e):
    return str(sp.expand(e)).replace("**", "^").replace(" ", "")


def sparse(names, degree, terms, size=9):
    total = sp.Integer(0)
    for _ in range(terms):
        monomial = sp.Integer(random.choice([c for c in range(-size, size + 1) if c]))
        for _ in range(random.randint(0, degree)):
            monomial *= random.choice(names)
        total += monomial
    return total


def factors(p):
    found = sp.factor_list(Poly(p, x, domain=QQ).primitive()[1])[1]
    rows = []
    for f, m in found:
        f = Poly(f.as_expr(), x).primitive()[1]
        if f.LC() < 0:
            f = -f
        rows.append({"factor": [str(c) for c in reversed(f.all_coeffs())], "multiplicity": m})
    return rows


def dense(degree, size=20):
    lead = random.randint(1, 5)
    return lead * x**degree + sum(random.randint(-size, size) * x**i for i in range(degree))



def places(r):
    """r to 25 places after the point, a tie (of a rational) upwards."""
    value = sp.floor(r * 10**25 + sp.Rational(1, 2)) if r.is_Rational else None
    if value is not None:
        return format(Decimal(int(value)).scaleb(-25), "f")
    return format(Decimal(str(sp.N(r, 60))).quantize(Decimal(10) ** -25), "f")


answers = {"gcd": [], "resultant": [], "discriminant": [], "factors": [], "roots": []}

for names in ([x], [x, y], [x, y, z], [x, y, z, u, v]):
    for _ in range(12):
        c = sparse(names, 3, 4)
        a, b = sp.expand(c * sparse(names, 4, 5)), sp.expand(c * sparse(names, 4, 5))
        if a == 0 or b == 0:
            continue
        g = sp.gcd(a, b)
        answers["gcd"].append({"a": text(a), "b": text(b), "gcd": text(g)})

for names in ([x], [x, y], [x, y, z]):
    for _ in range(10):
        a, b = sparse(names, 4, 4) + x**3, sparse(names, 3, 4) + x**2
        answers["resultant"].append(
            {"a": text(a), "b": text(b), "resultant": text(sp.resultant(a, b, x))})
        answers["discriminant"].append(
            {"a": text(a), "discriminant": text(sp.discriminant(Poly(a, x)))})

known = [x**4 + 4, x**15 - 1, x**24 - 1, sp.expand((x**2 - 2)**3 * (3 * x + 1)),
         x**8 - 40 * x**6 + 352 * x**4 - 960 * x**2 + 576, x**4 + 1, x**16 + 1,
         # sqrt(2) + sqrt(3) + sqrt(5) + sqrt(7): irreducible, and splits modulo every prime.
         x**16 - 136 * x**14 + 6476 * x**12 - 141912 * x**10 + 1513334 * x**8
         - 7453176 * x**6 + 13950764 * x**4 - 5596840 * x**2 + 46225,
         sp.cyclotomic_poly(105, x), sp.chebyshevt(20, x), sp.legendre(11, x) * 256,
         sp.hermite(12, x), x**40 - 3 * x + 1, 6 * x**5 - 19 * x**4 + 6 * x**3]
for _ in range(30):
    known.append(sp.expand(dense(random.randint(1, 6)) * dense(random.randint(1, 5))
                           * dense(random.randint(1, 3))))
for p in known:
    answers["factors"].append({"p": text(p), "factors": factors(p)})

for p in known[:12] + known[13:26]:
    P = Poly(p, x)
    roots = P.real_roots(multiple=False)
    answers["roots"].append({
        "p": text(p),
        "roots": [{"value": places(r), "multiplicity": m} for r, m in roots]})

print(json.dumps(answers, indent=1, default=str))
