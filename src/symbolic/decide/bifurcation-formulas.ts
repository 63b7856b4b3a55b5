/**
 * What it means that a branch bifurcates at a value, as formulas: the eigenvalue is negative below
 * it and positive above it, and the coefficients of the loss along the slice have the signs of the
 * type there [Strogatz2015, Ch. 3]. A point that is stationary throughout is no fold.
 */
import type { BifurcationType } from "../../model/claim.ts";
import * as R from "../exact/rational-function.ts";
import type { Derived } from "../prediction.ts";
import { allOf, comparison, type Formula, implies } from "../prove/formula.ts";
import type { BlockSign } from "./stability.ts";

/** All formulas of the type at the value. */
export function bifurcationFormulas(
  { parameter, third, fourth }: Extract<Derived, { readonly kind: "bifurcation" }>,
  value: R.RationalFunction,
  type: BifurcationType,
  sign: BlockSign,
): readonly Formula[] {
  const self = R.variable(parameter);
  const [cubic, quartic] = [third, fourth].map((f) => R.substitute(f, parameter, value));
  return [
    implies(comparison(self, "<", value), sign.negative),
    implies(comparison(self, ">", value), sign.positive),
    ofType(type, cubic!, quartic!),
  ];
}

function ofType(type: BifurcationType, cubic: R.RationalFunction, quartic: R.RationalFunction) {
  switch (type) {
    case "transcritical":
      return comparison(cubic, "!=", R.zero);
    case "supercritical-pitchfork":
      return allOf(comparison(cubic, "=", R.zero), comparison(quartic, ">", R.zero));
    case "subcritical-pitchfork":
      return allOf(comparison(cubic, "=", R.zero), comparison(quartic, "<", R.zero));
    case "fold":
      return comparison(R.one, "=", R.zero);
  }
}
