import { describe, expect, test } from "vitest";
import { simulationAt } from "../../../src/checks/cases/case.ts";
import { casesOf } from "../../../src/checks/cases/cases.ts";
import { lookedAtStates } from "../../../src/checks/cases/looked-at-states.ts";
import { type Lines, reportOf, specOf } from "../../specs.ts";

const anything = "c: { kind: bound, holds: loss <= 100 }";

/** The states of the first case of a claim about all states, and the model's own restoring. */
function lookedAt(lines: Partial<Lines>) {
  const claim = specOf({ claims: [anything], ...lines }).claims[0]!;
  const [first] = casesOf(claim, [], "quick", 1).cases;
  const simulation = simulationAt(first!);
  if (typeof simulation === "string") throw new Error(simulation);
  const states = lookedAtStates(first!, simulation);
  if (typeof states === "string") throw new Error(states);
  return { states, simulation };
}

const models: Readonly<Record<string, Partial<Lines>>> = {
  "one neuron": {},
  "three neurons": {
    parameters: ["d: [6]"],
    teacher: '{ sum-of: 2, link: "h(3, z)" }',
    student: "{ link: same, neurons: 3 }",
  },
  "a learned link": {
    parameters: ["d: [4]"],
    teacher: '{ link: "3*h(2, z) - h(1, z)" }',
    student: "{ link: { learned: { degree: 3 } } }",
    loss: "squared",
  },
  "a subspace": {
    parameters: ["d: [6]"],
    teacher: '{ link: "z[1] + z[1]*h(2, z[2])", projections: 2 }',
    student: "{ link: same, subspace: 2, on: stiefel }",
    loss: "squared",
  },
};

describe("states that are looked at", () => {
  test.each(Object.entries(models))("lie on the manifold: %s", (_, lines) => {
    const { states, simulation } = lookedAt(lines);
    for (const w of states) {
      const restored = simulation.restored(w);
      for (const [i, x] of w.entries()) expect(Math.abs(x - restored[i]!)).toBeLessThan(1e-12);
    }
  });

  test.each(Object.entries(models))("are different ones: %s", (_, lines) => {
    const { states } = lookedAt(lines);
    const texts = new Set(states.map((w) => Array.from(w, (x) => x.toFixed(6)).join()));
    expect(texts.size).toBeGreaterThan(0.8 * states.length);
  });

  test("the loss of a learned link falls everywhere", async () => {
    const falls = (side: string): Promise<{ readonly verdict: string }> =>
      reportOf({ ...models["a learned link"], claims: [`c: { kind: bound, holds: "${side}" }`] });
    expect((await falls("rate(loss) <= 0")).verdict).toBe("supported");
    expect((await falls("rate(loss) <= -1/100")).verdict).toBe("refuted");
  });
});
