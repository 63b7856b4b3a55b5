import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { SpecError } from "../../src/model/issue.ts";
import { parseSpec, type SpecReader } from "../../src/model/parse-spec.ts";
import { cpuSeconds } from "../cpu-seconds.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const texts = new Map(
  readdirSync(fixtures)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => [name, readFileSync(join(fixtures, name), "utf8")]),
);

const others: SpecReader = {
  resolve: (path) => path.replace(/^\.\//, ""),
  read: (name) => texts.get(name) ?? { expected: "a spec", got: "no file" },
};

const pieces = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  ": ",
  "- ",
  "\n",
  "  ",
  "'",
  '"',
  "#",
  "&a",
  "*a",
  "!t",
  "|",
  ">",
  "..",
  "^",
  "*",
  "-",
  "0",
  "k",
  " in ",
  "real",
  "oo",
  "u[j]",
  "m(0)",
  "\t",
  "\u00e9",
  "\u{1F600}",
  "\\",
];

interface Mutation {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(10_000),
  cut: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(40)),
  put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 }), fc.constant("")),
});

function mutate(text: string, { at, cut, put }: Mutation): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + put + text.slice(place + cut);
}

test("a broken spec is a spec or a list of issues with places in its files, and never a crash", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...texts.keys()),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      (name, mutations) => {
        const text = mutations.reduce(mutate, texts.get(name) ?? "");
        const started = cpuSeconds();
        try {
          expect(parseSpec(text, name, others).spec.file).toBe(name);
        } catch (error) {
          if (!(error instanceof SpecError)) throw error;
          expect(error.issues.length).toBeGreaterThan(0);
          for (const { position, expected, got } of error.issues) {
            const file = position.file === name ? text : texts.get(position.file);
            const line = file?.split("\n")[position.line - 1];
            expect(line, `${position.file}:${position.line}`).toBeDefined();
            expect(position.column).toBeGreaterThanOrEqual(1);
            expect(position.column).toBeLessThanOrEqual((line ?? "").length + 1);
            expect(expected).not.toBe("");
            expect(got).not.toBe("");
          }
        }
        expect(cpuSeconds() - started).toBeLessThan(2);
      },
    ),
    { numRuns: 400, seed: 2025 },
  );
});
