import { expect, test } from "vitest";
import { casesOf } from "../../../src/checks/cases/cases.ts";
import { evidenceKey } from "../../../src/checks/evidence/store.ts";
import type { Claim } from "../../../src/model/claim.ts";
import { type Lines, specOf } from "../../specs.ts";

const index = "c: { kind: morse-index, at: average, equals: k - 1 }";

const claimOf = (lines: Partial<Lines>): Claim => specOf({ claims: [index], ...lines }).claims[0]!;

function keyOf(lines: Partial<Lines>, seed = 1, version = "1", fineness: 0 | 1 = 0): string {
  const claim = claimOf(lines);
  const [first] = casesOf(claim, [], "quick", seed).cases;
  return evidenceKey(claim, first!, fineness, "quick", version);
}

test("the key of an observation is blind to the right-hand side and to the place in the file", () => {
  const same: readonly Partial<Lines>[] = [
    { claims: ["c: { kind: morse-index, at: average, equals: 17 }"] },
    { claims: ["c: { kind: morse-index, at: average, expect: refuted }"] },
    { claims: ["c:  { kind: morse-index,   at: average }"] },
    { claims: [index], more: ["# a comment", ""] },
  ];
  for (const lines of same) expect(keyOf(lines)).toBe(keyOf({}));
});

test("and depends on everything that is observed", () => {
  const keys = [
    keyOf({}),
    keyOf({}, 2),
    keyOf({}, 1, "2"),
    keyOf({}, 1, "1", 1),
    keyOf({ claims: ["c: { kind: morse-index, at: target, equals: k - 1 }"] }),
    keyOf({ claims: ["other: { kind: morse-index, at: average, equals: k - 1 }"] }),
    keyOf({ claims: ["c: { kind: morse-index, at: average, when: beta = 0, equals: k - 1 }"] }),
    keyOf({ teacher: '{ sum-of: k, link: "h(p, z)", frame: orthonormal }' }),
    keyOf({ teacher: '{ sum-of: k, link: "2*h(p, z)", frame: { equiangular: beta } }' }),
    keyOf({ parameters: ["p: 4", "k: 2", "d: 3", "beta: 0 <= real < 1"] }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});
