/**
 * Evidence is accepted by the checker that knows nothing of this program, and rejected after a
 * change of any formula: by its digest always, by the mathematics where the meaning changed.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifySpec } from "../../src/checks/verify.ts";
import { loadSpec } from "../../src/model/load.ts";
import { phaseSupports } from "../../src/report/derivation/phase-evidence.ts";
import {
  claimSupport,
  type EvidenceDocument,
  type EvidencePart,
  evidenceDocument,
} from "../../src/report/evidence.ts";
import { closeCas } from "../../src/symbolic/cas/nerdamer.ts";
import { primeValue } from "../../src/symbolic/exact/prime-value.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { diagramOf } from "../symbolic/phase/diagram.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "lemmata-evidence-"));
const documents: EvidenceDocument[] = [];

beforeAll(async () => {
  for (const file of ["saddle-to-minimum", "reduced-flow"]) {
    const { spec } = loadSpec(join(root, `specs/simsek2025/${file}.yaml`));
    const { claims } = await verifySpec(spec, { effort: "quick", seed: 1 });
    expect(claims.filter(({ verdict }) => verdict === "proved").length).toBeGreaterThan(1);
    documents.push(evidenceDocument(file, claims.map(claimSupport)));
  }
  const links: readonly (readonly [string, number?])[] = [
    ["relu(x)"],
    ["h(3,x)", 4],
    ["h(3,x)+h(5,x)", 2],
    ["h(3,x)+h(4,x)/2", 3],
    ["h(3,x)+h(41,x)/sqrt(8)", 2],
  ];
  for (const [link, k] of links) {
    documents.push(evidenceDocument(link, phaseSupports(await diagramOf(link, k))));
  }
}, 120_000);

afterAll(async () => {
  await closeCas();
  await closeSolver();
  rmSync(folder, { recursive: true });
});

/** Runs the checker on all of them at once. */
function recheck(all: readonly EvidenceDocument[]) {
  const paths = all.map((document, i) => {
    const path = join(folder, `${i}.json`);
    writeFileSync(path, JSON.stringify(document, null, 2));
    return path;
  });
  const tool = join(root, "tools/recheck.mjs");
  const options = { encoding: "utf8", cwd: root, timeout: 300_000 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...paths], options);
  const rejected = stderr.split("\n").filter((line) => line.includes("rejected"));
  return { status, accepted: stdout.split("\n").filter((line) => line !== ""), rejected };
}

/** A document for each formula, with that formula changed; the rest is dropped to save time. */
function edited(
  change: (text: string, part: EvidencePart) => string | undefined,
  keepDigests: boolean,
) {
  return documents.flatMap(({ subject, verdicts, digest }) =>
    verdicts.flatMap(({ id, verdict, items }) =>
      items.flatMap((item) =>
        formulasIn(item).flatMap(([key, text]): readonly EvidenceDocument[] => {
          const other = change(text, item);
          if (other === undefined) return [];
          const { digest: own, ...part } = item;
          const changed = { ...part, [key]: key === "polynomial" ? other.split(",") : other };
          if (!keepDigests) return [evidenceDocument(subject, [{ id, verdict, items: [changed] }])];
          const kept = [{ id, verdict, items: [{ ...changed, digest: own }] }];
          return [{ version: 1, subject, verdicts: kept, digest }];
        }),
      ),
    ),
  );
}

function formulasIn(part: EvidencePart): readonly (readonly [string, string])[] {
  switch (part.kind) {
    case "unsatisfiable":
      return [["smtlib", part.smtlib]];
    case "equal":
      return [
        ["left", part.left],
        ["right", part.right],
      ];
    case "roots":
      return [["polynomial", part.polynomial.join(",")]];
  }
}

test("every part of the evidence holds", () => {
  const { status, accepted, rejected } = recheck(documents);
  expect(rejected).toEqual([]);
  expect(status).toBe(0);
  expect(accepted).toHaveLength(documents.length);
  const kinds = documents.flatMap(({ verdicts }) =>
    verdicts.flatMap(({ items }) => items.map(({ kind }) => kind)),
  );
  expect(new Set(kinds)).toEqual(new Set(["unsatisfiable", "equal", "roots"]));
  expect(kinds.length).toBeGreaterThan(60);
  const roots = documents.flatMap(({ verdicts }) =>
    verdicts.flatMap(({ items }) =>
      items.flatMap((item) => (item.kind === "roots" && item.upper !== "1" ? [item] : [])),
    ),
  );
  const withoutPrimes = roots.filter((part) => !("primes" in part || "primeValue" in part));
  expect(withoutPrimes.filter(({ polynomial }) => polynomial.length > 2)).toEqual([]);
});

test("one byte of any formula changed: rejected", { timeout: 300_000 }, () => {
  // The byte is another for every formula; a blank is a change like any other.
  let at = 7;
  const all = edited((text) => {
    at += 13;
    const i = at % text.length;
    const other = text[i] === "1" ? "2" : "1";
    return text.slice(0, i) + other + text.slice(i + 1);
  }, true);
  const { status, accepted, rejected } = recheck(all);
  expect(all.length).toBeGreaterThan(60);
  expect(accepted).toEqual([]);
  expect(rejected).toHaveLength(all.length);
  expect(status).toBe(1);
});

