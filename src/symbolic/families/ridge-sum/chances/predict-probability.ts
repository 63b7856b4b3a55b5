/**
 * The chance of an event of the start, or of the end, by the symmetries of a uniform start.
 *
 * The event is looked at in every cell of starts; its chance is the sum of theirs, for every number
 * of terms at once. Where it speaks of the end, the derived flow says which overlap wins.
 */
import type { Setting } from "../../../../model/claim.ts";
import { conditionsOf } from "../../../../model/conditions.ts";
import type { Expression } from "../../../../model/expression/expression.ts";
import { mentionsState, mentionsTime } from "../../../../model/expression/mentions.ts";
import { type Step, step } from "../../../derivation.ts";
import * as P from "../../../exact/polynomial.ts";
import type { DerivedPrediction } from "../../../prediction.ts";
import { rangeOf, termOf } from "../../../term/interpret.ts";
import { NotDerivable } from "../../../term/not-derivable.ts";
import * as T from "../../../term/term.ts";
import { overlapRate } from "../flow.ts";
import { type Context, prediction } from "../prediction-context.ts";
import { areKnown, type Cell, cellsOf, type Order } from "./cells.ts";
import { type Ends, endsOf } from "./ends.ts";
import { happens, type Places, type Start } from "./event.ts";

/** The chance, as a term in the number of ridge functions. */
export function predictProbability(context: Context, event: Expression): DerivedPrediction {
  const { setting, model, loss } = context;
  requireUniformStart(setting);
  if (model.frame === "any") throw new NotDerivable("chances over a frame without symmetry");
  const rate = overlapRate(model, loss, "#i");
  const asked: Notes = { cell: new Set(), orders: new Set(), ends: undefined };
  const places = placesOf(context);
  const [byValue, bySize] = (["value", "size"] as const).map((order) =>
    T.sum(
      cellsOf(model.terms, order)
        .filter(({ cell }) =>
          happens(
            event,
            startIn(cell, asked, () => endsOf(setting, model, rate)),
            places,
          ),
        )
        .map(({ chance }) => chance),
    ),
  );
  if (asked.orders.size > 1) throw new NotDerivable("a chance by the order of values and of sizes");
  const [order = "value"] = asked.orders;
  const frame = model.frame === "orthonormal" ? "orthonormal" : "exchangeable";
  if (!areKnown(frame, order, asked.cell)) {
    throw new NotDerivable("the signs of overlaps with a frame that is not orthonormal");
  }
  const chance = (order === "value" ? byValue : bySize)!;
  const symmetry =
    "uniform starts are the same after permutations and changes of sign of their overlaps";
  const found = prediction(context, { kind: "probability", chance }, [
    ...(asked.ends === undefined ? [] : [endStep(rate, asked.ends)]),
    step("the chance", "\\mathbb{P}", chance, symmetry, "rule"),
  ]);
  const positive = [...(asked.ends?.positive ?? []), ...reached(places, context)];
  return { ...found, positive: [...found.positive, ...positive] };
}

/** What an event has asked for. */
interface Notes {
  readonly cell: Set<keyof Cell>;
  readonly orders: Set<Order>;
  ends: Ends | undefined;
}

/** The starts of a cell, and their ends. */
function startIn(cell: Cell, notes: Notes, endsOfFlow: () => Ends): Start {
  const ask = <K extends keyof Cell>(what: K): Cell[K] => {
    notes.cell.add(what);
    return cell[what];
  };
  const isFirst = (order: Order): boolean => {
    notes.orders.add(order);
    return ask("isFirst");
  };
  const parity = (): Ends["parity"] => {
    notes.ends ??= endsOfFlow();
    return notes.ends.parity;
  };
  return {
    isFirst,
    sign: () => ask("sign"),
    signs: () => ask("signs"),
    end: {
      own: () => {
        if (parity() === "even") return isFirst("size") ? ask("sign") : 0;
        return isFirst("value") && ask("sign") === 1 ? 1 : 0;
      },
      won: () => {
        if (parity() === "even") return [1, -1];
        return ask("signs") === "negative" ? [] : [1];
      },
    },
  };
}

function placesOf({ model, meaning }: Context): Places {
  return {
    own: undefined,
    isSingle: P.equal(model.terms, P.one),
    isAll: ({ domain }) =>
      domain.kind === "integers" &&
      rangeOf(domain, (e) => termOf(e, meaning)).key === model.range.key,
  };
}

/** What must be positive for the index of an event to be one of 1..k. */
function reached({ own }: Places, { setting, model, meaning }: Context): readonly P.Polynomial[] {
  if (own === undefined) return [];
  if (own.kind === "number" && own.value.den === 1n && own.value.num >= 1n) {
    const { num } = own.value;
    return num === 1n ? [] : [P.subtract(model.terms, P.constant(num - 1n))];
  }
  const domain = own.kind === "name" ? setting.parameters.get(own.name)?.domain : undefined;
  if (
    domain?.kind === "integers" &&
    rangeOf(domain, (e) => termOf(e, meaning)).key === model.range.key
  ) {
    return [];
  }
  throw new NotDerivable("an overlap whose index need not be one of 1..k");
}

const endStep = (rate: T.Term, { parity }: Ends): Step =>
  step(
    "u[i]'",
    "\\dot u_i",
    rate,
    parity === "odd"
      ? "a replicator: the overlap that is greatest at the start wins if it is positive"
      : "a replicator: the overlap that is largest in size at the start wins",
    "rule",
  );

/** A start that is uniform, and no condition that leaves some of them out. */
function requireUniformStart({ start, ...setting }: Setting): void {
  if (start.some(({ value }) => value !== undefined)) {
    throw new NotDerivable("a chance over starts that are not uniform");
  }
  if (conditionsOf(setting).some((e) => mentionsState(e) || mentionsTime(e))) {
    throw new NotDerivable("a chance under a condition on the start");
  }
}
