import { describe, expect, test } from "vitest";
import { predict } from "../../../src/symbolic/predict.ts";
import { formatTerm } from "../../../src/symbolic/term/format.ts";
import { specOf } from "../../specs.ts";

/** The derived loss of one neuron, or the reason why there is none. */
function lossOf(degree: string, when?: string): string {
  const condition = when === undefined ? "" : `when: "${when}", `;
  const [claim] = specOf({
    parameters: ["p: { in: 1..oo, sampled: [3] }", "d: 4"],
    teacher: `{ link: "h(${degree}, -z)" }`,
    student: `{ link: "h(${degree}, z)" }`,
    claims: [`c: { kind: identity, ${condition}of: loss }`],
  }).claims;
  const prediction = predict(claim!.setting, claim!.question);
  if (prediction.status !== "derived") return prediction.reason;
  return prediction.derived.kind === "identity" ? formatTerm(prediction.derived.of) : "";
}

describe("h(q, -z) is (-1)^q h(q, z)", () => {
  test.each([
    ["4", "p > 4", "-u[1]^4"],
    ["5", "p > 4", "u[1]^5"],
    ["p", "odd(p)", "u[1]^p"],
    ["p", "even(p)", "-u[1]^p"],
  ])("degree %s where %s: the loss is %s", (degree, when, loss) => {
    expect(lossOf(degree, when)).toBe(loss);
  });

  test("of a degree that may be odd or even it is left alone", () => {
    expect(lossOf("p")).toContain("the parity of p is not known");
  });
});
