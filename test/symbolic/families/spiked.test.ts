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

  test("is found for a link that is written as a sum, its constant included", () => {
    // A = E[z phi' (phi - f)] and B = E[phi' f'] are 2 and 3 by scipy's quadrature.
    const [low] = portraitOf("h(3, z)", "sum(j in 2..3, h(j, z))").get("kappa_c")!.enclosure!;
    expect(low).toBeCloseTo(3 / 2, 12);
    const ofSum = portraitOf("sum(j in 0..2, h(j, z)/4)", "relu(z)").get("kappa_c")!.enclosure!;
    // C_1/(1/2 - C) of math: (1/2 + 1/sqrt(pi))/4 and (1/sqrt(2 pi) + 1/2 + 1/(2 sqrt(pi)))/4.
    expect(ofSum[0]).toBeCloseTo(1.29943560006, 10);
  });

  test("no large spike frees small overlaps where the first common coefficient is negative", () => {
    const of = (teacher: string) => portraitOf(teacher, "relu(z)").get("barrier")!.text;
    expect(of("h(4, z) - h(2, z)/2")).toContain("c[2] < 0");
    expect(of("h(2, z)")).toContain("leaves no trap");
    expect(of("-z")).toContain("past the equator");
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

describe("the order of the initial overlap", () => {
  const orderOf = (spike: string, overlap: string, of = "median(abs(rho(0)))") => {
    const { spec } = parseSpec(
      [
        "title: Three stages",
        "parameters: { d: 2..oo }",
        "model:",
        `  input: { gaussian: { spike: "${spike}", overlap: "${overlap}" }, dimension: d }`,
        '  teacher: { link: "h(2, z)" }',
        '  student: { link: "relu(z)" }',
        "  loss: squared",
        `claims: { c: { kind: scaling, of: "${of}", as: d -> oo, exponent: 0 } }`,
        "",
      ].join("\n"),
      "test.yaml",
    );
    const { setting, question } = spec.claims[0]!;
    const prediction = predict(setting, question);
    if (prediction.status !== "derived" || prediction.derived.kind !== "scaling") return undefined;
    const order = prediction.derived.orderAt(new Map());
    return typeof order === "string" ? undefined : order.power;
  };

  // Slopes of medians between d = 10^8 and 10^12, from draws of two Gaussian numbers.
  test.each([
    ["d^(1/20)", "d^(-1/4)", -0.501],
    ["d^(1/5)", "d^(-1/4)", -0.505],
    ["d^(3/10)", "d^(-1/4)", -0.456],
    ["d^(2/5)", "d^(-1/4)", -0.346],
    ["d^(3/5)", "1/sqrt(sqrt(d))", -0.195],
    ["d", "d^(-1/4)", 0],
  ])("for a spike %s and an overlap %s", (spike, overlap, slope) => {
    expect(Math.abs(orderOf(spike, overlap)! - slope)).toBeLessThan(0.01);
  });

  test("is that of no spike where the target lies across it", () => {
    expect(orderOf("d", "0")).toBe(-0.5);
  });

  test("is refused for scales that are no powers, and for other quantities", () => {
    expect(orderOf("d + 1", "1")).toBeUndefined();
    expect(orderOf("d", "1", "median(rho(0))")).toBeUndefined();
  });
});

describe("a least of two numbers in closed form", () => {
  const capped = (equals: string) =>
    claimOf(
      "2*h(2, z)",
      "relu(z)",
      `{ kind: identity, of: "min(1, 2*c[2])", equals: "${equals}" }`,
    );

  test("is the one that the enclosures tell", async () => {
    expect((await decisionOf(capped("1"))).status).toBe("proved");
    expect((await decisionOf(capped("2*c[2]"))).status).toBe("open");
  });
});
