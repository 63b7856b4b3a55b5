import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { observeExperiments } from "../../src/checks/experiment/observe-all.ts";
import { jsonReport } from "../../src/report/json.ts";
import { root } from "../source-files.ts";
import { specOf } from "../specs.ts";
import { report, silentReport } from "./made-up-report.ts";

const schema: object = JSON.parse(readFileSync(`${root}schema/verify.json`, "utf8"));
const ajv = new Ajv2020({ allErrors: true, strict: true });
const validate = ajv.compile(schema);

/** What is wrong with a value, each with its place. */
const problems = (value: unknown): readonly string[] => {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("the report as JSON", () => {
  const written = plain(jsonReport([report, silentReport]));

  test("is what the published schema says, before and after it is text", () => {
    expect(problems(jsonReport([report, silentReport]))).toEqual([]);
    expect(problems(written)).toEqual([]);
    expect(problems(jsonReport([]))).toEqual([]);
  });

  test("has experiments as the schema says, observed or not", async () => {
    const spec = specOf({
      more: ["experiments:", '  one: { x: beta, y: "at(loss, average)", rules: 1/2 }'],
      claims: ["rests: { kind: stationary, at: average }"],
    });
    const [drawn] = await observeExperiments(spec, { seed: 1, effort: "quick" });
    expect(drawn?.status).toBe("observed");
    const experiments = [drawn!, { status: "not-drawn", id: "two" } as const];
    expect(problems(jsonReport([{ ...report, experiments }]))).toEqual([]);
  });

  test("counts verdicts, faults and twins", () => {
    expect(written).toMatchObject({
      version: 1,
      summary: {
        claims: 7,
        verdicts: { proved: 1, supported: 1, refuted: 2, conflict: 1, undecided: 2 },
        unexpected: 4,
        conflicts: 1,
        faults: 1,
        twins: 3,
        twinsRefuted: 2,
      },
    });
  });

  test("gives what JSON cannot hold as text", () => {
    expect(written).toMatchObject({
      specs: [
        {
          claims: expect.arrayContaining([
            expect.objectContaining({
              id: "torn",
              conflict: expect.objectContaining({ derived: "Infinity", gap: "NaN", observed: 1 }),
            }),
          ]),
        },
        {},
      ],
    });
  });

  test("has no time, no machine and no solver script in it", () => {
    const text = JSON.stringify(written);
    expect(text).not.toContain("check-sat");
    expect(text).not.toContain(root);
  });
});

describe("the schema notices", () => {
  type Json = Record<string, unknown>;
  const broken = (change: (claim: Json, whole: Json) => void): readonly string[] => {
    const value = plain(jsonReport([report])) as Json & { specs: { claims: Json[] }[] };
    change(value.specs[0]!.claims[0]!, value);
    return problems(value);
  };

  test.each<[string, (claim: Json, whole: Json) => void]>([
    ["a verdict that is none", (claim) => Object.assign(claim, { verdict: "passed" })],
    ["a claim without a verdict", (claim) => Reflect.deleteProperty(claim, "verdict")],
    ["a claim without a replay", (claim) => Reflect.deleteProperty(claim, "replay")],
    ["a key that is not published", (claim) => Object.assign(claim, { seconds: 1 })],
    [
      "a line that is none",
      (claim) => Object.assign(claim, { position: { file: "", line: 0, column: 1 } }),
    ],
    [
      "a number as any text",
      (claim) =>
        Object.assign(claim, { budget: [{ name: "floor", error: "big", basis: "bound" }] }),
    ],
    ["another version", (_, whole) => Object.assign(whole, { version: 2 })],
    ["no summary", (_, whole) => Reflect.deleteProperty(whole, "summary")],
  ])("%s", (_, change) => {
    expect(broken(change).length).toBeGreaterThan(0);
  });
});
