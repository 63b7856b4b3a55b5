import { expect, test } from "vitest";
import { parseExpression } from "../../src/model/expression/parse.ts";
import { parseSpec } from "../../src/model/parse-spec.ts";
import { parameterMeaning } from "../../src/symbolic/parameter-meaning.ts";
import { exponentOf, termOf } from "../../src/symbolic/term/interpret.ts";
import { isWholeExponent } from "../../src/symbolic/term/sign-facts.ts";

const { spec } = parseSpec(
  `title: Domains
parameters:
  k: 2..oo
  d: k + 1..oo
  l: 1..k
  x: 0 <= real < 1
  y: real > 0
  q: real
  r: -1 < real < 1
model:
  input: { gaussian: isotropic, dimension: d }
  teacher: { link: "h(3, z)" }
  student: { link: same }
  loss: correlation
claims:
  any: { kind: identity, of: loss }
`,
  "domains.yaml",
);
const meaning = parameterMeaning(spec.claims[0]!.setting);
const facts = meaning.facts!;

function polynomial(text: string) {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(text);
  return exponentOf(termOf(parsed.value, meaning));
}

test.each([
  "1",
  "k",
  "k - 1",
  "d - k",
  "d - 2",
  "k - l + 1",
  "1 - x",
  "1 + (k - 1)*x",
  "k - x",
  "y",
  "x + y",
  "(1 - x)*y",
  "1 - r",
  "2 + r",
  "k^2 - 3",
])("%s is positive on its domain", (text) => {
  expect(facts.isPositive(polynomial(text))).toBe(true);
});

test.each([
  "0",
  "-1",
  "k - 2",
  "k - 3",
  "d - k - 1",
  "k - l",
  "x",
  "x*y",
  "q",
  "r",
  "x - y",
  "2 - k",
])("%s may be 0 or negative on its domain", (text) => {
  expect(facts.isPositive(polynomial(text))).toBe(false);
});

test("an exponent is whole if its letters and its coefficients are", () => {
  const isWhole = (text: string): boolean => isWholeExponent(polynomial(text), facts);
  expect(["k", "2*k - d + 1", "k*l"].filter(isWhole)).toHaveLength(3);
  expect(["k/2", "x", "k + y", "1/2"].filter(isWhole)).toEqual([]);
});
