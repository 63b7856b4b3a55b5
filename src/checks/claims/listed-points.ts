/**
 * The points that a claim lists, at a case: one for each value of the letters that number them.
 */

import { bindingOrder, listDomain } from "../../model/bind/bind-domain.ts";
import { expressionOf, literal } from "../../model/bind/bind-expression.ts";
import type { Binding, Value } from "../../model/bind/instance.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { mapChildren } from "../../model/expression/traverse.ts";
import { integer } from "../../model/rational.ts";
import type { Point } from "../../model/spec.ts";
import { isFailure } from "../../numeric/failure.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { type Case, failureText } from "../cases/case.ts";
import { expressionOfPoint } from "./point.ts";

/** States listed, with repetitions; a text if one of them has no meaning here. */
export function listedPoints(
  points: readonly Point[],
  over: readonly string[],
  at: Case,
  simulation: Simulation,
): readonly Float64Array[] | string {
  const states: Float64Array[] = [];
  for (const letters of lettersOf(over, at)) {
    for (const point of points) {
      const w = simulation.stateNamed(at.close(withLetters(expressionOfPoint(point), letters)));
      if (isFailure(w)) return failureText(w);
      states.push(w);
    }
  }
  return states;
}

/** Every choice of values for the letters. */
function lettersOf(over: readonly string[], at: Case): readonly Binding[] {
  const parameters = bindingOrder(at.setting.parameters).filter(({ name }) => over.includes(name));
  return parameters.reduce<readonly Binding[]>(
    (choices, { name, domain }) =>
      choices.flatMap((choice) => {
        const values = listDomain(domain, new Map([...at.binding, ...choice])) ?? [];
        return values.map((value) => new Map([...choice, [name, value]]));
      }),
    [new Map()],
  );
}

/** The expression with the letters replaced; `mixed(I)` of a subset is written out. */
function withLetters(expression: Expression, letters: Binding): Expression {
  const numbers = new Map<string, Expression>();
  for (const [name, value] of letters) {
    const written = expressionOf(value);
    if (written !== undefined) numbers.set(name, written);
  }
  return substitute(writtenOut(expression, letters), numbers);
}

function writtenOut(node: Expression, letters: Binding): Expression {
  if (node.kind === "call" && node.name === "mixed") {
    const [set] = node.args;
    const value = set?.kind === "name" ? letters.get(set.name) : undefined;
    if (value?.kind === "subset") return averageOf(value);
  }
  return mapChildren(node, (child) => writtenOut(child, letters));
}

/** unit(v[a] + v[b] + ...). */
function averageOf({ members }: Extract<Value, { readonly kind: "subset" }>): Expression {
  const total = members
    .map((i): Expression => ({ kind: "indexed", name: "v", indices: [literal(integer(i))] }))
    .reduce((left, right) => ({ kind: "binary", operator: "+", left, right }));
  return { kind: "call", name: "unit", args: [total] };
}
