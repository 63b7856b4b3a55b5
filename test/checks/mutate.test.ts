import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, test } from "vitest";
import { memoryStore } from "../../src/checks/evidence/store.ts";
import { type Mutation, mutate } from "../../src/checks/mutate.ts";
import { filedLook, observationText } from "../../src/checks/run/observation.ts";
import { examineSpecs, specReport } from "../../src/checks/verify.ts";
import { declareKind } from "../../src/model/schema/own-kinds.ts";
import { jsonReport } from "../../src/report/json.ts";
import { mutationLines } from "../../src/report/mutation.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { root } from "../source-files.ts";
import { type Lines, specOf } from "../specs.ts";

afterAll(() => closeSolver());
declareKind({ name: "x-unruled", asks: { of: "expression" }, answers: {} });

/** What mutating a suite finds, and how often a case was looked at before and during it. */
async function mutated(lines: Lines) {
  const looks: string[] = [];
  const filing = { store: memoryStore(), effort: "quick", version: "1" } as const;
  const look = filedLook(filing, async (claim, at, fineness, wanted) => {
    if (wanted === undefined) looks.push(`${claim.id}@${at.key}/${fineness}`);
    return observationText(claim, at, fineness, wanted);
  });
  const spec = specOf(lines);
  const [examined = []] = await examineSpecs([spec], { effort: "quick", seed: 1, look });
  const before = looks.length;
  const mutation = await mutate(examined, look);
  const json = jsonReport([specReport(spec, examined)], { mutation });
  return { mutation, before, looks, json };
}

const labelsOf = ({ mutants }: Mutation): readonly string[] => mutants.map(({ label }) => label);

describe("a suite whose right-hand sides are made wrong", () => {
  const claims = [
    "index: { kind: morse-index, at: average, when: beta = 0, equals: k - 1 }",
    "wrong: { kind: morse-index, at: average, when: beta = 0, equals: k, expect: refuted, corrected-by: index }",
    "asks: { kind: morse-index, at: average, when: beta = 0 }",
    "open: { kind: x-unruled, of: loss, expect: undecided }",
  ];

  test("is noticed each time, by refutation where the number is observed", async () => {
    const { mutation, before, looks } = await mutated({ claims });
    expect(mutation.mutants.filter(({ caught }) => !caught)).toEqual([]);
    expect(labelsOf(mutation)).toEqual(
      expect.arrayContaining(["k", "k + 1", "k - 2", "-(k - 1)", "the correction, index"]),
    );
    const ofIndex = mutation.mutants.filter(({ claimId }) => claimId === "index");
    expect(new Set(ofIndex.map(({ verdict }) => verdict))).toEqual(new Set(["refuted"]));
    expect(mutation.notMutated).toEqual([
      { file: "test.yaml", claimId: "asks", reason: "it only asks" },
      { file: "test.yaml", claimId: "open", reason: "it is expected to be undecided" },
    ]);
    // Whole numbers are certain: there is nothing to look at again.
    expect(looks.length).toBe(before);
  });

  test("looks at no case twice, and at most once finer", async () => {
    const claim = "c: { kind: threshold, at: average, in: beta, equals: (p - 2)/(k + p - 2) }";
    const { mutation, looks, before } = await mutated({ claims: [claim] });
    expect(mutation.mutants.length).toBeGreaterThan(10);
    expect(mutation.mutants.every(({ caught, verdict }) => caught && verdict === "refuted")).toBe(
      true,
    );
    expect(new Set(looks).size).toBe(looks.length);
    expect(looks.slice(before).every((each) => each.endsWith("/1"))).toBe(true);
  });

  test("counts what is refuted, and points that were moved, where no algebra compares them", async () => {
    const claims = [
      "rests: { kind: stationary, at: average }",
      'nearest: { kind: limit, for: { k: 2, d: 3, beta: 0 }, start: { "u[j]": "if(j = 1, 1/2, 1/4)" }, of: w, equals: pure(1) }',
    ];
    const { mutation } = await mutated({ claims });
    expect(mutation.notMutated).toEqual([]);
    const of = (id: string) =>
      mutation.mutants
        .filter(({ claimId }) => claimId === id)
        .map(({ label, caught }) => [label, caught]);
    expect(of("rests")).toEqual([["the point moved by 0.1 along a tangent", true]]);
    expect(of("nearest")).toEqual([
      ["the opposite point", true],
      ["average", true],
    ]);
  });

  test("has no mutant that is equal on the whole domain", async () => {
    const lines = {
      parameters: ["p: 3", "k: 2", "d: [3, 5]", "beta: 0"],
      claims: ["c: { kind: morse-index, at: average, equals: p - k }"],
    };
    const labels = labelsOf((await mutated(lines)).mutation);
    expect(labels).toContain("p + 1 - k");
    for (const label of labels) expect(label).not.toBe("k - p + 2");
  });
});

describe("what goes unnoticed", () => {
  const claims = [
    "first: { kind: morse-index, at: average, when: beta = 0, equals: k, expect: refuted, corrected-by: second }",
    "second: { kind: morse-index, at: average, when: beta = 0, equals: k + 1, expect: refuted, corrected-by: first }",
    "fails: { kind: morse-index, at: average, when: beta = 0, equals: k + 2 }",
  ];

  test("is listed with what was put in, and the report says so in every form", async () => {
    const { mutation, json } = await mutated({ claims });
    expect(mutation.mutants).toEqual([
      expect.objectContaining({ claimId: "first", verdict: "refuted", caught: false }),
      expect.objectContaining({ claimId: "second", verdict: "refuted", caught: false }),
    ]);
    expect(mutationLines(mutation)).toEqual([
      "0 of 2 mutants caught",
      "  survived    test.yaml#first with the correction, second: refuted",
      "  survived    test.yaml#second with the correction, first: refuted",
      "  not mutated test.yaml#fails: it is not as expected itself",
    ]);
    const schema: object = JSON.parse(readFileSync(`${root}schema/verify.json`, "utf8"));
    const validate = new Ajv2020({ strict: true }).compile(schema);
    expect(validate(json) ? [] : validate.errors).toEqual([]);
    expect(json).toMatchObject({ mutation: { mutants: 2, caught: 0, survivors: [{}, {}] } });
  });
});
