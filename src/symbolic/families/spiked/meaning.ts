/**
 * What the names of the spec language mean under a spiked covariance: rho, the inner products of
 * wbar, vbar and theta, and the coefficients a, b, c of links that stay symbols.
 */

import { evaluateInteger } from "../../../model/bind/evaluate.ts";
import type { Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import * as P from "../../exact/polynomial.ts";
import * as R from "../../exact/rational-function.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import { type IndexRange, indexRange, symbol } from "../../term/atom.ts";
import { type Meaning, termOf } from "../../term/interpret.ts";
import { powerOf } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import { gram, isFrame } from "./vectors.ts";

export function spikedMeaning(setting: Setting, spike: Expression): Meaning {
  const parameters = parameterMeaning(setting);
  return {
    ...parameters,
    name: (name) => {
      if (name === "rho") return gram("wbar", "vbar");
      if (name === "oo") return T.ofRationalFunction(R.variable("oo"));
      return parameters.name(name);
    },
    indexed: (name, places) =>
      ["a", "b", "c"].includes(name) && places.length === 1
        ? T.ofAtom(symbol(name, places))
        : parameters.indexed(name, places),
    call: (name, args, letters) => {
      const [x, y] = args;
      if (name === "dot" && x?.kind === "name" && y?.kind === "name") {
        if (isFrame(x.name) && isFrame(y.name)) return gram(x.name, y.name);
      }
      if (name === "eigenvalue" && x?.kind === "name" && x.name === "Sigma" && y !== undefined) {
        return eigenvalueOf(setting, termOf(spike, parameters), y);
      }
      return parameters.call(name, args, letters);
    },
    over: (letter, range, body) =>
      T.sum(
        body.monomials.map((monomial) => {
          const alone: T.Term = { monomials: [monomial] };
          return sumOver(letter, withoutZero(letter, range, monomial), alone);
        }),
      ),
  };
}

/** Sigma has the eigenvalue 1 once, along theta, and 1/(1 + kappa) else. */
function eigenvalueOf(setting: Setting, kappa: T.Term, place: Expression): T.Term | undefined {
  const least = leastValue(setting, place);
  if (least === undefined || least < 1) return undefined;
  if (least === 1) return place.kind === "number" ? T.one : undefined;
  return powerOf(T.add(T.one, kappa), P.constant(-1));
}

/** The least value of a number or of an integer parameter. */
function leastValue(setting: Setting, e: Expression): number | undefined {
  if (e.kind === "number") return evaluateInteger(e);
  const domain = e.kind === "name" ? setting.parameters.get(e.name)?.domain : undefined;
  return domain?.kind === "integers" ? evaluateInteger(domain.from) : undefined;
}

/** A range from 0 begins at 1 where the letter itself is a factor: the term at 0 is 0. */
function withoutZero(letter: string, range: IndexRange, { factors }: T.Monomial): IndexRange {
  const isFactor = factors.some(
    ({ atom, exponent }) =>
      atom.kind === "symbol" && atom.name === letter && P.equal(exponent, P.one),
  );
  return isFactor && P.isZero(range.from) ? indexRange(P.one, range.to) : range;
}
