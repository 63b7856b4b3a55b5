import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, test } from "vitest";
import { type Ablation, ablate, startingAt, without } from "../../src/checks/ablate.ts";
import { examineSpecs, verifySpec } from "../../src/checks/verify.ts";
import { rational } from "../../src/model/rational.ts";
import { ablationLines } from "../../src/report/ablation.ts";
import { jsonReport } from "../../src/report/json.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { root } from "../source-files.ts";
import { type Lines, specOf } from "../specs.ts";

afterAll(() => closeSolver());

const options = { effort: "quick", seed: 1 } as const;

async function ablated(lines: Lines): Promise<readonly Ablation[]> {
  const [examined = []] = await examineSpecs([specOf(lines)], options);
  return ablate(examined, options);
}

/** Proposition 2.2 of simsek2025: the largest overlap wins, if all are positive at the start. */
const nearest = (teacher: string, student: string): Lines => ({
  parameters: ["k: { in: 2..oo, sampled: [2] }", "d: { in: k + 1..oo, sampled: [k + 1] }"],
  teacher,
  student,
  more: ["assumptions:", "  positive-starts: all(j in 1..k, u[j](0) > 0)"],
  claims: [
    "c: { kind: limit, for: { j: 1..k }, when: 'all(i in 1..k, i = j or u[j](0) > u[i](0))', of: w, equals: pure(j) }",
  ],
});

const models: readonly (readonly [string, Lines])[] = [
  ["an odd link", nearest('{ sum-of: k, link: "h(3, z)" }', "{ link: same }")],
  [
    "mixed parities, c_3 = .2 and c_4 = 1",
    nearest('{ sum-of: k, link: "h(3, z) + h(4, z)" }', '{ link: "h(3, z)/5 + h(4, z)" }'),
  ],
];

describe("without positive starts", () => {
  test.each(models)(
    "a counterexample is found, small and generic: %s",
    async (_, lines) => {
      const [found] = await ablated(lines);
      expect(found).toMatchObject({ assumption: "positive-starts", outcome: { kind: "needed" } });
      if (found?.outcome.kind !== "needed") return;
      const { start = [], counterexample } = found.outcome;
      const overlaps = start.map((text) => {
        const [n = "0", d = "1"] = text.split("/");
        return rational(BigInt(n), BigInt(d));
      });
      expect(overlaps).toHaveLength(2);
      expect(overlaps.some(({ num }) => num < 0n)).toBe(true);
      expect(overlaps.every(({ num }) => num !== 0n)).toBe(true);
      expect(counterexample.at).toMatch(/k=2, d=3/);
      // What was found is judged again, as the printed replay does.
      const spec = specOf(lines);
      const claims = spec.claims.map((claim) =>
        startingAt(without(claim, found.assumption), overlaps),
      );
      const caseId = found.outcome.caseId;
      const again = await verifySpec({ ...spec, claims }, { ...options, caseId });
      expect(again.claims[0]).toMatchObject({ verdict: "refuted" });
    },
    60_000,
  );
});

describe("an assumption about parameters", () => {
  const lines = (equals: string): Lines => ({
    parameters: ["p: 3", "k: 2", "d: 4", "beta: { in: 0 <= real < 1, sampled: [0, 1/2] }"],
    more: ["assumptions:", "  low: 3*beta < 1"],
    claims: [`c: { kind: morse-index, at: average, equals: "${equals}" }`],
  });

  test("that the claim needs: the case it kept out refutes, and the proof is gone", async () => {
    const [found] = await ablated(lines("k - 1"));
    expect(found).toMatchObject({ isProvedWithout: false, outcome: { kind: "needed" } });
    expect(ablationLines(found!)[0]).toMatch(/c without low: needed; the proof needs it$/);
  });

  test("that it does not need", async () => {
    const found = await ablated({
      ...lines("0"),
      claims: ["c: { kind: stationary, at: average }"],
    });
    expect(found).toMatchObject([{ isProvedWithout: true, outcome: { kind: "not-shown" } }]);
    expect(ablationLines(found[0]!)[0]).toMatch(
      /not shown to be needed after \d+ cases; the proof does not need it$/,
    );
    const schema: object = JSON.parse(readFileSync(`${root}schema/verify.json`, "utf8"));
    const validate = new Ajv2020({ strict: true }).compile(schema);
    expect(validate(jsonReport([], { ablations: found })) ? [] : validate.errors).toEqual([]);
  });
});
