/**
 * A planted link with rotational symmetry traps the flow with the probability that an independent
 * program finds (test/oracles/multi-index), and the link learned fast is trapped from none of the
 * same starts.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ModelInstance } from "../../../../src/model/bind/instance.ts";
import type { Expression } from "../../../../src/model/expression/expression.ts";
import { parseExpression } from "../../../../src/model/expression/parse.ts";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import { multiIndexSimulation } from "../../../../src/numeric/simulate/multi-index/multi-index-simulation.ts";
import { clopperPearson } from "../../../../src/numeric/statistics/proportion.ts";
import { count } from "../../../full.ts";
import { num, sketched, z } from "../../trees.ts";

const oracle: { readonly d: number; readonly fraction: number; readonly standardError: number } =
  JSON.parse(
    readFileSync(
      new URL("../../../oracles/multi-index/trapped-fraction.json", import.meta.url),
      "utf8",
    ),
  );

const parsed = parseExpression(
  "(z[1]^3 - 3*z[1]*z[2]^2)/sqrt(24) + sqrt(1/2)*(z[1]^4 - 6*z[1]^2*z[2]^2 + z[2]^4)/sqrt(192)",
);
if (!parsed.ok) throw new Error("the link of the test cannot be read");
const link: Expression = parsed.value;

function simulationOf(isPlanted: boolean) {
  const loss = isPlanted ? "correlation" : "squared";
  const plain = sketched({ d: oracle.d, gram: [[1]], link: z, loss });
  const instance: ModelInstance = {
    ...plain,
    teacher: { kind: "projections", count: 2, link, noise: num(0) },
    student: {
      ...plain.student,
      shape: { kind: "subspace", rank: 2 },
      link: isPlanted ? { kind: "same" } : { kind: "optimal" },
      on: isPlanted ? "stiefel" : "grassmann",
    },
  };
  const simulation = multiIndexSimulation(instance);
  if ("kind" in simulation) throw new Error(simulation.detail);
  return simulation;
}

describe("a planted link with rotational symmetry", () => {
  const [planted, joint] = [simulationOf(true), simulationOf(false)];
  // |f|^2 = 3/2: the loss at the target is -3/2.
  const explained = (w: Float64Array): number => {
    const loss = planted.observables(w).name?.("loss");
    return loss !== undefined && "value" in loss ? loss.value / -1.5 : Number.NaN;
  };
  const runs = count(80, 1500);
  const starts = Array.from({ length: runs }, (_, i) =>
    planted.randomState(randomStream(11, "trap", String(i))),
  );

  test("traps the fraction of starts that another program finds", () => {
    let trapped = 0;
    for (const start of starts) {
      const rest = planted.path(start).rest();
      if (isFailure(rest)) throw new Error(rest.detail);
      const score = explained(rest.w);
      // A trap explains .643 of the variance, and nothing in between is at rest.
      expect(Math.min(Math.abs(score - 0.643), Math.abs(score - 1))).toBeLessThan(1e-3);
      if (score < 0.9) trapped += 1;
    }
    const { from, to } = clopperPearson(trapped, runs, 1 - 1e-4);
    expect(from).toBeLessThanOrEqual(oracle.fraction + 4 * oracle.standardError);
    expect(to).toBeGreaterThanOrEqual(oracle.fraction - 4 * oracle.standardError);
  }, 600_000);

  test("traps none of the same starts where the link is learned fast", () => {
    for (const start of starts.slice(0, count(40, 1500))) {
      const rest = joint.path(start.slice()).rest();
      if (isFailure(rest)) throw new Error(rest.detail);
      const g = joint.observables(rest.w, rest.error).indexed?.("g", [2]);
      expect(Math.abs((g?.value ?? 0) - 1)).toBeLessThan(1e-3);
    }
  }, 600_000);
});
