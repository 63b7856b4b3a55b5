import fc from "fast-check";
import { expect, test } from "vitest";
import { type FieldBuilder, fieldBuilder, type Node } from "../../src/field/build-field.ts";
import {
  binaryOperations,
  type CompiledField,
  checkedField,
  type Field,
  unaryOperations,
} from "../../src/field/field.ts";
import { generatedBatch, generatedField, sourceOf } from "../../src/field/generate.ts";
import { interpretedField } from "../../src/field/interpret.ts";

fc.configureGlobal({ seed: 20254 });

const at = (f: CompiledField, t: number, y: readonly number[]): number[] => {
  const dy = new Float64Array(y.length);
  f(t, Float64Array.from(y), dy);
  return [...dy];
};

/** Bits, so that -0, 0 and NaN are told apart. */
const bits = (values: readonly number[]): readonly bigint[] => [
  ...new BigUint64Array(Float64Array.from(values).buffer),
];

test("a hand-made field has the values it should: a pendulum with a force", () => {
  const b = fieldBuilder(2);
  const [angle, speed] = [b.state(0), b.state(1)];
  const force = b.sub(b.apply("cos", b.time()), b.apply("sin", angle));
  const field = b.build([speed, force]);
  for (const f of [interpretedField(field), generatedField(field)]) {
    expect(at(f, 0.3, [0.5, -2])).toEqual([-2, Math.cos(0.3) - Math.sin(0.5)]);
  }
});

test("integer powers are products: y^7 takes four multiplications and is exact on small integers", () => {
  const b = fieldBuilder(1);
  const field = b.build([b.powInteger(b.state(0), 7)]);
  expect(field.instructions.map((x) => x.op)).toEqual(["mul", "mul", "mul", "mul"]);
  expect(at(generatedField(field), 0, [-3])).toEqual([-2187]);
  const inverse = fieldBuilder(1);
  const negative = inverse.build([inverse.powInteger(inverse.state(0), -2)]);
  expect(at(interpretedField(negative), 0, [2])).toEqual([0.25]);
});

test("equal subexpressions are one instruction, and unused ones none", () => {
  const b = fieldBuilder(2);
  const [x, y] = [b.state(0), b.state(1)];
  const product = b.mul(x, y);
  b.apply("exp", product);
  const field = b.build([b.add(product, b.mul(y, x)), b.mul(x, y)]);
  expect(field.instructions).toHaveLength(2);
});

/** A random expression in three state variables, of the given depth. */
function grown(b: FieldBuilder, random: () => number, depth: number): Node {
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  if (depth === 0 || random() < 0.1) {
    return pick([
      () => b.state(Math.floor(random() * 3)),
      () => b.time(),
      () => b.constant(pick([0, 1, -1, -0, 2.5, 1e-300, 1e300, Number.POSITIVE_INFINITY])),
      () => b.constant(random() * 4 - 2),
    ])();
  }
  const below = (): Node => grown(b, random, depth - 1);
  return pick([
    () => b.combine(pick(binaryOperations), below(), below()),
    () => b.apply(pick(unaryOperations), below()),
    () => b.powInteger(below(), Math.floor(random() * 11) - 3),
    () => b.sum([below(), below(), below()]),
  ])();
}

/** A small generator for building trees out of one drawn integer (Numerical Recipes' LCG). */
function lcg(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const values = fc.double();

test("generated code and the interpreter agree bit for bit on random fields", () => {
  fc.assert(
    fc.property(fc.nat(), values, values, values, values, (seed, t, x, y, z) => {
      const b = fieldBuilder(3);
      const random = lcg(seed);
      const field = b.build([0, 1, 2].map(() => grown(b, random, 6)));
      const state = [x, y, z];
      const [a, c] = [at(interpretedField(field), t, state), at(generatedField(field), t, state)];
      const same = (v: number): number => (Number.isNaN(v) ? Number.NaN : v);
      expect(bits(a.map(same))).toEqual(bits(c.map(same)));
    }),
    { numRuns: 500 },
  );
});

test("code over structures of arrays agrees with that of one state, bit for bit", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.array(fc.tuple(values, values, values), { maxLength: 9 }),
      (seed, states) => {
        const b = fieldBuilder(3);
        const random = lcg(seed);
        const field = b.build([0, 1, 2].map(() => grown(b, random, 5)));
        const m = states.length;
        const y = new Float64Array(3 * m);
        states.forEach((state, j) => {
          state.forEach((x, i) => {
            y[i * m + j] = x;
          });
        });
        const dy = new Float64Array(3 * m);
        generatedBatch(field)(0.5, y, dy, m);
        const same = (v: number): number => (Number.isNaN(v) ? Number.NaN : v);
        states.forEach((state, j) => {
          const alone = at(generatedField(field), 0.5, state).map(same);
          expect(bits([0, 1, 2].map((i) => same(dy[i * m + j]!)))).toEqual(bits(alone));
        });
      },
    ),
    { numRuns: 200 },
  );
});

test("a field with an operation of its own, or text for a slot, never becomes code", () => {
  const base: Field = { dimension: 1, constants: [], instructions: [], outputs: [0] };
  const forged = (change: object): Field => ({ ...base, ...change });
  const bad = [
    forged({ instructions: [{ op: "process.exit()", a: 0 }] }),
    forged({ instructions: [{ op: "neg", a: "0]; process.exit(); //" }] }),
    forged({ instructions: [{ op: "neg", a: 2 }] }),
    forged({ constants: ["process.exit()"] }),
    forged({ outputs: [] }),
    forged({ outputs: [7] }),
    forged({ dimension: 0.5 }),
  ];
  for (const field of bad) {
    expect(() => checkedField(field)).toThrow(RangeError);
    expect(() => sourceOf(field)).toThrow(RangeError);
    expect(() => generatedBatch(field)).toThrow(RangeError);
    expect(() => interpretedField(field)).toThrow(RangeError);
  }
});

test("0 and -0 are different constants", () => {
  const b = fieldBuilder(2);
  const field = b.build([b.div(b.state(0), b.constant(0)), b.div(b.state(1), b.constant(-0))]);
  expect(at(generatedField(field), 0, [1, 1])).toEqual([
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
});
