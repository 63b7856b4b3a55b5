/**
 * Products with blocks of rows, against sums of integers, where both are exact.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addRows, rowsTimes } from "../../../src/numeric/linear/rows.ts";

const whole = fc.integer({ min: -50, max: 50 });
const tall = fc
  .tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 6 }))
  .chain(([count, d]) =>
    fc.record({
      rows: fc.array(fc.array(whole, { minLength: d, maxLength: d }), {
        minLength: count,
        maxLength: count,
      }),
      w: fc.array(whole, { minLength: d, maxLength: d }),
      // Zeros are frequent: their rows are left out.
      c: fc.array(fc.oneof(fc.constant(0), whole), { minLength: count, maxLength: count }),
    }),
  );

test("each row meets the vector once, whatever the number of rows", () => {
  fc.assert(
    fc.property(tall, ({ rows, w }) => {
      const z = new Float64Array(rows.length + 1).fill(7);
      rowsTimes(Float64Array.from(rows.flat()), rows.length, Float64Array.from(w), z);
      const expected = rows.map((row) => row.reduce((sum, x, j) => sum + x * w[j]!, 0));
      // + 0: there is no sum -0.
      expect([...z].map((x) => x + 0)).toEqual([...expected, 7].map((x) => x + 0));
    }),
    { seed: 1 },
  );
});

test("each row is added as often as its number says", () => {
  fc.assert(
    fc.property(tall, ({ rows, w, c }) => {
      const out = Float64Array.from(w);
      addRows(Float64Array.from(rows.flat()), rows.length, Float64Array.from(c), out);
      const expected = w.map((start, j) => rows.reduce((s, row, i) => s + c[i]! * row[j]!, start));
      expect([...out].map((x) => x + 0)).toEqual(expected.map((x) => x + 0));
    }),
    { seed: 2 },
  );
});
