import { join } from "node:path";
import { expect, test } from "vitest";
import { specJsonSchema } from "../../../src/model/schema/json-schema.ts";
import { keyReference } from "../../../src/model/schema/key-reference.ts";
import { claimKeys } from "../../../src/model/schema/keys.ts";
import { kindNames, kinds } from "../../../src/model/schema/kinds.ts";

/** To write the file anew: `npx vitest run test/model/schema --update`. */
test("schema/spec.json is what the tables say", async () => {
  const text = `${JSON.stringify(specJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, "../../../schema/spec.json"));
});

test("docs/spec-reference.md is what the tables say", async () => {
  const page = join(import.meta.dirname, "../../../docs/spec-reference.md");
  await expect(keyReference()).toMatchFileSnapshot(page);
});

test("there are fourteen kinds, and none has a field that every claim has", () => {
  expect(kindNames).toHaveLength(14);
  for (const kind of kindNames) {
    const { required, optional } = kinds[kind];
    const fields = [...required, ...optional];
    expect(new Set(fields).size).toBe(fields.length);
    expect(fields.filter((field) => claimKeys.includes(field))).toEqual([]);
  }
});
