import { describe, expect, test } from "vitest";
import type { Expression } from "../../../src/model/expression/expression.ts";
import { parseExpression } from "../../../src/model/expression/parse.ts";
import { termOfWords, wordsOf } from "../../../src/symbolic/families/multi-index/matrix-words.ts";
import { NotDerivable } from "../../../src/symbolic/term/not-derivable.ts";
import * as T from "../../../src/symbolic/term/term.ts";

const letterOf = (e: Expression): string | undefined =>
  e.kind === "name" && (e.name === "G" || e.name === "S") ? e.name : undefined;
const scalarOf = (e: Expression): T.Term => {
  if (e.kind === "number") return T.constant(e.value);
  throw new NotDerivable("a name");
};

function term(text: string): T.Term {
  const parsed = parseExpression(text);
  if (!("value" in parsed)) throw new Error(text);
  return termOfWords(wordsOf(parsed.value, letterOf, scalarOf));
}

describe("polynomials in matrices", () => {
  test("products are expanded, and numbers are multiples of the identity", () => {
    expect(T.equal(term("(1 - G)*S*G + G*S*(1 - G)"), term("S*G + G*S - 2*G*S*G"))).toBe(true);
  });

  test.each(["S*G", "G*S*G", "G*S + 1", "-G*S"])("%s is not G*S", (other) => {
    expect(T.equal(term("G*S"), term(other))).toBe(false);
  });

  test("an inverse has no words", () => {
    expect(() => term("1/G")).toThrow(NotDerivable);
  });
});
