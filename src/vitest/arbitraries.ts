/**
 * Random models and frames for property tests with fast-check: what the spec language can say, small
 * enough to be simulated.
 */
import fc, { type Arbitrary } from "fast-check";
import type { SpecText } from "../model/define-spec.ts";

/** A model as `defineSpec` takes it. */
export type ModelText = NonNullable<SpecText["model"]>;

/** The frame of a teacher, as a spec writes it. */
export type FrameText = "orthonormal" | { equiangular: string } | { gram: string[][] };

/**
 * Frames of k unit vectors: orthonormal, equiangular, or with a Gram matrix that is diagonally
 * dominant, and so positive definite. Entries are fractions, exact as the language reads them.
 */
export const frames = (k: number): Arbitrary<FrameText> =>
  fc.oneof(
    fc.constant<FrameText>("orthonormal"),
    fc.integer({ min: 0, max: 11 }).map((n): FrameText => ({ equiangular: `${n}/12` })),
    grams(k),
  );

/** |A_ij| < 1/(k - 1) off the diagonal. */
function grams(k: number): Arbitrary<FrameText> {
  const pairs = (k * (k - 1)) / 2;
  const widest = 12 * Math.max(1, k - 1);
  const entry = fc.integer({ min: -11, max: 11 });
  return fc.array(entry, { minLength: pairs, maxLength: pairs }).map((entries): FrameText => {
    const at = (i: number, j: number): string => {
      if (i === j) return "1";
      const [low, high] = i < j ? [i, j] : [j, i];
      return `${entries[low * k - (low * (low + 1)) / 2 + high - low - 1] ?? 0}/${widest}`;
    };
    const range = Array.from({ length: k }, (_, i) => i);
    return { gram: range.map((i) => range.map((j) => at(i, j))) };
  });
}

/** Links: one Hermite polynomial, or a sum of two. */
export const links: Arbitrary<string> = fc.oneof(
  fc.integer({ min: 1, max: 5 }).map((p) => `h(${p}, z)`),
  fc
    .tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 8 }),
    )
    .map(([p, more, n]) => `h(${p}, z) + ${n}/4*h(${p + more}, z)`),
);

/** One neuron on the sphere against a sum of at most four ridge functions. */
export const models: Arbitrary<ModelText> = fc.integer({ min: 1, max: 4 }).chain((k) =>
  fc
    .record({
      frame: frames(k),
      link: links,
      loss: fc.constantFrom("correlation", "squared"),
      more: fc.integer({ min: 1, max: 20 }),
    })
    .map(
      ({ frame, link, loss, more }): ModelText => ({
        input: { gaussian: "isotropic", dimension: k + more },
        teacher: { "sum-of": k, link, frame },
        student: { link: "same" },
        loss,
      }),
    ),
);
