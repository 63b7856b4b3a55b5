/**
 * The limit of one neuron over an orthonormal frame, from every start that meets the conditions but
 * for a set of probability 0.
 *
 * Starts are cut into cells by the signs of all overlaps and by the sign and the place of one of
 * them; in each the derived flow says where that one ends. An answer is right if it is so in every
 * cell in which the conditions hold.
 */

import { conditionsOf } from "../../../../model/conditions.ts";
import type { Expression } from "../../../../model/expression/expression.ts";
import { mentionsState, mentionsTime } from "../../../../model/expression/mentions.ts";
import { conjuncts } from "../../../../model/expression/traverse.ts";
import type { Point } from "../../../../model/spec.ts";
import type { DerivedPrediction } from "../../../prediction.ts";
import { NotDerivable } from "../../../term/not-derivable.ts";
import { overlapRate } from "../flow.ts";
import { type Context, prediction } from "../prediction-context.ts";
import type { Cell } from "./cells.ts";
import { endsOf } from "./ends.ts";
import { isSameIndex } from "./entries.ts";
import { happens, numberOf, type Start } from "./event.ts";
import { placesOf, reached } from "./places.ts";
import { endStep, neededBy, noNotes, startIn } from "./start-in-cell.ts";

/** Where w or one overlap ends. @param of what the limit is asked of */
export function predictLimit(context: Context, of: Expression): DerivedPrediction {
  const { setting, model, loss } = context;
  if (setting.start.some(({ value }) => value !== undefined)) {
    throw new NotDerivable("a limit from starts that are prescribed");
  }
  const rate = overlapRate(model, loss, "#i");
  const notes = noNotes();
  const places = placesOf(context);
  const conditions = conditionsOf(setting)
    .flatMap(conjuncts)
    .filter((e) => mentionsState(e) || mentionsTime(e));
  const ends = endsOf(setting, model, rate);
  const starts = cells
    .map((cell) => startIn(cell, notes, () => ends))
    .filter((start) => conditions.every((e) => happens(e, start, places)));
  const asked = of.kind === "indexed" && of.name === "u" ? of.indices[0] : places.own;
  if (asked === undefined || !(of.kind === "indexed" || isWhole(of))) {
    throw new NotDerivable("the limit of something other than w or an overlap");
  }
  places.own ??= asked;
  if (!isSameIndex(places.own, asked)) {
    throw new NotDerivable("the limit of an overlap that the conditions do not speak of");
  }
  if (starts.length === 0) throw new NotDerivable("a limit from no start");
  // Asked here for what the ends need of the domain, which the notes hold then.
  for (const { end } of starts) end.own();
  const isLimit = (answer: Expression | Point, start: Start): boolean => {
    if (isWhole(of)) return start.end.own() === signOfPure(answer, asked);
    const expression = expressionOf(answer);
    return expression !== undefined && numberOf(expression, start, places) === start.end.own();
  };
  const found = prediction(
    context,
    {
      kind: "limit",
      text: "the overlap that wins is 1 in size at the end, the others are 0",
      isLimit: (answer) => starts.every((start) => isLimit(answer, start)),
      rates: { derived: rate, shape: ends.shape, written: ends.written },
    },
    [endStep(rate, ends)],
  );
  const positive = [...neededBy(notes), ...reached(places, context)];
  return { ...found, positive: [...found.positive, ...positive] };
}

/** All cells, with the order by value and that by size; some have no start. */
const cells: readonly Record<"value" | "size", Cell>[] = (
  ["positive", "negative", "mixed"] as const
).flatMap((signs) => {
  const ofSign = signs === "positive" ? [1] : signs === "negative" ? [-1] : [1, -1];
  return ofSign.flatMap((sign) =>
    [true, false].flatMap((isGreatest) =>
      [true, false].flatMap((isLargest) => {
        // Of positive numbers the greatest is the largest; the largest that is positive is greatest.
        if (signs === "positive" && isGreatest !== isLargest) return [];
        if (sign === 1 && isLargest && !isGreatest) return [];
        if (signs === "mixed" && sign === -1 && isGreatest) return [];
        const cell = { signs, sign: sign as 1 | -1 };
        return [{ value: { ...cell, isFirst: isGreatest }, size: { ...cell, isFirst: isLargest } }];
      }),
    ),
  );
});

const isWhole = (e: Expression): boolean => e.kind === "name" && e.name === "w";

const expressionOf = (answer: Expression | Point): Expression | undefined => {
  if (answer.kind === "coordinates") return undefined;
  return answer.kind === "expression" ? answer.expression : answer;
};

/** 1 for `pure(j)` and `v[j]`, -1 for their opposites; nothing for other vectors. */
function signOfPure(answer: Expression | Point, index: Expression): number | undefined {
  const e = expressionOf(answer);
  if (e?.kind === "unary" && e.operator === "-") {
    const sign = signOfPure(e.operand, index);
    return sign === undefined ? undefined : -sign;
  }
  const place =
    e?.kind === "call" && e.name === "pure"
      ? e.args[0]
      : e?.kind === "indexed" && e.name === "v"
        ? e.indices[0]
        : undefined;
  return place !== undefined && isSameIndex(place, index) ? 1 : undefined;
}
