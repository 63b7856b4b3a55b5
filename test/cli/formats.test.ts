import { readFileSync, rmSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderWith, lemmata } from "../command.ts";
import { type Element, parseXml } from "../report/xml.ts";
import { root } from "../source-files.ts";
import { specText } from "../specs.ts";

const text = specText({
  claims: [
    "index: { kind: morse-index, at: average, when: beta = 0, equals: k - 1 }",
    "wrong: { kind: morse-index, at: average, when: beta = 0, equals: k }",
    "unknown: { kind: limit, of: w }",
    'loss: { kind: identity, of: loss, equals: "-sum(j in 1..k, u[j]^p)" }',
  ],
});

let folder = "";
beforeAll(() => {
  folder = folderWith({ "a & b.yaml": text });
});
afterAll(() => rmSync(folder, { recursive: true }));

const verify = (...args: readonly string[]) => lemmata(["verify", "a & b.yaml", ...args], folder);

test("--format json is what schema/verify.json says", () => {
  const { status, stdout, stderr } = verify("--format", "json");
  expect([status, stderr]).toEqual([1, ""]);
  const schema: object = JSON.parse(readFileSync(`${root}schema/verify.json`, "utf8"));
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  validate(JSON.parse(stdout));
  expect(validate.errors).toBeNull();
});

test("one seed gives the same bytes, and another one looks at other states", () => {
  const withSeed = (seed: string): string =>
    verify("--case", "loss", "--format", "json", "--seed", seed).stdout;
  expect(withSeed("5")).toBe(withSeed("5"));
  expect(withSeed("6")).not.toBe(withSeed("5").replaceAll("--seed 5", "--seed 6"));
});

test("--format junit is well-formed, and names file and line of what failed", () => {
  const { status, stdout } = verify("--format", "junit");
  expect(status).toBe(1);
  const [suite] = parseXml(stdout).children;
  const failed = suite!.children.filter(({ children }) => children.length > 0);
  const lineOf = (id: string): string =>
    `${text.split("\n").findIndex((line) => line.startsWith(`  ${id}:`)) + 1}`;
  const place = ({ attributes }: Element) => [attributes.name, attributes.file, attributes.line];
  expect(failed.map(place)).toEqual([
    ["wrong", "a & b.yaml", lineOf("wrong")],
    ["unknown", "a & b.yaml", lineOf("unknown")],
  ]);
  expect(suite?.attributes).toMatchObject({ tests: "4", failures: "2", errors: "0" });
});

describe("the pretty report", () => {
  test("has no escape codes and no progress line where there is no terminal", () => {
    const { status, stdout, stderr } = verify();
    expect(status).toBe(1);
    expect(stderr).toBe("");
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toContain("\r");
    expect(stdout).toMatch(/✓ proved {6}index\n/);
    expect(stdout).toMatch(/✗ refuted {5}wrong\n/);
    expect(stdout).toMatch(/✗ undecided {3}unknown\n/);
    expect(stdout).toMatch(/^4 claims: 2 proved, 1 refuted, 1 undecided; 2 not as expected$/m);
  });

  test("of one claim leaves out the others", () => {
    const { status, stdout } = verify("--case", "index");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^1 claim: 1 proved; everything as expected$/m);
  });
});

test("derive prints each claim's derivation, and judges none", () => {
  const { status, stdout, stderr } = lemmata(["derive", "a & b.yaml"], folder);
  expect([status, stderr]).toEqual([0, ""]);
  for (const id of ["index", "wrong", "unknown", "loss"])
    expect(stdout).toContain(`## Claim \`${id}\`\n`);
  expect(stdout).toContain("Not derived: the end of a flow over a frame that is not orthonormal.");
  const claims = stdout.slice(stdout.indexOf("## Claim"));
  expect(claims).not.toMatch(/refuted|proved/);
  const json = lemmata(["derive", "a & b.yaml", "--format", "json"], folder).stdout;
  expect(JSON.parse(json)).toMatchObject({ version: 1, claims: [{ id: "index" }, {}, {}, {}] });
});
