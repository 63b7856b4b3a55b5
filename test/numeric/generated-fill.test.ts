import { expect, test } from "vitest";
import { parseExpression } from "../../src/model/expression/parse.ts";
import { isFailure } from "../../src/numeric/failure.ts";
import { generatedFill } from "../../src/numeric/link/generated-fill.ts";
import { link } from "../../src/numeric/link.ts";

const count = 161;
const points = Float64Array.from({ length: count }, (_, i) => (i - 80) / 20);

function parsed(text: string) {
  const result = parseExpression(text);
  if (!result.ok) throw new Error(result.problem.expected);
  return result.value;
}

test.each([
  "z^2*tanh(z) - 3/4*h(1,z)",
  "relu(z - 1/3) + abs(z)*step(z)",
  "sum(j in 1..5, h(j,z)/j) * sigmoid(2*z)",
  "He(4,z)/(1 + z^2)",
  "sqrt(1 + z^2) - log(2 + cos(z))",
  "erf(z)^3 + Phi(z)*z",
  "-sin(3*z)^2",
  "(1 + z^2)^(1/3)",
  "(2 + tanh(z))^z",
  "product(j in 1..3, z - j)",
  // The slope of z^3 is 0 where that of the root is infinite.
  "sqrt(z^3)",
])("%s by generated code is what its closures give, to the bit, at many points", (text) => {
  const fill = generatedFill(parsed(text));
  const closures = link(parsed(text));
  if (isFailure(closures) || fill === undefined) throw new Error(text);
  const [value, slope, bend, alone] = [1, 2, 3, 4].map(() => new Float64Array(count));
  fill(points, count, value!, slope, bend);
  fill(points, count, alone!);
  for (let i = 0; i < count; i++) {
    const z = points[i]!;
    // The sign of a zero is not compared.
    const found = [value![i]!, slope![i]!, bend![i]!].map((x) => x + 0);
    expect(found).toEqual(closures.jet(z).map((x) => x + 0));
    expect(alone![i]).toBe(closures.value(z));
  }
});

test.each(["max(z, z^2)", "min(z, 1)", "if(z > 1/2, z, 0)", "atan2(z, 2)"])(
  "%s, which chooses, is left to its closures, and filled by them",
  (text) => {
    expect(generatedFill(parsed(text))).toBeUndefined();
    const made = link(parsed(text));
    if (isFailure(made)) throw new Error(made.detail);
    const [value, slope] = [new Float64Array(count), new Float64Array(count)];
    made.fill(points, count, value, slope);
    for (let i = 0; i < count; i++) {
      expect([value[i], slope[i]]).toEqual([...made.jet(points[i]!).slice(0, 2)]);
    }
  },
);

test("fewer points than there is room for leave the rest alone", () => {
  const value = new Float64Array(4).fill(7);
  generatedFill(parsed("2*z"))?.(Float64Array.of(1, 2, 3, 4), 2, value);
  expect([...value]).toEqual([2, 4, 7, 7]);
});
