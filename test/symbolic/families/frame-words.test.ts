import { afterAll, describe, expect, test } from "vitest";
import { decide } from "../../../src/symbolic/decide/decide.ts";
import { predict } from "../../../src/symbolic/predict.ts";
import { closeSolver } from "../../../src/symbolic/prove/z3.ts";
import { specOf } from "../../specs.ts";

afterAll(() => closeSolver());

const parameters = [
  "p: { in: 3..oo, sampled: [3] }",
  "k: { in: 2..oo, sampled: [2] }",
  "d: { in: k..oo, sampled: [k] }",
  "beta: 0 <= real < 1",
];

/** What the exact core says of a claim, given as the fields behind its `kind`. */
async function statusOf(frame: string, claim: string, link = "h(p, z)"): Promise<string> {
  const spec = specOf({
    parameters,
    teacher: `{ sum-of: k, link: "${link}", frame: ${frame} }`,
    claims: [`it: { ${claim} }`],
  });
  const [it] = spec.claims;
  const prediction = predict(it!.setting, it!.question);
  if (prediction.status !== "derived") return prediction.reason;
  return (await decide(it!.setting, prediction, it!.answer)).status;
}

const equi = "{ equiangular: beta }";
const square = "dot(u, inverse(A)*u)";
const identity = (of: string, equals: string, more = ""): string =>
  `kind: identity, of: "${of}", equals: "${equals}"${more}`;
const bound = (holds: string, when = ""): string =>
  `kind: bound, holds: "${holds}"${when === "" ? "" : `, when: "${when}"`}`;
const invariant = (holds: string, when = ""): string =>
  `kind: invariant, holds: "${holds}"${when === "" ? "" : `, when: "${when}"`}`;
const acute = "all(i in 1..k, all(j in 1..k, A[i,j] >= 0))";

describe("for all p, k, d and angles it is proved that", () => {
  test.each([
    [
      "A has the eigenvalue 1 + (k - 1) beta",
      equi,
      identity("eigenvalue(A, 1)", "1 + (k - 1)*beta"),
    ],
    ["and 1 - beta", equi, identity("eigenvalue(A, k)", "1 - beta")],
    ["A^-1 A is the identity", "any", identity("dot(u, inverse(A)*(A*u))", "dot(u, u)")],
    ["on the left as well", "any", identity("dot(A*u, inverse(A)*u)", "dot(u, u)")],
    [
      "the squared projection is closed on an equiangular frame",
      equi,
      identity(`${square}*(1 - beta)`, "dot(u,u) - beta/(1 + (k-1)*beta)*sum(j in 1..k, u[j])^2"),
    ],
    [
      "its rate is 2 p S_p (1 - s)",
      "any",
      identity(`rate(${square})`, `2*p*sum(j in 1..k, u[j]^p)*(1 - ${square})`),
    ],
    [
      "the distance from the span is Pythagoras'",
      "orthonormal",
      identity("norm(w - sum(j in 1..k, u[j]*v[j]))^2", "1 - norm(u)^2"),
    ],
    ["it is 0 where the frame spans the space", "any", identity(square, "1", ", for: { d: k }")],
    ["the overlaps fill an ellipsoid", "any", bound(`${square} <= 1`)],
    [
      "norms compare by the eigenvalues",
      "any",
      bound(`eigenvalue(A, k)*${square} <= norm(u)^2 <= eigenvalue(A, 1)*${square}`),
    ],
    [
      "power sums compare with the norm",
      "any",
      bound("k^(1 - p/2)*norm(u)^p <= sum(j in 1..k, u[j]^p) <= norm(u)^p", "min(u) >= 0"),
    ],
    ["the positive quadrant is kept over acute frames", "any", invariant("min(u) >= 0", acute)],
    ["and its interior", "any", invariant("min(u) > 0", acute)],
    ["order is kept over equiangular frames", equi, invariant("u[1] >= u[2]")],
    ["and the largest overlap stays it", "orthonormal", invariant("u[1] = max(u)")],
    ["and the least", "orthonormal", invariant("min(u) = u[1] and min(u) >= 0")],
    ["a row without its diagonal", equi, identity("sum(j in 2..k, A[1,j])", "(k - 1)*beta")],
    [
      "what overlaps but the first do",
      "any",
      identity("rate(sum(j in 2..k, u[j]^2))", "rate(dot(u, u)) - 2*u[1]*rate(u[1])"),
    ],
    [
      "some of the vectors of a frame have a sum",
      "orthonormal",
      identity("norm(sum(j in 2..k, v[j]))^2 + norm(sum(j in 1..2, v[j]))^2", "k + 1"),
    ],
  ])("%s", async (_, frame, claim) => {
    expect(await statusOf(frame, claim)).toBe("proved");
  });

  test("the loss is a sum over degrees, whatever their letter is called", async () => {
    const loss = identity("loss", "-sum(q in 1..p, sum(l in 1..k, u[l]^q))");
    for (const letter of ["j", "i", "r", "q"]) {
      const link = `sum(${letter} in 1..p, h(${letter}, z))`;
      expect(await statusOf("any", loss, link), letter).toBe("proved");
    }
  });
});

