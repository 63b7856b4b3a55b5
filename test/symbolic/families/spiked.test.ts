/**
 * One neuron under a spiked covariance, derived, against answers from elsewhere: thresholds by
 * quadrature of the loss (test/oracles/spiked-threshold.py), flows by claims that are wrong.
 */
import { describe, expect, test } from "vitest";
import { parseSpec } from "../../../src/model/parse-spec.ts";
import { decide } from "../../../src/symbolic/decide/decide.ts";
import { spikedModel } from "../../../src/symbolic/families/spiked/model.ts";
import { spikedPortrait } from "../../../src/symbolic/families/spiked/portrait.ts";
import { predict } from "../../../src/symbolic/predict.ts";

const claimOf = (teacher: string, student: string, claim: string, metric = "round", extra = "") => {
  const { spec } = parseSpec(
    [
      "title: A spike",
      "parameters: { d: 2..oo, kappa: real >= 0, r: 0 <= real <= 1, P: 1..oo, y: { in: real, index: 0..P } }",
      "let:",
      "  zeta: sum(j in 1..oo, j*c[j]*rho^(j - 1))",
      "  p1: dot(wbar, theta)",
      "  p2: dot(vbar, theta)",
      "model:",
      `  input: { gaussian: { spike: kappa, overlap: ${extra === "" ? "1" : extra} }, dimension: d }`,
      `  teacher: { link: "${teacher}" }`,
      `  student: { link: "${student}" }`,
      "  loss: squared",
      `  dynamics: { gradient-flow: { metric: ${metric} } }`,
      "claims:",
      `  c: ${claim}`,
      "",
    ].join("\n"),
    "test.yaml",
  );
  return spec.claims[0]!;
};

const threshold = "{ kind: threshold, at: target, in: kappa, below: stable, above: unstable }";

const portraitOf = (teacher: string, student: string) => {
  const { setting } = claimOf(teacher, student, threshold);
  const lines = spikedPortrait(spikedModel(setting)!, new Map());
  return new Map(lines.map((line) => [line.name, line]));
};

const decisionOf = async (claim: ReturnType<typeof claimOf>) => {
  const prediction = predict(claim.setting, claim.question);
  if (prediction.status !== "derived") return prediction;
  return decide(claim.setting, prediction, claim.answer);
};

describe("the spike at which the target loses its stability", () => {
  test.each([
    ["relu(z)", "h(2, z)", 2.5891514394741435],
    ["relu(z)", "-h(4, z)", 0.7782161353831715],
    ["max(z, z/10)", "h(2, z)/2", 0.6715523896739704],
    ["relu(z + 1/2)", "h(2, z)/2", 0.4645674026926873],
  ])("of a student %s and a teacher %s is that of the loss by quadrature", (phi, f, kappa) => {
    const [low, high] = portraitOf(f, phi).get("kappa_c")!.enclosure!;
    expect(high - low).toBeLessThan(1e-30 + 1e-15 * high);
    // The differences of the oracle are good to about 1e-10.
    expect(Math.abs(low - kappa)).toBeLessThan(1e-9);
  });

  test("does not exist where the student cannot see the teacher, and the reason is told", () => {
    const blind = portraitOf("h(3, z)", "relu(z)");
    expect(blind.get("s")!.text).toContain("no coefficient of degree 3");
    expect(blind.get("kappa_c")!.text).toContain("unstable for every spike");
    expect(portraitOf("h(4, z)", "relu(z)").get("barrier")!.text).toContain("c[4] < 0");
  });

  test("a plateau needs a link without a scale, and is at most 1", () => {
    expect(portraitOf("relu(z)", "relu(z)").get("plateau")!.enclosure).toEqual([1, 1]);
    expect(portraitOf("h(2, z)", "relu(z + 1/2)").get("plateau")!.text).toContain("closed form");
  });
});

describe("the flow of a normalised predictor", () => {
  const link = "sum(j in 0..P, y[j]*h(j, z))";
  const rho = "zeta/(1 + kappa)*(1 - rho^2 + kappa*(p2 - rho*p1)^2)";
  const flow = (rate: string, metric: string) =>
    claimOf(link, "relu(z)", `{ kind: reduction, flow: { rho: "${rate}" } }`, metric, "r");

  test("is closed in two inner products, for every link, spike and overlap", async () => {
    expect((await decisionOf(flow(rho, "normalised"))).status).toBe("proved");
    expect((await decisionOf(flow("zeta*(1 - rho^2)", "preconditioned"))).status).toBe("proved");
  });

  test.each([
    ["without the spike", "zeta/(1 + kappa)*(1 - rho^2)"],
    ["with the opposite sign", "zeta/(1 + kappa)*(1 - rho^2 - kappa*(p2 - rho*p1)^2)"],
    ["of the other metric", "zeta*(1 - rho^2)"],
  ])("is not the one %s", async (_, rate) => {
    expect((await decisionOf(flow(rate, "normalised"))).status).toBe("open");
  });
});

describe("numbers made of coefficients of links", () => {
  const value = (equals: string) =>
    claimOf(
      "h(2, z) - h(4, z)",
      "relu(z)",
      `{ kind: identity, of: "sum(j in 1..oo, j*c[j])/(1/2 - sum(j in 0..oo, c[j]))", equals: "${equals}" }`,
    );

  test("are equal where their closed forms are", async () => {
    const right = "(1/sqrt(pi) + 1/sqrt(3*pi))/(1/2 - 1/(2*sqrt(pi)) - 1/(4*sqrt(3*pi)))";
    expect((await decisionOf(value(right))).status).toBe("proved");
    expect((await decisionOf(value(`${right} + 1/10^30`))).status).toBe("open");
  });

  test("have no closed form where a sum over degrees does not end", async () => {
    const claim = claimOf(
      "relu(z)",
      "relu(z)",
      "{ kind: identity, of: 'sum(j in 0..oo, c[j])', equals: 1/2 }",
    );
    expect((await decisionOf(claim)).status).not.toBe("proved");
  });
});
