/**
 * A set of states as an intersection of half-spaces {h >= 0}, read from the form of a predicate:
 * comparisons joined by `and`, `min(u) >= 0`, `u[c] = max(u)`, and all of them under
 * `all(i in 1..k, ...)`.
 */
import type { Domain, Expression } from "../../model/expression/expression.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { integer } from "../../model/rational.ts";

/** One half-space; with a letter there is one for each of its values. */
export interface Face {
  readonly h: Expression;
  readonly isStrict: boolean;
  readonly letter?: { readonly name: string; readonly domain: Domain };
}

/**
 * The half-spaces of a set; `undefined` where it is no such intersection.
 *
 * @param all the domain 1..k, over which `min(u)` and `max(u)` run
 * @param fresh a name for a letter that nothing else has
 */
export function facesOf(
  e: Expression,
  all: Domain,
  fresh: (wanted: string) => string,
): readonly Face[] | undefined {
  const inner = (part: Expression): readonly Face[] | undefined => facesOf(part, all, fresh);
  if (e.kind === "binary" && e.operator === "and") {
    const [left, right] = [inner(e.left), inner(e.right)];
    return left && right && [...left, ...right];
  }
  if (e.kind === "over" && e.operator === "all") {
    const name = fresh(e.variable);
    const body = inner(substitute(e.body, new Map([[e.variable, { kind: "name", name }]])));
    if (body === undefined || body.some(({ letter }) => letter !== undefined)) return undefined;
    return body.map((face) => ({ ...face, letter: { name, domain: e.domain } }));
  }
  if (e.kind !== "comparison") return undefined;
  const faces = e.operators.map((relation, i) => {
    const [left, right] = [e.operands[i]!, e.operands[i + 1]!];
    switch (relation) {
      case ">=":
      case ">":
        return halfSpaces(left, right, relation === ">", all, fresh);
      case "<=":
      case "<":
        return halfSpaces(right, left, relation === "<", all, fresh);
      case "=": {
        // u[c] is never more than max(u) nor less than min(u): equality is one inequality.
        for (const [one, other] of [
          [left, right],
          [right, left],
        ] as const) {
          if (!isOverlap(one)) continue;
          if (isCallOf(other, "max")) return halfSpaces(one, other, false, all, fresh);
          if (isCallOf(other, "min")) return halfSpaces(other, one, false, all, fresh);
        }
        const both = [
          halfSpaces(left, right, false, all, fresh),
          halfSpaces(right, left, false, all, fresh),
        ];
        return both.flat();
      }
      case "!=":
        return undefined;
    }
  });
  return faces.includes(undefined) ? undefined : faces.flatMap((part) => part ?? []);
}

/** above >= below. */
function halfSpaces(
  above: Expression,
  below: Expression,
  isStrict: boolean,
  all: Domain,
  fresh: (wanted: string) => string,
): readonly Face[] {
  const of = (high: Expression, low: Expression): Expression => ({
    kind: "binary",
    operator: "-",
    left: high,
    right: low,
  });
  const letter = (): { readonly name: string; readonly domain: Domain } => ({
    name: fresh("i"),
    domain: all,
  });
  const overlap = (name: string): Expression => ({
    kind: "indexed",
    name: "u",
    indices: [{ kind: "name", name }],
  });
  if (isCallOf(above, "min")) {
    const each = letter();
    return [{ h: of(overlap(each.name), below), isStrict, letter: each }];
  }
  if (isCallOf(below, "max")) {
    const each = letter();
    return [{ h: of(above, overlap(each.name)), isStrict, letter: each }];
  }
  return [{ h: of(above, below), isStrict }];
}

/** u[c]. */
const isOverlap = (e: Expression): boolean =>
  e.kind === "indexed" && e.name === "u" && e.indices.length === 1;

/** `min(u)` or `max(u)`. */
const isCallOf = (e: Expression, name: string): boolean =>
  e.kind === "call" &&
  e.name === name &&
  e.args.length === 1 &&
  e.args[0]?.kind === "name" &&
  e.args[0].name === "u";

/** h >= 0 and h = 0 as predicates. */
export const compared = (h: Expression, operator: ">=" | "="): Expression => ({
  kind: "comparison",
  operators: [operator],
  operands: [h, { kind: "number", value: integer(0n) }],
});
