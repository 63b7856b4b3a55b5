/**
 * Identities between Hermite coefficients of links without a finite series.
 */
import { expect, test } from "vitest";
import { decide } from "../../../src/symbolic/decide/decide.ts";
import { predict } from "../../../src/symbolic/predict.ts";
import { specOf } from "../../specs.ts";

/** What the exact core says of `of = equals` for a link. */
async function decided(link: string, of: string, equals: string, letter = ""): Promise<string> {
  const spec = specOf({
    parameters: ["k: { in: 2..oo, sampled: [2] }", "d: { in: k + 1..oo }", "beta: 0 <= real < 1"],
    teacher: `{ sum-of: k, link: "${link}", frame: { equiangular: beta } }`,
    claims: [`claim: { kind: identity, ${letter}of: "${of}", equals: "${equals}" }`],
  });
  const { setting, question, answer } = spec.claims[0]!;
  const prediction = predict(setting, question);
  if (prediction.status === "none") return "not derived";
  return (await decide(setting, prediction, answer)).status;
}

const j = "for: { j: 0..6 }, ";

test.each([
  ["z*sin(z)", "b[2*j + 1]", "0", j, "proved"],
  ["z^2*tanh(z)", "b[2*j]", "0", j, "proved"],
  ["z^2*tanh(z)", "c[2*j]", "0", j, "proved"],
  ["z^2*tanh(z)", "b[2*j]", "1/9", j, "open"],
  ["z^2*tanh(z)", "b[2*j + 1]", "0", j, "not derived"],
  ["z^2*tanh(z)", "b[j]", "0", j, "not derived"],
  ["tanh(z) - hermite(tanh(z), 1)*z", "a[1]", "0", "", "proved"],
  ["tanh(z) - hermite(tanh(z), 1)*z/2", "a[1]", "0", "", "not derived"],
  ["relu(z)", "a[1]", "1/2", "", "proved"],
  ["relu(z)", "a[1]", "1/3", "", "open"],
  ["relu(z)", "c[1] + a[3]", "1/4", "", "proved"],
  ["erf(z)", "s", "1", "", "proved"],
  ["abs(z)", "s", "2", "", "proved"],
  ["abs(z)", "s", "1", "", "open"],
  // An exponent that rests on quadrature is not derived.
  ["tanh(z)", "s", "1", "", "not derived"],
])("%s: %s = %s", async (link, of, equals, letter, status) => {
  expect(await decided(link, of, equals, letter)).toBe(status);
});
