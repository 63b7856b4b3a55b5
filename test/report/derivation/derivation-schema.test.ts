/** The published schema of `derive SPEC --format json`, by a validator of its own. */
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, expect, test } from "vitest";
import type { Binding } from "../../../src/model/bind/instance.ts";
import { integer } from "../../../src/model/rational.ts";
import type { Spec } from "../../../src/model/spec.ts";
import { derivationJson } from "../../../src/report/derivation/derivation.ts";
import { derivationSchema } from "../../../src/report/derivation/derivation-schema.ts";
import { closeCas } from "../../../src/symbolic/cas/nerdamer.ts";
import { describe } from "../../../src/symbolic/describe.ts";
import { settingDiagram } from "../../../src/symbolic/phase/setting-diagram.ts";
import { predict } from "../../../src/symbolic/predict.ts";
import { closeSolver } from "../../../src/symbolic/prove/z3.ts";
import { specOf } from "../../specs.ts";

afterAll(async () => {
  await closeCas();
  await closeSolver();
});

const validate = new Ajv2020({ allErrors: true, strict: false }).compile(derivationSchema);

async function jsonOf(spec: Spec) {
  const claims = await Promise.all(
    spec.claims.map(async (claim) => {
      const prediction = predict(claim.setting, claim.question);
      return prediction.status === "derived"
        ? { claim, prediction, description: await describe(prediction.derived) }
        : { claim, prediction };
    }),
  );
  const binding: Binding = new Map(
    Object.entries({ p: 3, k: 3, d: 5 }).map(([name, n]) => [
      name,
      { kind: "exact", value: integer(n) },
    ]),
  );
  const diagram = await settingDiagram(spec.claims[0]!.setting.model, binding);
  const json = derivationJson(spec, claims, { at: "p=3", diagram });
  return { json: JSON.parse(JSON.stringify(json)), kind: diagram.kind };
}

const claims = [
  "threshold: { kind: threshold, at: average, in: beta }",
  "away: { kind: limit, of: w, equals: average }",
];

test("schema/derive-spec.json is what the code says", async () => {
  const text = `${JSON.stringify(derivationSchema, null, 2)}\n`;
  const file = join(import.meta.dirname, "../../../schema/derive-spec.json");
  await expect(text).toMatchFileSnapshot(file);
});

test("what is printed for a spec follows it, with a diagram of the model and without", async () => {
  const anyFrame = { teacher: '{ sum-of: k, link: "h(p, z)", frame: any }' };
  const [held, bare] = [
    await jsonOf(specOf({ claims })),
    await jsonOf(specOf({ ...anyFrame, claims: claims.slice(1) })),
  ];
  const written = {
    teacher: '{ sum-of: k, link: "h(p, z)", weights: j, frame: { gram: "if(i = j, 1, 1/(3*k))" } }',
  };
  const framed = await jsonOf(specOf({ ...written, claims: claims.slice(1) }));
  expect([held.kind, bare.kind, framed.kind]).toEqual(["diagram", "none", "frame"]);
  for (const { json } of [held, bare, framed]) {
    expect([validate(json), validate.errors]).toEqual([true, null]);
  }
});

test("it refuses a claim without steps, a diagram without thresholds, a digest that is missing", async () => {
  const { json } = await jsonOf(specOf({ claims }));
  const [{ steps: _, ...claim }, ...others] = json.claims;
  expect(validate({ ...json, claims: [claim, ...others] })).toBe(false);
  const { average: __, ...model } = json.model;
  expect(validate({ ...json, model })).toBe(false);
  const { digest: ___, ...evidence } = json.evidence;
  expect(validate({ ...json, evidence })).toBe(false);
});
