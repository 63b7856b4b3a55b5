/**
 * The starts of a cell as an event asks of them, their ends included, with what was asked noted.
 */

import { type Step, step } from "../../../derivation.ts";
import type * as P from "../../../exact/polynomial.ts";
import { NotDerivable } from "../../../term/not-derivable.ts";
import type * as T from "../../../term/term.ts";
import type { Cell, Order } from "./cells.ts";
import type { Ends } from "./ends.ts";
import type { Start } from "./event.ts";

/** What an event has asked for. */
export interface Notes {
  readonly cell: Set<keyof Cell>;
  readonly orders: Set<Order>;
  ends: Ends | undefined;
  /** Whether an end beside the span was met. */
  usesRoom: boolean;
}

export const noNotes = (): Notes => ({
  cell: new Set(),
  orders: new Set(),
  ends: undefined,
  usesRoom: false,
});

/** What must be positive for what was asked. */
export const neededBy = ({ ends, usesRoom }: Notes): readonly P.Polynomial[] =>
  ends === undefined ? [] : [...ends.positive, ...(usesRoom ? [ends.room] : [])];

/** The starts of a cell, by either order, and their ends. */
export function startIn(
  cell: Readonly<Record<Order, Cell>>,
  notes: Notes,
  endsOfFlow: () => Ends,
): Start {
  const ask = <K extends keyof Cell>(what: K, order: Order = "value"): Cell[K] => {
    notes.cell.add(what);
    return cell[order][what];
  };
  const isFirst = (order: Order): boolean => {
    notes.orders.add(order);
    return ask("isFirst", order);
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
        switch (parity()) {
          case "even":
            return isFirst("size") ? ask("sign") : 0;
          case "odd":
            if (isFirst("value") && ask("sign") === 1) return 1;
            if (ask("signs") === "negative") notes.usesRoom = true;
            return 0;
          case "any":
            if (ask("signs") !== "positive") throw ofBothSigns;
            return isFirst("value") ? 1 : 0;
        }
      },
      won: () => {
        switch (parity()) {
          case "even":
            return ask("signs") === "mixed" ? [1, -1] : [ask("sign")];
          case "odd":
            if (ask("signs") !== "negative") return [1];
            notes.usesRoom = true;
            return [];
          case "any":
            if (ask("signs") !== "positive") throw ofBothSigns;
            return [1];
        }
      },
    },
  };
}

const ofBothSigns = new NotDerivable(
  "the end from overlaps that are not all positive, where the parity is not known or not the same",
);

/** How the flow decides the end, as a step. */
export const endStep = (rate: T.Term, { parity }: Ends): Step =>
  step("u[i]'", "\\dot u_i", rate, winners[parity], "rule");

const winners: Readonly<Record<Ends["parity"], string>> = {
  odd: "a replicator: the overlap that is greatest at the start wins if it is positive",
  even: "a replicator: the overlap that is largest in size at the start wins",
  any: "a replicator: of positive overlaps the greatest at the start wins",
};
