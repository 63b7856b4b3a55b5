import { describe, expect, test } from "vitest";
import { instantiate } from "../../../src/model/bind/bind.ts";
import { parseSpec } from "../../../src/model/parse-spec.ts";
import { isFailure } from "../../../src/numeric/failure.ts";
import { exactly, type Measured } from "../../../src/numeric/measured.ts";
import { randomStream } from "../../../src/numeric/random/stream.ts";
import { simulationOf } from "../../../src/numeric/simulate/families.ts";
import { rateAlongFlow } from "../../../src/numeric/simulate/rate.ts";
import type { Simulation } from "../../../src/numeric/simulate/simulation.ts";

function simulated(lines: readonly string[], input = "gaussian: isotropic"): Simulation {
  const model = lines.map((line) => `  ${line}\n`).join("");
  const { spec } = parseSpec(
    `title: A model\nmodel:\n  input: { ${input}, dimension: 5 }\n${model}claims:
  any: { kind: identity, of: loss }`,
    "model.yaml",
  );
  const simulation = simulationOf(instantiate(spec.claims[0]!.setting.model, new Map()));
  if (isFailure(simulation)) throw new Error(simulation.detail);
  return simulation;
}

const learned = [
  'teacher: { link: "h(2, z) + h(3, z)" }',
  "student: { link: { learned: { degree: 4, ridge: 1/3, speed: 2 } } }",
  "loss: squared",
];
const plane = 'teacher: { projections: 2, link: "z[1] + h(2, z[2])" }';

const families: readonly [string, readonly string[], () => Simulation][] = [
  [
    "one neuron",
    ["u"],
    () =>
      simulated([
        'teacher: { sum-of: 2, link: "h(3, z)", frame: { equiangular: 1/5 } }',
        "student: { link: same }",
        "loss: correlation",
      ]),
  ],
  [
    "two neurons",
    ["u"],
    () =>
      simulated([
        'teacher: { sum-of: 2, link: "h(3, z)" }',
        "student: { neurons: 2, link: same }",
        "loss: squared",
      ]),
  ],
  ["a learned link", ["m", "a", "b", "c"], () => simulated(learned)],
  [
    "a subspace",
    ["M", "G", "g"],
    () =>
      simulated([plane, "student: { subspace: 2, link: optimal, on: grassmann }", "loss: squared"]),
  ],
  [
    "a spiked covariance",
    ["m"],
    () =>
      simulated(
        ['teacher: { link: "h(2, z)" }', "student: { link: relu(z) }", "loss: squared"],
        "gaussian: { spike: 2, overlap: 1/2 }",
      ),
  ],
];

/** The difference along the flow and the family's own rate, of every entry of a quantity. */
function bothRates(simulation: Simulation, w: Float64Array, quantity: string) {
  const direct = simulation.rates(w, quantity);
  if (isFailure(direct)) throw new Error(direct.detail);
  return direct.map((rate, i): [Measured, Measured] => {
    const difference = rateAlongFlow(simulation, w, (state) => {
      const values = simulation.values(state, quantity);
      return isFailure(values) ? values : (values[i] ?? exactly(0));
    });
    if (isFailure(difference)) throw new Error(difference.detail);
    return [difference, rate];
  });
}

describe("a rate by differences along the flow is the family's own", () => {
  test.each(families)("%s: %j", (label, quantities, made) => {
    const simulation = made();
    for (let i = 0; i < 3; i++) {
      const w = simulation.randomState(randomStream(1, label, String(i)));
      for (const quantity of quantities) {
        for (const [difference, rate] of bothRates(simulation, w, quantity)) {
          const gap = Math.abs(difference.value - rate.value);
          expect(gap, quantity).toBeLessThanOrEqual(difference.error + rate.error);
          // An error that says nothing would let anything pass.
          expect(difference.error).toBeLessThan(1e-6 * (1 + Math.abs(rate.value)));
        }
      }
    }
  });
});
