import { describe, expect, test } from "vitest";
import type { Domain } from "../../../src/model/expression/expression.ts";
import { formatExpression } from "../../../src/model/expression/format.ts";
import { parseExpression } from "../../../src/model/expression/parse.ts";
import { facesOf } from "../../../src/symbolic/bounds/faces.ts";
import { stateFacts } from "../../../src/symbolic/bounds/state-facts.ts";

function parsed(text: string) {
  const read = parseExpression(text);
  if (!read.ok) throw new Error(`expected an expression, got ${text}`);
  return read.value;
}

const number = (text: string) => parsed(text);
const all: Domain = { kind: "integers", from: number("1"), to: number("k") };

const factsOf = (text: string) =>
  stateFacts(
    [parsed(text)],
    (domain) => domain.kind === "integers" && formatExpression(domain.from) === "1",
  );

describe("conditions on all overlaps, read from their form", () => {
  test.each([
    ["u[1] = max(u)", ["1"], []],
    ["max(u) = u[1]", ["1"], []],
    ["all(i in 1..k, i = c or u[c] > u[i])", ["c"], []],
    ["all(i in 1..k, abs(u[1]) >= abs(u[i]))", [], ["1"]],
    ["all(i in 1..k, i = 2 or u[1] > u[i])", [], []],
    // |max(u)| may be less than the size of a negative overlap.
    ["abs(u[1]) >= abs(max(u))", [], []],
    ["abs(u[1]) >= max(u)", [], []],
    ["u[1] + u[2] = max(u)", [], []],
    ["all(i in 2..k, u[1] >= u[i])", [], []],
  ])("%s", (text, largest, largestInSize) => {
    const facts = factsOf(text);
    expect(facts.largest.map((e) => formatExpression(e))).toEqual(largest);
    expect(facts.largestInSize.map((e) => formatExpression(e))).toEqual(largestInSize);
  });

  test.each([
    ["min(u) >= 0", true],
    ["all(i in 1..k, u[i] > 0)", true],
    ["all(i in 2..k, u[i] > 0)", false],
    ["abs(min(u)) >= 0", false],
    ["max(u) >= 0", false],
    ["all(i in 1..k, i = 1 or u[i] >= 0)", false],
  ])("%s: no overlap is negative: %s", (text, expected) => {
    expect(factsOf(text).isNonNegative).toBe(expected);
  });
});

const facesIn = (text: string): readonly string[] | undefined => {
  let made = 0;
  const faces = facesOf(parsed(text), all, (wanted) => `${wanted}${++made}`);
  return faces?.map(({ h, isStrict }) => `${formatExpression(h)} ${isStrict ? ">" : ">="} 0`);
};

describe("sets of states as intersections of half-spaces", () => {
  test.each([
    ["u[1] = max(u)", ["u[1] - u[i1] >= 0"]],
    ["max(u) = u[1]", ["u[1] - u[i1] >= 0"]],
    ["min(u) = u[1]", ["u[i1] - u[1] >= 0"]],
    ["u[1] = u[2]", ["u[1] - u[2] >= 0", "u[2] - u[1] >= 0"]],
  ])("%s", (text, expected) => {
    expect(facesIn(text)).toEqual(expected);
  });

  test.each(["u[1]/2 = max(u)", "u[1] + u[2] = max(u)", "0 = max(u)", "0 = min(u)"])(
    "%s is more than an inequality",
    (text) => {
      // The other inequality is there too, and has no overlap that it is linear in.
      expect(facesIn(text)?.some((face) => /^-?(max|min)\(u\)|- (max|min)\(u\)/.test(face))).toBe(
        true,
      );
    },
  );
});
