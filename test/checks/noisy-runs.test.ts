/**
 * Runs that draw samples, held against flows: h_1 in 5 dimensions with the link of the teacher,
 * m' = (1 - m^2) for the squared loss with the factor 1/2, so that a factor 3/5 is a pace that is
 * a fifth too fast.
 */
import { afterAll, expect, test } from "vitest";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { type Lines, reportOf } from "../specs.ts";

afterAll(() => closeSolver());

const batches: Omit<Lines, "claims"> = {
  parameters: ["d: 5"],
  teacher: '{ link: "h(1, z)" }',
  more: ["start:", "  m: 1/5"],
};
const claim = (batch: number, follows: string): string =>
  "c: { kind: trajectory, of: m, until: t >= 1, model: { loss: squared, " +
  `dynamics: { sgd: { step: 1/40, batch: ${batch} } } }, ` +
  `follows: { dynamics: gradient-flow, loss: ${follows} } }`;

test("batches stay on the flow of the population, and off one that is a fifth faster", async () => {
  const own = await reportOf({ ...batches, claims: [claim(400, "squared")] });
  expect([own.verdict, own.reason]).toContain("supported");
  const faster = "{ squared: { factor: 3/5 } }";
  const other = await reportOf({ ...batches, claims: [claim(400, faster)] });
  expect([other.verdict, other.reason]).toContain("refuted");
});

// Runs of a step and of its halves differ by sqrt(1/2) of the spread of a run if they share their
// noise, by sqrt(1 + 1/2) if not; twice that is stated.
test("halving the step changes a run by less than runs differ", async () => {
  const { observed } = await reportOf({ ...batches, claims: [claim(10, "squared")] });
  const total = (name: string): number =>
    observed
      .flatMap(({ budget }) => budget.filter((term) => term.name === name))
      .reduce((sum, { error }) => sum + error, 0);
  const ratio = total("step") / total("sampling");
  expect(ratio).toBeGreaterThan(2 * Math.sqrt(1 / 2));
  expect(ratio).toBeLessThan(2 * Math.sqrt(1 + 1 / 2));
});
