/** The index that an event speaks of, and letters that run over all of 1..k. */
import * as P from "../../../exact/polynomial.ts";
import { rangeOf, termOf } from "../../../term/interpret.ts";
import { NotDerivable } from "../../../term/not-derivable.ts";
import type { Context } from "../prediction-context.ts";
import type { Places } from "./event.ts";

export function placesOf({ model, meaning }: Context): Places {
  return {
    own: undefined,
    isSingle: P.equal(model.terms, P.one),
    isAll: ({ domain }) =>
      domain.kind === "integers" &&
      rangeOf(domain, (e) => termOf(e, meaning)).key === model.range.key,
  };
}

/** What must be positive for the index of an event to be one of 1..k. */
export function reached(
  { own }: Places,
  { setting, model, meaning }: Context,
): readonly P.Polynomial[] {
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
