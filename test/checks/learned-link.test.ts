/**
 * Claims about a learned link through both witnesses: its coefficients begin at index 0.
 */
import { afterAll, describe, expect, test } from "vitest";
import { verifySpec } from "../../src/checks/verify.ts";
import { parseSpec } from "../../src/model/parse-spec.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";

afterAll(() => closeSolver());

async function verdictOf(link: string, overlap: string, learned = "{ degree: 3 }") {
  const text = `
title: A learned link
parameters: { d: { in: 2..oo, sampled: [3] }, x: { in: real, sampled: [1/2] } }
model:
  input: { gaussian: isotropic, dimension: d }
  teacher: { link: "x*h(1, z) - h(3, z)" }
  student: { link: { learned: ${learned} } }
  loss: squared
claims:
  flow: { kind: reduction, flow: { "a[q]": "${link}", m: "${overlap}" } }
`;
  const { claims } = await verifySpec(parseSpec(text, "test.yaml").spec, {
    effort: "quick",
    seed: 1,
  });
  return claims[0]!;
}

const link = "b[q]*m^q - a[q]";
const overlap = "(1 - m^2)*sum(j in 1..3, j*a[j]*b[j]*m^(j - 1))";

describe("the coupled flow", () => {
  test("is proved and its wrong twins are refuted", async () => {
    const report = await verdictOf(link, overlap);
    expect(report.verdict).toBe("proved");
  });

  test.each([
    ["coefficients counted from 1", "b[q + 1]*m^(q + 1) - a[q + 1]", overlap],
    ["a doubled rate", `2*(${link})`, overlap],
    ["a direction without its constraint", link, overlap.replace("(1 - m^2)*", "")],
    ["the planted flow", link, overlap.replace("a[j]", "b[j]")],
  ])("with %s is not supported", async (_, wrongLink, wrongOverlap) => {
    const report = await verdictOf(wrongLink, wrongOverlap);
    expect(["refuted", "undecided"]).toContain(report.verdict);
  });

  test("that cannot be derived is still supported by the simulation", async () => {
    const rkhs = "{ degree: 3, weights: 1/(j + 1), ridge: 1/4 }";
    const report = await verdictOf("(b[q]*m^q - a[q])/(q + 1) - a[q]/4", overlap, rkhs);
    expect(report.verdict).toBe("supported");
    const wrong = await verdictOf("(b[q]*m^q - a[q])/(q + 2) - a[q]/4", overlap, rkhs);
    expect(wrong.verdict).toBe("refuted");
  });
});