describe("the exact core does not refute, for all that the solver is not told,", () => {
  const real = "x: { in: 0 < real < sqrt(2), sampled: [1] }";
  test.each([
    ["a bound below an irrational end", `${bound("x^2 < 2")}, for: { ${real} }`],
    [
      "a bound under an irrational condition",
      `${bound("x^2 < 2", "x < sqrt(2)")}, for: { x: { in: 0 < real < 3, sampled: [1] } }`,
    ],
    [
      "an index under an irrational condition",
      'kind: morse-index, at: average, when: "beta < 1/2 and p^2 > 2*p*sqrt(k)", equals: k - 1',
    ],
  ])("%s", async (_, claim) => {
    expect(await statusOf(equi, claim)).toBe("open");
  });
});

describe("it is not proved that", () => {
  test.each([
    [
      "the eigenvalues are the other way round",
      equi,
      identity("eigenvalue(A, k)", "1 + (k - 1)*beta"),
    ],
    [
      "the square of the inverse is the identity",
      "any",
      identity("dot(inverse(A)*u, A*(A*u))", "dot(u, u)"),
    ],
    ["the squared projection is 1 everywhere", "any", identity(square, "1")],
    ["the norm is at least the projection", "any", bound(`norm(u)^2 >= ${square}`)],
    [
      "the least eigenvalue bounds from above",
      "any",
      bound(`norm(u)^2 <= eigenvalue(A, k)*${square}`),
    ],
    [
      "an eigenvalue that is not the last bounds from below",
      "any",
      bound(`eigenvalue(A, 1)*${square} <= norm(u)^2`),
    ],
    [
      "power sums of any overlaps are at least the mean",
      "orthonormal",
      bound("k^(1 - p/2)*norm(u)^p <= sum(j in 1..k, u[j]^p)"),
    ],
    [
      "the mean has the exponent 2 - p/2",
      "orthonormal",
      bound("k^(2 - p/2)*norm(u)^p <= sum(j in 1..k, u[j]^p)", "min(u) >= 0"),
    ],
    ["the positive quadrant is kept over every frame", "any", invariant("min(u) >= 0")],
    ["no overlap becomes positive", equi, invariant("min(u) <= 0")],
    [
      "an overlap stays below twice another",
      "orthonormal",
      invariant("u[1] <= 2*u[2] and u[2] >= 0"),
    ],
    ["order is kept over every frame", "any", invariant("u[1] >= u[2]")],
    ["the norm does not fall for odd links", "orthonormal", invariant("norm(u) >= 1/3")],
    [
      "the largest |u| is |max(u)|",
      "orthonormal",
      bound("u[1]^2 >= u[2]^2", "abs(u[1]) >= abs(max(u))"),
    ],
    ["a set where max(u) has a value is a cone", "orthonormal", invariant("0 = max(u)")],
    ["or where it is a sum", "orthonormal", invariant("u[1] + u[2] = max(u)")],
    ["a row without its diagonal holds it", "orthonormal", identity("sum(j in 2..k, A[1,j])", "1")],
    [
      "all overlaps but the first move as all do",
      "orthonormal",
      identity("rate(sum(j in 2..k, u[j]^2))", "rate(dot(u, u))"),
    ],
    ["the speed is constant", "any", identity("rate(norm(rate(w)))", "0")],
    [
      "a sum over no values has a negative number of them",
      equi,
      identity("sum(j in 4..k, 1)", "k - 3"),
    ],
    [
      "letters of inner ranges are free",
      equi,
      identity("sum(i in 1..k, sum(j in 1..i, 1))", "k*sum(i in 1..1, sum(j in 1..i, 1))"),
    ],
    [
      "the eigenvalues of a written frame do not depend on its entries",
      "{ gram: [[1, beta, 0], [beta, 1, 0], [0, 0, 1]] }",
      identity("diff(eigenvalue(A, 1), beta)", "0", ", for: { k: 3 }"),
    ],
    [
      "nor its rates",
      "{ gram: [[1, beta, 0], [beta, 1, 0], [0, 0, 1]] }",
      identity("diff(rate(u[1]), beta)", "0", ", for: { k: 3 }"),
    ],
  ])("%s", async (_, frame, claim) => {
    expect(await statusOf(frame, claim)).not.toBe("proved");
  });

  test("with a linear part the complement of the positive quadrant is kept", async () => {
    const claim = invariant("max(u) <= 0");
    expect(await statusOf("orthonormal", claim, "z + h(3, z)")).not.toBe("proved");
  });
});

test("a set that steps may leave has no rule", async () => {
  const descent = `${invariant("min(u) >= 0", acute)}, model: { dynamics: { gradient-descent: { step: 1 } } }`;
  expect(await statusOf("any", descent)).toMatch(/steps/);
});
