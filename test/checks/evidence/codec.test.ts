import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, encode } from "../../../src/checks/evidence/codec.ts";

const data = fc.letrec((tie) => ({
  value: fc.oneof(
    fc.double(),
    fc.bigInt(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.double()).map((list) => Float64Array.from(list)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(fc.string(), tie("value")), { maxLength: 3 }).map((list) => new Map(list)),
    fc.dictionary(
      fc.string().filter((key) => key !== "$" && key !== "__proto__"),
      tie("value"),
      { maxKeys: 3, noNullPrototype: true },
    ),
  ),
})).value;

describe("evidence as text", () => {
  test("comes back as it was: NaN, -0, infinities, big integers and typed arrays too", () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(decode(encode(value))).toEqual(value);
      }),
      { seed: 5, numRuns: 300 },
    );
    for (const x of [Number.NaN, -0, Number.NEGATIVE_INFINITY, 5e-324, 0.1]) {
      expect(Object.is(decode(encode(x)), x)).toBe(true);
    }
  });

  test("does not depend on the order of keys, and leaves out what is undefined", () => {
    expect(encode({ b: 1, a: undefined, c: 2 })).toBe(encode({ c: 2, b: 1 }));
  });

  test.each<[string, unknown, RegExp]>([
    ["a function", { f: () => 1 }, /^evidence\.f: expected data, got a function\.$/],
    ["an object of a class", [new Date(0)], /^evidence\[0\]: expected data, got an object/],
    ["a key that is taken", { $: "Map" }, /expected no key named \$/],
  ])("is refused for %s", (_, value, message) => {
    expect(() => encode(value)).toThrow(message);
  });
});
