/**
 * Cases where the words of a claim change what they say: at, and to both sides of, the values of a
 * parameter where a comparison in its condition or its answer turns.
 *
 * They are for the search for counterexamples, which alone may read a right-hand side: `equals` with
 * `if(k > 40, ...)` is tried at k = 40 and 41, and a condition `beta >= (p - 2)/(k + p - 2)` at the
 * very value, where `>` and `>=` part. All other parameters have their first values.
 */

import { evaluateRational } from "../../model/bind/evaluate.ts";
import type { Binding } from "../../model/bind/instance.ts";
import type { Claim } from "../../model/claim.ts";
import { conditionsOf } from "../../model/conditions.ts";
import type { Expression, Relation } from "../../model/expression/expression.ts";
import { freeNames } from "../../model/expression/traverse.ts";
import {
  add,
  divide,
  formatRational,
  integer,
  multiply,
  type Rational,
  rational,
  sign,
  subtract,
} from "../../model/rational.ts";
import type { Parameter } from "../../model/spec.ts";

/**
 * Where such cases lie, as pins: `p=5,k=41` where all comparisons hold, and `k=40`, `k=41`, ... by
 * themselves.
 *
 * @param corner values of the parameters at the first case
 */
export function boundaryPins(claim: Claim, corner: Binding): readonly string[] {
  const compared = [...conditionsOf(claim.setting), claim.answer].flatMap(comparedIn);
  const turns = compared.flatMap(({ left, right, relation }) =>
    [...claim.setting.parameters.values()].flatMap((parameter) => {
      const turn = turnOf(left, right, parameter, corner);
      return turn === undefined ? [] : [{ parameter, relation, ...turn }];
    }),
  );
  const holding = new Map<string, Rational>();
  for (const turn of turns) {
    const { name } = turn.parameter;
    if (!holding.has(name)) holding.set(name, holdingValue(turn));
  }
  const pin = (name: string, value: Rational): string => `${name}=${formatRational(value)}`;
  const together = [...holding].map(([name, value]) => pin(name, value)).join(",");
  const alone = turns.flatMap(({ parameter, at }) =>
    aroundIt(parameter, at).map((value) => pin(parameter.name, value)),
  );
  return [...new Set([...(holding.size > 1 ? [together] : []), ...alone])];
}

interface Compared {
  readonly left: Expression;
  readonly right: Expression;
  /** `>` for the places where a function such as max turns. */
  readonly relation: Relation;
}

/** Pairs of expressions whose order matters, anywhere in a condition or an answer. */
function comparedIn(part: unknown): readonly Compared[] {
  if (typeof part !== "object" || part === null) return [];
  if (part instanceof Map) return [...part.values()].flatMap(comparedIn);
  const inside = Object.values(part).flatMap(comparedIn);
  const node = part as Partial<Expression>;
  if (node.kind === "comparison") return [...pairsOf(node as Comparison), ...inside];
  if (node.kind !== "call") return inside;
  const { name, args } = node as Call;
  const [left, right = zero] = args;
  const isHinge = name === "max" || name === "min" || name === "abs" || name === "sign";
  if (!isHinge || left === undefined) return inside;
  return [{ left, right, relation: ">" }, ...inside];
}

type Comparison = Extract<Expression, { readonly kind: "comparison" }>;
type Call = Extract<Expression, { readonly kind: "call" }>;

const zero: Expression = { kind: "number", value: integer(0) };

const pairsOf = ({ operands, operators }: Comparison): readonly Compared[] =>
  operators.map((operator, i) => ({
    left: operands[i]!,
    right: operands[i + 1]!,
    relation: operator,
  }));

/** Where a comparison turns, and whether its left side grows past the right one there. */
interface Turn {
  readonly at: Rational;
  readonly slope: -1 | 0 | 1;
}

/** The value of a parameter at which two sides meet, if their difference is linear in it. */
function turnOf(
  left: Expression,
  right: Expression,
  { name, domain, index }: Parameter,
  corner: Binding,
): Turn | undefined {
  const isNumber = domain.kind === "integers" || domain.kind === "reals";
  if (!isNumber || index.length > 0) return undefined;
  if (!freeNames(left).has(name) && !freeNames(right).has(name)) return undefined;
  const gapAt = (x: Rational): Rational | undefined => {
    const binding = new Map(corner).set(name, { kind: "exact", value: x });
    const [a, b] = [evaluateRational(left, binding), evaluateRational(right, binding)];
    return a && b && subtract(a, b);
  };
  const [first, second] = [gapAt(integer(0)), gapAt(integer(1))];
  if (first === undefined || second === undefined) return undefined;
  const slope = subtract(second, first);
  if (sign(slope) === 0) return undefined;
  const root = divide(multiply(integer(-1), first), slope);
  const rest = gapAt(root);
  const isRoot = rest !== undefined && sign(rest) === 0;
  return isRoot ? { at: root, slope: sign(slope) } : undefined;
}

/** A value at which the comparison holds, next to where it turns; a real one a 64th beside it. */
function holdingValue({
  parameter: { domain },
  relation,
  at,
  slope,
}: Turn & { readonly parameter: Parameter; readonly relation: Relation }): Rational {
  const isWeak = relation === "=" || relation === ">=" || relation === "<=";
  const isUp = (relation === ">" || relation === ">=") === slope > 0;
  if (isWeak && (domain.kind === "reals" || at.den === 1n)) return at;
  const step = domain.kind === "reals" ? rational(1n, 64n) : integer(1);
  if (domain.kind === "reals") return isUp ? add(at, step) : subtract(at, step);
  const below = floorOf(at);
  if (isUp) return add(below, step);
  return at.den === 1n ? subtract(below, step) : below;
}

/** The value and its neighbours; for an integer also one far beyond. */
function aroundIt({ domain }: Parameter, at: Rational): readonly Rational[] {
  if (domain.kind !== "integers") return [at];
  const below = floorOf(at);
  const one = integer(1);
  return [below, add(below, one), subtract(below, one), add(add(below, below), one)];
}

const floorOf = ({ num, den }: Rational): Rational =>
  rational((num - (((num % den) + den) % den)) / den);
