import { afterAll, describe, expect, test } from "vitest";
import type { ClaimReport } from "../../src/checks/judge/verdict.ts";
import { verifySpec } from "../../src/checks/verify.ts";
import type { Claim } from "../../src/model/claim.ts";
import { declareKind } from "../../src/model/schema/own-kinds.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { type Lines, reportOf, specOf } from "../specs.ts";

afterAll(() => closeSolver());
declareKind({ name: "x-unruled", asks: { of: "expression" }, answers: {} });

const options = { effort: "quick", seed: 1 } as const;

describe("a claim whose judging fails", () => {
  const spec = specOf({
    claims: [
      "first: { kind: morse-index, at: average, when: beta = 0, equals: k - 1 }",
      "last: { kind: stationary, at: average }",
    ],
  });
  const [first, last] = spec.claims;
  /** A claim that the reader of specs would never give out. */
  const impossible: Claim = {
    ...first!,
    id: "impossible",
    expect: "undecided",
    setting: { ...first!.setting, parameters: undefined as never },
  };
  const broken = { ...spec, claims: [first!, impossible, last!] };

  test("is reported as a fault, and costs the others nothing", async () => {
    const faults: string[] = [];
    const { claims } = await verifySpec(broken, { ...options, onFault: (id) => faults.push(id) });
    expect(claims.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["first", "proved"],
      ["impossible", "undecided"],
      ["last", "proved"],
    ]);
    expect(faults).toEqual(["impossible"]);
    expect(claims[1]).toMatchObject({
      fault: expect.stringMatching(/^TypeError: /),
      reason: expect.stringMatching(/^a fault in lemmata: TypeError: /),
      replay: { caseId: "impossible" },
    });
    expect(claims[0]?.fault).toBeUndefined();
  });

  test("is not as expected even where undecided is expected", async () => {
    const { claims } = await verifySpec(broken, { ...options, caseId: "impossible" });
    expect(claims).toMatchObject([{ expected: "undecided", asExpected: false }]);
  });
});

describe("nothing is a pass for want of evidence", () => {
  test.each<[string, Lines, string, RegExp]>([
    [
      "a condition that never holds",
      { claims: ["c: { kind: morse-index, at: average, when: p < 3, equals: k - 1 }"] },
      "inapplicable",
      /none of \d+ cases meets the conditions/,
    ],
    [
      "an empty domain",
      {
        parameters: ["p: 3", "k: 2", "d: k + 2..k + 1", "beta: 0 <= real < 1"],
        claims: ["c: { kind: morse-index, at: average, equals: 1 }"],
      },
      "undecided",
      /no case in the domain was tried/,
    ],
    [
      "a kind without rules",
      { claims: ["c: { kind: x-unruled, of: loss }"] },
      "undecided",
      /no rules yet for claims of the kind x-unruled/,
    ],
  ])("%s", async (_, lines, verdict, reason) => {
    const report = await reportOf(lines);
    expect(report).toMatchObject({
      verdict,
      asExpected: false,
      reason: expect.stringMatching(reason),
    });
  });
});

describe("one seed gives one report", () => {
  const lines = {
    claims: ["c: { kind: morse-index, at: average, when: 2*beta < 1/(k + 1), equals: k - 1 }"],
  };

  test("however often it is asked for, and whatever stands beside it", async () => {
    const alone = await reportOf(lines);
    const both = { claims: ["b: { kind: stationary, at: average }", ...lines.claims] };
    const { claims } = await verifySpec(specOf(both), options);
    const beside = claims[1]!;
    // The solver may close one goal by another tactic when it has answered others before.
    const statements = ({ restsOn }: ClaimReport) => restsOn.map(({ statement }) => statement);
    expect(statements(beside)).toEqual(statements(alone));
    const { position } = alone;
    expect({ ...beside, position, restsOn: [] }).toEqual({ ...alone, restsOn: [] });
    expect(beside.position.line).toBe(position.line + 1);
  });
});

describe("a case that is named is judged alone", () => {
  const claims = ["c: { kind: morse-index, at: average, when: beta = 0, equals: k }"];

  test("the replay of a refutation is that case, and refutes again", async () => {
    const first = await reportOf({ claims });
    expect(first).toMatchObject({
      verdict: "refuted",
      counterexample: { claimed: 2, observed: 1 },
    });
    const again = await reportOf({ claims }, first.replay.caseId);
    expect(again.cases).toEqual({ tried: 1, inapplicable: 0 });
    expect(again.counterexample).toEqual(first.counterexample);
    expect(again.replay).toEqual(first.replay);
  });
});
