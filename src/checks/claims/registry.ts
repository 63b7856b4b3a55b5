/**
 * The kinds of claims that can be judged. A kind that is missing here is undecided, with that as
 * the reason; it is never a pass.
 */
import type { Question } from "../../model/claim.ts";
import type { NamedKind } from "../../model/schema/kinds.ts";
import type { KindOfClaim } from "../kind.ts";
import { bifurcation } from "./bifurcation.ts";
import { bound } from "./bound.ts";
import { fixedPoints } from "./fixed-points.ts";
import { identity } from "./identity.ts";
import { limit } from "./limit.ts";
import { morseIndex } from "./morse-index.ts";
import { probability } from "./probability.ts";
import { rate } from "./rate.ts";
import { reduction } from "./reduction.ts";
import { scaling } from "./scaling.ts";
import { stationary } from "./stationary.ts";
import { threshold } from "./threshold.ts";
import { trajectory } from "./trajectory.ts";

const kinds: { readonly [K in NamedKind]?: KindOfClaim<K> } = {
  identity,
  reduction,
  stationary,
  "morse-index": morseIndex,
  threshold,
  bifurcation,
  bound,
  "fixed-points": fixedPoints,
  limit,
  rate,
  trajectory,
  probability,
  scaling,
};

const own = new Map<string, KindOfClaim<"own">>();

/** Adds the rules of a kind that a program declared. */
export const registerRules = (name: string, rules: KindOfClaim<"own">): void => {
  own.set(name, rules);
};

/** The rules of the kind of a question, if it has any yet. */
export function rulesFor(question: Question): KindOfClaim<Question["kind"]> | undefined {
  const rules = question.kind === "own" ? own.get(question.name) : kinds[question.kind];
  return rules as KindOfClaim<Question["kind"]> | undefined;
}
