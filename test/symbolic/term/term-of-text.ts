/** Terms from the text of the spec language, where a name is a parameter and u, A, y are symbols. */
import { parseExpression } from "../../../src/model/expression/parse.ts";
import { substitute } from "../../../src/symbolic/exact/in-one-variable.ts";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import * as R from "../../../src/symbolic/exact/rational-function.ts";
import { isIndex, symbol } from "../../../src/symbolic/term/atom.ts";
import { type Meaning, termOf } from "../../../src/symbolic/term/interpret.ts";
import type { SignFacts } from "../../../src/symbolic/term/sign-facts.ts";
import * as T from "../../../src/symbolic/term/term.ts";

/** k, p, d and P are positive integers; of other letters nothing is known. */
const counts = new Set(["k", "p", "d", "P"]);

export const facts: SignFacts = {
  isPositive: (a) =>
    a.terms.every(({ coefficient }) => coefficient.num > 0n) &&
    P.variables(a).every((name) => counts.has(name)),
  isNonNegative: (a) => {
    const above = [...counts].reduce(
      (moved, name) => substitute(moved, name, P.add(P.variable(name), P.one)),
      a,
    );
    return above.terms.length === 0 || facts.isPositive(above);
  },
  isWhole: (letter) => isIndex(letter) || counts.has(letter),
};

const meaning: Meaning = {
  facts,
  name: (name) => T.ofRationalFunction(R.variable(name)),
  indexed: (name, places) => T.ofAtom(symbol(name, places)),
  call: () => undefined,
};

/** The term of a text in which i, j, l are free index letters unless a sum binds them. */
export function term(text: string): T.Term {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`expected an expression, got ${text}`);
  return termOf(parsed.value, meaning, new Map(["i", "j", "l"].map((name) => [name, `#${name}`])));
}
