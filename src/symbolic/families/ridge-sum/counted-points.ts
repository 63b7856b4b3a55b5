/**
 * Fixed points of a pure link over an orthonormal frame, written down for a number k: every choice
 * of overlaps that are not 0, with one sign (odd degree) or any (even), counted where a predicate
 * holds.
 */

import type { Binding } from "../../../model/bind/instance.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import * as Q from "../../../model/rational.ts";
import * as E from "../../exact/enclosure.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { holdsFor } from "./attractors/member-predicate.ts";

/** The number of points with the predicate; `undefined` if one of them leaves it open. */
export function countedPoints(
  k: number,
  parity: "odd" | "even",
  where: Expression,
  binding: Binding,
): number | undefined {
  let found = 0;
  for (const pattern of patterns(k)) {
    const signs = new Set(pattern.filter((sign) => sign !== 0));
    if (signs.size === 0 || (parity === "odd" && signs.size > 1)) continue;
    // Overlaps in the unit 1/sqrt(l): the same number for equal ones.
    const values = pattern.map((sign) => units[sign + 1]!);
    try {
      const holds = holdsFor(where, values, binding);
      if (holds === undefined) return undefined;
      if (holds) found += 1;
    } catch (error) {
      if (error instanceof NotDerivable) return undefined;
      throw error;
    }
  }
  return found;
}

const units: readonly E.Enclosure[] = [-1, 0, 1].map((x) => E.exactly(Q.integer(x)));

/** All lists of k signs -1, 0, 1. */
function* patterns(k: number): Generator<readonly number[]> {
  for (let code = 0; code < 3 ** k; code++) {
    yield Array.from({ length: k }, (_, i) => (Math.floor(code / 3 ** i) % 3) - 1);
  }
}
