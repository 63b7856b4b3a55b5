/**
 * Every kind of claim: a true claim is supported or better, its wrong twins and a wrong claim are
 * refuted, and with starved resources neither of them is: no verdict then says more than it knows.
 */
import { afterAll, describe, expect, test } from "vitest";
import type { ClaimReport } from "../../src/checks/judge/verdict.ts";
import { type Limits, usualLimits } from "../../src/checks/limits.ts";
import { verifySpec } from "../../src/checks/verify.ts";
import type { Kind } from "../../src/model/claim.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { type Lines, specOf } from "../specs.ts";

afterAll(() => closeSolver());

const orthonormal = '{ sum-of: k, link: "h(p, z)", frame: orthonormal }';

/** Two directions in three dimensions, or whatever a claim says instead. */
const parameters = ["p: 3", "k: 2", "d: 3", "beta: 1/5"];
/** One direction, and one start. */
const single: Partial<Lines> = {
  parameters: ["p: 2", "d: 3", "x: [1/3]"],
  teacher: '{ link: "h(p, z)" }',
  more: ["start:", "  m: x"],
};

interface Row {
  readonly kind: Kind;
  readonly holds: string;
  readonly fails: string;
  readonly lines?: Partial<Lines>;
}

const rows: readonly Row[] = [
  {
    kind: "identity",
    holds: 'of: loss, equals: "-u[1]^3 - u[2]^3"',
    fails: 'of: loss, equals: "-u[1]^3 - u[2]^2"',
  },
  {
    kind: "reduction",
    holds: 'flow: { "u[i]": "3*(u[i]^2 - u[i]*sum(j in 1..2, u[j]^3))" }',
    fails: 'flow: { "u[i]": "3*(u[i]^2 - u[i]*sum(j in 1..2, u[j]^2))" }',
    lines: { teacher: orthonormal },
  },
  { kind: "stationary", holds: "at: average", fails: 'at: "unit(v[1] + 2*v[2])"' },
  {
    kind: "fixed-points",
    holds: 'where: norm(u) > 0, count: "2*(2^k - 1)"',
    fails: 'where: norm(u) > 0, count: "2*2^k"',
    lines: { teacher: orthonormal },
  },
  { kind: "morse-index", holds: "at: average, equals: k - 1", fails: "at: average, equals: k" },
  {
    kind: "threshold",
    holds: "at: average, in: beta, equals: 1/3",
    fails: "at: average, in: beta, equals: 1/4",
    lines: { parameters: ["p: 3", "k: 2", "d: 3", "beta: 0 <= real < 1"] },
  },
  {
    kind: "bifurcation",
    holds: "at: average, in: beta, equals: 1/3, type: supercritical-pitchfork",
    fails: "at: average, in: beta, equals: 1/3, type: subcritical-pitchfork",
    lines: { parameters: ["p: 3", "k: 2", "d: 3", "beta: 0 <= real < 1"] },
  },
  {
    kind: "limit",
    holds: "of: w, equals: pure(1)",
    fails: "of: w, equals: pure(2)",
    lines: { teacher: orthonormal, more: ["start:", "  u[1]: 1/2", "  u[2]: 1/4"] },
  },
  {
    kind: "invariant",
    holds: 'holds: "u[1] >= 0 and u[2] >= 0"',
    fails: 'holds: "norm(u) <= 1/2"',
    lines: { teacher: orthonormal },
  },
  {
    kind: "bound",
    holds: 'holds: "hitting(m >= 9/10) <= 1"',
    fails: 'holds: "hitting(m >= 9/10) <= 1/4"',
    lines: single,
  },
  {
    kind: "scaling",
    holds: 'of: "hitting(m >= 1/2)", as: d -> oo, exponent: 1/2',
    fails: 'of: "hitting(m >= 1/2)", as: d -> oo, exponent: 1',
    lines: {
      parameters: ["p: 3", "d: { in: 2..oo, sampled: 10^2..10^7 }"],
      teacher: '{ link: "h(p, z)" }',
      more: ["start:", "  m: 1/sqrt(d)"],
    },
  },
  { kind: "rate", holds: "of: 1 - m, equals: 4", fails: "of: 1 - m, equals: 5", lines: single },
  {
    kind: "probability",
    holds: 'of: "u[1](0) >= 1/2", equals: 1/4',
    fails: 'of: "u[1](0) >= 1/2", equals: 3/8',
  },
  {
    kind: "trajectory",
    holds: 'of: m^2, equals: "1/(1 + (1/x^2 - 1)*exp(-4*t))"',
    fails: 'of: m^2, equals: "1/(1 + (1/x^2 - 1)*exp(-5*t))"',
    lines: single,
  },
];

async function judged(row: Row, which: "holds" | "fails", limits?: Limits): Promise<ClaimReport> {
  const spec = specOf({
    parameters,
    ...row.lines,
    claims: [`c: { kind: ${row.kind}, ${row[which]} }`],
  });
  const options = { effort: "quick", seed: 1, ...(limits && { limits }) } as const;
  return (await verifySpec(spec, options)).claims[0]!;
}

const favourable = ["proved", "certified", "supported"];

test("the table has every kind once", () => {
  expect(rows).toHaveLength(14);
  expect(new Set(rows.map(({ kind }) => kind)).size).toBe(14);
});

describe.each(rows.map((row) => [row.kind, row] as const))("%s", (_, row) => {
  test("a true claim is supported or better, and its twins are refuted", async () => {
    const { verdict, reason, twins } = await judged(row, "holds");
    expect([...favourable, reason]).toContain(verdict);
    expect(twins.filter(({ refuted }) => !refuted)).toEqual([]);
  });

  test("a wrong one is refuted", async () => {
    expect((await judged(row, "fails")).verdict).toBe("refuted");
  });

  test("without a look at the model both are undecided", async () => {
    const none: Limits = { looks: 0, steps: 1, samples: 1 };
    for (const which of ["holds", "fails"] as const) {
      const { verdict, grade, fault } = await judged(row, which, none);
      // What the exact core refutes rests on no look.
      if (which === "fails" && grade === "proved") continue;
      expect([which, verdict, fault]).toEqual([which, "undecided", undefined]);
    }
  });

  test.each<Limits>([
    { looks: 1, steps: 3, samples: 2 },
    { looks: 12, steps: 20, samples: 10 },
    { ...usualLimits, steps: 25, samples: 60 },
  ])("with $looks looks, $steps steps, $samples samples neither comes out wrong", async (few) => {
    expect(["refuted", "conflict"]).not.toContain((await judged(row, "holds", few)).verdict);
    expect(favourable).not.toContain((await judged(row, "fails", few)).verdict);
  });
});
