/**
 * What the names of the spec language mean for a learned link: a, b and c = a b, m, the loss, and
 * the time derivatives of what they make up.
 */
import type { Setting } from "../../../model/claim.ts";
import * as P from "../../exact/polynomial.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import { isIndex } from "../../term/atom.ts";
import { derivative } from "../../term/calculus.ts";
import { type Meaning, termOf } from "../../term/interpret.ts";
import * as T from "../../term/term.ts";
import { coefficient, coefficientRate, overlap, overlapRate, populationLoss } from "./flow.ts";
import type { LearnedLink } from "./model.ts";
import { atPlace, sumOnSupport, teacherCoefficient } from "./support.ts";

/** The meaning of names at a free state (a, m). */
export function learnedLinkMeaning(setting: Setting, model: LearnedLink): Meaning {
  const parameters = parameterMeaning(setting);
  const meaning: Meaning = {
    ...parameters,
    name: (name) => {
      if (name === "loss") return populationLoss(model);
      return name === "m" ? overlap : parameters.name(name);
    },
    indexed: (name, places) => {
      const [place, ...others] = places;
      if (place === undefined || others.length > 0) return parameters.indexed(name, places);
      switch (name) {
        case "u":
          return place === "1" ? overlap : undefined;
        case "a":
          return coefficient(place);
        case "b":
          return teacherAt(model, place);
        case "c":
          return T.multiply(coefficient(place), teacherAt(model, place));
        default:
          return parameters.indexed(name, places);
      }
    },
    call: (name, args, letters) => {
      const [only, ...others] = args;
      if (name !== "rate" || only === undefined || others.length > 0) {
        return parameters.call(name, args, letters);
      }
      return rateOf(model, termOf(only, meaning, letters));
    },
    over: (letter, range, body) => sumOnSupport(letter, range, body, model.teacher, model.order),
  };
  return meaning;
}

/** b[place]: its value where the degree is known, and a symbol for a letter. */
function teacherAt({ teacher, order }: LearnedLink, place: string): T.Term {
  if (isIndex(place)) return teacherCoefficient(place);
  const degree = /^[0-9]+$/.test(place) ? P.constant(BigInt(place)) : P.variable(place);
  return T.sum(
    teacher.map((term): T.Term => {
      const [from, to] = [term.over?.range.from ?? term.degree, term.over?.range.to ?? term.degree];
      const inside = [order(degree, from), order(to, degree)];
      if (inside.includes(false)) return T.zero;
      // Whether the degree is one that the teacher has is not known: it stays a symbol.
      if (inside.includes(undefined)) return teacherCoefficient(place);
      return atPlace(term.coefficient, term.over?.letter ?? place, place);
    }),
  );
}

/** d/dt by the chain rule: over the coefficients and the overlap. */
function rateOf(model: LearnedLink, of: T.Term): T.Term {
  const byLink = T.multiply(derivative(of, "a", "#x"), coefficientRate(model, "#x"));
  const byOverlap = T.multiply(derivative(of, "m"), overlapRate(model));
  const overDegrees = sumOnSupport("#x", model.range, byLink, model.teacher, model.order);
  return T.add(overDegrees, byOverlap);
}
