/**
 * The escape of one neuron from the equator: the flow that the symbolic witness derives, integrated
 * with its error, against the integral of du / (p u^(p-1) (1 - u^2)) by mpmath.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fieldBuilder } from "../../src/field/build-field.ts";
import type { CompiledField } from "../../src/field/field.ts";
import { generatedField } from "../../src/field/generate.ts";
import { integer } from "../../src/model/rational.ts";
import { eventTimes } from "../../src/numeric/integrate/event-times.ts";
import { compileTerm } from "../../src/symbolic/compile.ts";
import { overlapRate } from "../../src/symbolic/families/ridge-sum/flow.ts";
import { populationLoss } from "../../src/symbolic/families/ridge-sum/loss.ts";
import { ridgeSum } from "../../src/symbolic/families/ridge-sum/model.ts";
import { specOf } from "../specs.ts";

const escapes: readonly (readonly [number, number, string])[] = JSON.parse(
  readFileSync(new URL("../oracles/escape/mpmath-escape.json", import.meta.url), "utf8"),
);

/** u' as it is derived from the spec of one neuron and one direction, for the link h_p. */
function derivedFlow(p: number): CompiledField {
  const { setting } = specOf({
    parameters: ["p: { in: 2..oo, sampled: [2, 3] }", "k: 1", "d: { in: 2..oo, sampled: [4] }"],
    teacher: '{ sum-of: k, link: "h(p, z)", frame: orthonormal }',
    claims: ["c: { kind: identity, of: loss }"],
  }).claims[0]!;
  const model = ridgeSum(setting);
  const b = fieldBuilder(1);
  const node = compileTerm(b, overlapRate(model, populationLoss(model), "#i"), {
    parameters: new Map([
      ["p", integer(p)],
      ["k", integer(1)],
      ["#i", integer(1)],
    ]),
    symbol: (name) => (name === "u" ? b.state(0) : undefined),
  });
  expect(node).toBeDefined();
  return generatedField(b.build([node!]));
}

test.each([2, 3, 4, 5, 6])("escape times for p = %d, d = 10^2 ... 10^8, relative 1e-10", (p) => {
  const field = derivedFlow(p);
  const cases = escapes.filter(([degree]) => degree === p);
  expect(cases).toHaveLength(7);
  for (const [, d, text] of cases) {
    const { status, located } = eventTimes({
      field,
      y0: [1 / Math.sqrt(d)],
      t0: 0,
      t1: Number.POSITIVE_INFINITY,
      rtol: 1e-13,
      atol: 0,
      events: [{ of: (_, u) => u[0]! - 0.9 }],
    });
    expect(status).toBe("event");
    const { time } = located[0]!;
    const truth = Number(text);
    // The start is a double: d^(-1/2) is off by half a unit, and T ~ u^(2-p) amplifies it by p - 2.
    const ofStart = (p - 1) * 2 ** -53 * truth;
    expect(Math.abs(time.value - truth), `d = ${d}`).toBeLessThan(1e-10 * truth);
    expect(Math.abs(time.value - truth), `d = ${d}`).toBeLessThanOrEqual(time.error + ofStart);
    expect(time.error, `d = ${d}`).toBeLessThan(1e-10 * truth);
  }
});
