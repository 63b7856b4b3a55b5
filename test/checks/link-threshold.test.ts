/**
 * Thresholds of the average for links of several degrees, judged: proved where a claimed root can
 * be isolated, supported where the link has values at a case only, refuted where they are wrong.
 */
import { afterAll, expect, test } from "vitest";
import { verifySpec } from "../../src/checks/verify.ts";
import { parseSpec } from "../../src/model/parse-spec.ts";
import { closeCas } from "../../src/symbolic/cas/nerdamer.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";

afterAll(async () => {
  await closeCas();
  await closeSolver();
});

const spec = (link: string, equals: string, k: string, more = "") => `
title: A threshold
parameters:
  k: ${k}
  d: 7
  beta: 0 <= real < 1
${more}
model:
  input: { gaussian: isotropic, dimension: d }
  teacher: { sum-of: k, link: "${link}", frame: { equiangular: beta } }
  student: { neurons: 1, link: same, on: sphere }
  loss: correlation
claims:
  sharp: { kind: threshold, at: average, in: beta, equals: "${equals}", below: saddle, above: minimum }
`;

async function verdict(text: string) {
  const read = parseSpec(text, "inline.yaml");
  const { claims } = await verifySpec(read.spec, { effort: "quick", seed: 1 });
  return claims[0]!;
}

const sum35 = "3*(1 - 3*beta) + 5*((1 + beta)/2)*(3 - 5*beta)";

test("a root that is claimed and isolated is proved, and its neighbour refuted", async () => {
  const holds = await verdict(
    spec("h(3, z) + h(5, z)", `root(beta in 0 < real < 1, ${sum35})`, "2"),
  );
  expect([holds.verdict, holds.reason]).toEqual(["proved", undefined]);
  expect(holds.restsOn.map(({ kind }) => kind)).toContain("root");
  const wrong = await verdict(
    spec("h(3, z) + h(5, z)", `root(beta in 0 < real < 1, ${sum35} + 1/10)`, "2"),
  );
  expect([wrong.verdict, wrong.grade]).toEqual(["refuted", "proved"]);
});

test("two roots are no claim, and are never proved", async () => {
  const { verdict: found } = await verdict(
    spec("h(3, z)", "root(beta in -1 < real < 1, beta^2 - 1/9)", "2"),
  );
  expect(found).toBe("undecided");
});

test("mixed parity with coefficients from a family: witnesses agree at every case", async () => {
  const more = "  x: { in: 1 <= real <= 2, index: 3..4 }";
  const curvature =
    "sum(q in 3..4, c[q]*q*((1 + (k - 1)*beta)/k)^(q/2 - 1)*((q - 1)*(1 - beta) - (1 + beta*(k - 1))))";
  const claim = await verdict(
    spec(
      "x[3]*h(3, z) + x[4]*h(4, z)",
      `root(beta in 0 < real < 1, ${curvature})`,
      "{ in: 2..oo, sampled: [3] }",
      more,
    ),
  );
  expect(claim.conflict).toBeUndefined();
  expect(claim.counterexample).toBeUndefined();
  expect(claim.observed.length).toBeGreaterThan(0);
  for (const { derived, claimed, observed, uncertainty } of claim.observed) {
    expect(Math.abs(derived! - observed!)).toBeLessThan(uncertainty + 1e-9);
    expect(Math.abs(claimed! - derived!)).toBeLessThan(1e-9);
  }
});

test("a claimed root may speak of the curvature itself", async () => {
  const equals = "root(beta in 0 < real < 1, at(curvature, average))";
  const claim = await verdict(spec("h(3, z) + h(4, z)", equals, "2"));
  const [pair] = claim.observed;
  expect(Math.abs(pair!.claimed! - pair!.derived!)).toBeLessThan(1e-9);
});

test("an activation that is no polynomial: its threshold is enclosed and observed, and a guess refuted", async () => {
  const claim = await verdict(spec("z^2*tanh(z) - 21*z/10", "1/2", "{ in: 2..oo, sampled: [3] }"));
  expect(claim.conflict).toBeUndefined();
  expect(claim.verdict).toBe("refuted");
  const [pair] = claim.observed;
  expect(pair!.derived).toBeCloseTo(0.0818624544, 9);
  expect(Math.abs(pair!.derived! - pair!.observed!)).toBeLessThan(1e-9);
});
