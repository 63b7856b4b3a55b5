import { expect, test } from "vitest";
import { philox } from "../../../src/numeric/random/philox.ts";
import { hash64, randomStream } from "../../../src/numeric/random/stream.ts";

// Known-answer tests of Random123, file kat_vectors, rows philox4x32 10.
const ones = 0xffffffff;
test.each([
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [ones, ones, ones, ones],
    [ones, ones],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
] as const)("Philox4x32-10 of counter %j under key %j is %j", (counter, key, expected) => {
  expect([...philox(counter, key)]).toEqual([...expected]);
});

test("a stream is a function of seed, claim and case, and of all three", () => {
  const first = (seed: number, claim: string, label: string): number =>
    randomStream(seed, claim, label).uniform();
  expect(first(1, "a", "b")).toBe(first(1, "a", "b"));
  const others = [first(2, "a", "b"), first(1, "ab", ""), first(1, "", "ab"), first(1, "a", "c")];
  expect(new Set([first(1, "a", "b"), ...others]).size).toBe(5);
});

test("100,000 short names have 100,000 hashes", () => {
  const seen = new Set(Array.from({ length: 100_000 }, (_, i) => hash64(`case ${i}`).join()));
  expect(seen.size).toBe(100_000);
});

test("uniform and normal numbers have the moments of their laws within 4 standard errors", () => {
  const random = randomStream(5, "moments", "");
  const count = 200_000;
  const mean = (draw: () => number): number => {
    let total = 0;
    for (let i = 0; i < count; i++) total += draw();
    return total / count;
  };
  const within = (value: number, truth: number, variance: number): void =>
    expect(Math.abs(value - truth)).toBeLessThan(4 * Math.sqrt(variance / count));
  within(mean(random.uniform), 1 / 2, 1 / 12);
  within(
    mean(() => random.uniform() ** 2),
    1 / 3,
    4 / 45,
  );
  within(mean(random.normal), 0, 1);
  within(
    mean(() => random.normal() ** 2),
    1,
    2,
  );
  within(
    mean(() => random.normal() ** 4),
    3,
    96,
  );
  within(
    mean(() => random.normal() * random.normal()),
    0,
    1,
  );
  // Entries of a uniform unit vector of R^5: E w_1^2 = 1/5, Var w_1^2 = 3/35 - 1/25.
  within(
    mean(() => random.onSphere(5)[0]! ** 2),
    1 / 5,
    3 / 35 - 1 / 25,
  );
});