test("a formula that says something else is rejected with fitting digests", {
  timeout: 300_000,
}, () => {
  const all = edited((text, part) => {
    // A count over (0, 1) is as true of another polynomial with as many roots there.
    if (part.kind === "roots" && part.upper === "1") return undefined;
    if (part.kind !== "unsatisfiable") return raised(text);
    // The negated conclusion asserted as it stands: hypotheses and conclusion are consistent.
    const lines = text.split("\n");
    const last = lines.findLastIndex((line) => line.startsWith("(assert (not "));
    lines[last] = lines[last]!.replace(/^\(assert \(not (.*)\)\)$/, "(assert $1)");
    return lines.join("\n");
  }, false);
  const { accepted, rejected } = recheck(all);
  expect(accepted).toEqual([]);
  expect(rejected).toHaveLength(all.length);
});

test("what is not computed is said: verdicts without parts, equations that are one text", () => {
  const equation = { kind: "equal", statement: "it", letters: [], positive: [] } as const;
  const { status, accepted } = recheck([
    evidenceDocument("some", [
      { id: "seen", verdict: "supported", items: [] },
      { id: "short", verdict: "proved", items: [{ ...equation, left: "0", right: "(0)" }] },
      { id: "long", verdict: "proved", items: [{ ...equation, left: "2 - 1", right: "1" }] },
    ]),
  ]);
  expect(status).toBe(0);
  expect(accepted[0]).toMatch(
    /: 2 parts hold; with one text on both sides: short; nothing to check for: seen$/,
  );
});

test("a verdict that is proved by nothing is rejected", () => {
  const { status, rejected } = recheck([
    evidenceDocument("nothing", [{ id: "claim", verdict: "proved", items: [] }]),
  ]);
  expect(rejected[0]).toContain("proved, and nothing to check");
  expect(status).toBe(1);
});

test("the checker is short and imports nothing of this program but its own helpers", () => {
  const sourceOf = (name: string): string => readFileSync(join(root, "tools", name), "utf8");
  const importsOf = (text: string): readonly string[] =>
    [...text.matchAll(/from "(\.[^"]*)"|import\("\./g)].map(([, path]) => path!);
  const [checker, ...helpers] = [
    "recheck.mjs",
    "irreducible.mjs",
    "prime-value.mjs",
    "root-sums.mjs",
  ].map(sourceOf);
  expect(checker!.split("\n").length - 1).toBeLessThan(200);
  for (const helper of helpers) expect(helper.split("\n").length - 1).toBeLessThan(100);
  expect([checker!, ...helpers].flatMap(importsOf)).toEqual([
    "./irreducible.mjs",
    "./root-sums.mjs",
    "./prime-value.mjs",
  ]);
});

test("a polynomial that factors modulo every prime is irreducible by a prime value", () => {
  const partOf = (polynomial: readonly number[], primeValue: { point: string; cofactor: string }) =>
    recheck([
      evidenceDocument("value", [
        {
          id: "root",
          verdict: "certified",
          items: [
            {
              kind: "roots",
              statement: "roots",
              polynomial: polynomial.map(String),
              lower: "-9",
              upper: "9",
              count: polynomial[2] === 0 ? 0 : 4,
              primeValue,
            },
          ],
        },
      ]),
    ]).rejected[0]?.replace(/.*root: /, "") ?? "holds";
  // x^4 + 1 at 4 is 257; x^4 - 10 x^2 + 1 is that of sqrt(2) + sqrt(3).
  expect(partOf([1, 0, 0, 0, 1], { point: "4", cofactor: "1" })).toBe("holds");
  const { point, cofactor } = primeValue([1n, 0n, -10n, 0n, 1n])!;
  expect(partOf([1, 0, -10, 0, 1], { point: `${point}`, cofactor: `${cofactor}` })).toBe("holds");
  expect(partOf([1, 0, 0, 0, 1], { point: "3", cofactor: "1" })).toContain("no prime value");
  expect(partOf([1, 0, 0, 0, 1], { point: "1", cofactor: "1" })).toContain("roots may lie");
  // x^4 + 4 = (x^2 - 2x + 2)(x^2 + 2x + 2) is 5 at 1, within its roots.
  expect(partOf([4, 0, 0, 0, 1], { point: "1", cofactor: "1" })).toContain("roots may lie");
  expect(primeValue([4n, 0n, 0n, 0n, 1n])).toBeUndefined();
});

test("a polynomial is irreducible by its primes, or the part is rejected", () => {
  /** A root of it between 1 and 2. */
  const documentOf = (polynomial: readonly number[], primes: readonly number[]) =>
    evidenceDocument("primes", [
      {
        id: "root",
        verdict: "certified",
        items: [
          {
            kind: "roots",
            statement: "one root",
            polynomial: polynomial.map(String),
            lower: "1",
            upper: "2",
            count: 1,
            primes,
          },
        ],
      },
    ]);
  const verdictOf = (polynomial: readonly number[], primes: readonly number[]) =>
    recheck([documentOf(polynomial, primes)]).rejected[0]?.replace(/.*root: /, "") ?? "holds";
  // x^2 - 2 is irreducible modulo 3, and splits modulo 7.
  expect(verdictOf([-2, 0, 1], [3])).toBe("holds");
  expect(verdictOf([-2, 0, 1], [7])).toContain("leave degrees");
  expect(verdictOf([-2, 0, 1], [])).toContain("leave degrees");
  // (2 x - 3)(2 x + 3).
  expect(verdictOf([-9, 0, 4], [5])).toContain("leave degrees");
  expect(verdictOf([-2, 0, 1], [9])).toContain("no small prime");
  expect(verdictOf([-2, 0, 1], [2])).toContain("square-free");
});

/** The first number, or the first sign, made another one; a text without either is a letter. */
function raised(text: string): string {
  if (/[0-9]/.test(text)) return text.replace(/[0-9]/, (digit) => `${(Number(digit) + 1) % 10}`);
  return `${text} + 1`;
}
