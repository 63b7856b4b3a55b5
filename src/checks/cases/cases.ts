/**
 * The cases of a claim: corners first, then one parameter moved at a time, then seeded draws, and
 * last some with all parameters moved at once.
 *
 * The order is from small to large, so that the first case that refutes is a small one. Conditions
 * and assumptions that speak of parameters alone decide which cases apply.
 */

import { instantiate } from "../../model/bind/bind.ts";
import { bindingOrder } from "../../model/bind/bind-domain.ts";
import { bindExpression, literal } from "../../model/bind/bind-expression.ts";
import { dependencies } from "../../model/bind/dependencies.ts";
import { evaluateInteger } from "../../model/bind/evaluate.ts";
import type { Binding, Value } from "../../model/bind/instance.ts";
import type { Claim, Setting } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { mentionsStatistic } from "../../model/expression/mentions.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { formatRational, type Rational } from "../../model/rational.ts";
import type { Parameter } from "../../model/spec.ts";
import { type RandomStream, randomStream } from "../../numeric/random/stream.ts";
import type { Effort } from "../judge/verdict.ts";
import type { Limits } from "../limits.ts";
import { candidatesOf } from "./candidates.ts";
import type { Case } from "./case.ts";
import { meetsConditions } from "./conditions.ts";
import { rowsOfFrame, type TriedFrame, triedFrames, valueOfFrame } from "./frames.ts";
import { type TriedLink, triedLinks } from "./links.ts";
import { memberPin, pinsOf } from "./pins.ts";

export interface CaseList {
  readonly cases: readonly Case[];
  /** Cases drawn that a condition or an assumption rules out. */
  readonly inapplicable: number;
}

/** Cases that are wanted, and draws that are made to find them. */
const wanted: Readonly<Record<Effort, number>> = { quick: 8, standard: 24, thorough: 96 };
const drawsPerCase = 12;
/** A case that samples hundreds of runs stands for this many of others. */
const fewer = 3;

const isCostly = ({ question }: Claim): boolean =>
  question.kind === "probability" ||
  ("of" in question && !Array.isArray(question.of) && mentionsStatistic(question.of as Expression));

/**
 * The cases of a claim.
 *
 * @param open parameters that the observation moves itself
 * @param limits what looking at a case may cost, if not the usual
 * @param pinned text of one case, `p=3,k=2`; parameters that it leaves out take their first value
 */
export function casesOf(
  claim: Claim,
  open: readonly string[],
  effort: Effort,
  seed: number,
  pinned?: string,
  limits?: Limits,
): CaseList {
  const left = openWith(claim.setting, open);
  const parameters = bindingOrder(claim.setting.parameters).filter(({ name }) => !left.has(name));
  const random = randomStream(seed, claim.id, "cases");
  const pins = pinsOf(pinned);
  const few = isCostly(claim) ? fewer : 1;
  const count = pins.size > 0 ? 1 : Math.ceil(wanted[effort] / few);
  const found = new Map<string, Case>();
  const limit = limits === undefined ? {} : { limits };
  const origin = { open, effort, ...(pinned === undefined ? {} : { pinned }), ...limit };
  let inapplicable = 0;
  const take = (pick: Pick): Case | undefined => {
    const drawn = draw(claim.setting, parameters, pick, pins, random);
    if (drawn === undefined || found.has(keyOf(drawn))) return undefined;
    const at = { ...caseAt(claim, drawn, seed), origin, ...limit };
    if (meetsConditions(at, left)) return at;
    inapplicable += 1;
    return undefined;
  };
  const moved = new Map<string, Case>();
  const chosen = chosenNames(claim.setting);
  for (const pick of pins.size === 0 && few === 1 ? offCorner(chosen) : []) {
    const at = take(pick);
    if (at !== undefined) moved.set(at.key, at);
  }
  const names = [...parameters.map(({ name }) => name), ...chosen];
  for (const pick of picks(names, count * drawsPerCase, random)) {
    if (found.size >= count - moved.size) break;
    const at = take(pick);
    if (at !== undefined) found.set(at.key, at);
  }
  for (const [key, at] of moved) found.set(key, at);
  return { cases: [...found.values()], inapplicable };
}

/** The parameters that are left open, and those that cannot have a value before them. */
function openWith({ parameters }: Setting, open: readonly string[]): ReadonlySet<string> {
  const left = new Set(open);
  for (const parameter of bindingOrder(parameters)) {
    if (dependencies(parameter).some((name) => left.has(name))) left.add(parameter.name);
  }
  return left;
}

/** For a parameter with n candidates, which one to take. */
type Pick = (name: string, n: number) => number;

/** What a case chooses beside its parameters: a frame and a link, where the model leaves them. */
function chosenNames({ model: { teacher } }: Setting): readonly string[] {
  const leavesFrame = teacher.kind === "sum" && teacher.frame.kind === "any";
  return [...(leavesFrame ? [frameName] : []), ...(teacher.link.kind === "any" ? [linkName] : [])];
}

/** Frames that are tried first. */
const frameSteps = [1, 2, 3];

/**
 * Off the corner in everything, over one frame after another. At a corner such as k = 1 or beta = 0
 * other parameters and frames may not matter, and moved alone from there none would be seen.
 */
const offCorner = (chosen: readonly string[]): readonly Pick[] =>
  (chosen.includes(frameName) ? frameSteps : [1]).map(
    (step): Pick =>
      (name, n) =>
        Math.min(name === frameName ? step : 1, n - 1),
  );

/** Corner, every frame, each parameter's other candidates in turn, then random ones. */
function* picks(names: readonly string[], draws: number, random: RandomStream): Generator<Pick> {
  yield () => 0;
  for (const step of names.includes(frameName) ? frameSteps : []) {
    yield (name, n) => (name === frameName ? Math.min(step, n - 1) : 0);
  }
  for (const step of [1, 2]) {
    for (const moved of names) yield (name, n) => (name === moved ? Math.min(step, n - 1) : 0);
  }
  for (const moved of names) yield (name, n) => (name === moved ? n - 1 : 0);
  for (let i = 0; i < draws; i++) yield (_, n) => random.below(n);
}

/** A value for each parameter, and a frame where the model leaves it open. */
export interface Draw {
  readonly binding: Binding;
  readonly frame?: TriedFrame;
  readonly link?: TriedLink;
}

/** What a frame and a link are called in a case, beside the parameters. */
export const frameName = "frame";
export const linkName = "link";

/** A value for each parameter; `undefined` if a domain is empty or a pin fits no value. */
function draw(
  setting: Setting,
  parameters: readonly Parameter[],
  pick: Pick,
  pins: ReadonlyMap<string, string>,
  random: RandomStream,
): Draw | undefined {
  const binding = new Map<string, Value>();
  for (const parameter of parameters) {
    const candidates = candidatesOf(parameter, binding, random);
    const pin = pins.get(parameter.name);
    const value =
      pin === undefined
        ? candidates[pick(parameter.name, candidates.length)]
        : (candidates.find((candidate) => formatValue(candidate) === pin) ??
          memberPin(pin, parameter, binding));
    if (value === undefined) return undefined;
    binding.set(parameter.name, value);
  }
  const chosen = <T extends { readonly label: string }>(
    name: string,
    tried: readonly T[],
  ): T | undefined => {
    const pin = pins.get(name);
    return pin === undefined
      ? tried[pick(name, tried.length)]
      : tried.find(({ label }) => label === pin);
  };
  const { teacher } = setting.model;
  const count = evaluateInteger(teacher.kind === "sum" ? teacher.terms : teacher.count, binding);
  const leavesLink = teacher.link.kind === "any";
  const variables = teacher.kind === "sum" ? undefined : count;
  const leavesFrame = teacher.kind === "sum" && teacher.frame.kind === "any";
  // A count that the observation moves itself has no value yet, and only a choice needs one.
  if (count === undefined && (leavesFrame || leavesLink)) return undefined;
  const link = leavesLink ? chosen(linkName, triedLinks(variables, random)) : undefined;
  const frame =
    leavesFrame && count !== undefined ? chosen(frameName, triedFrames(count, random)) : undefined;
  if ((leavesLink && link === undefined) || (leavesFrame && frame === undefined)) return undefined;
  if (frame !== undefined) binding.set("A", valueOfFrame(frame));
  return { binding, ...(frame && { frame }), ...(link && { link }) };
}

/** The case of a claim, or of anything else with a setting, at a value for each parameter. */
export function caseAt(
  { id, setting }: { readonly id: string; readonly setting: Setting },
  draw: Draw,
  seed: number,
): Case {
  const { binding, frame, link } = draw;
  const choices = {
    ...(frame && { gram: rowsOfFrame(frame) }),
    ...(link && { link: link.link }),
  };
  const extended = (more: ReadonlyMap<string, Rational>): Binding => {
    const all = new Map(binding);
    for (const [name, value] of more) all.set(name, { kind: "exact", value });
    for (const parameter of bindingOrder(setting.parameters)) {
      if (all.has(parameter.name)) continue;
      const [value] = candidatesOf(parameter, all, randomStream(seed, id, parameter.name));
      if (value !== undefined) all.set(parameter.name, value);
    }
    return all;
  };
  return {
    key: keyOf(draw),
    claimId: id,
    seed,
    setting,
    binding,
    instance: (more = new Map()) => {
      try {
        const full = extended(more);
        const size = directionsOf(setting, full);
        if (size > mostDirections) return `${size} directions are too many to simulate`;
        return instantiate(setting.model, full, choices);
      } catch (error) {
        // A count that is no integer or a choice that is missing: the model says which.
        if (error instanceof RangeError) return error.message;
        throw error;
      }
    },
    close: (expression, more = new Map()) =>
      substitute(
        bindExpression(expression, extended(more)),
        new Map([...more].map(([name, value]) => [name, literal(value)])),
      ),
  };
}

/** Ridge functions of a model that is made; their Gram matrix has the square of that. */
const mostDirections = 512;

function directionsOf({ model: { teacher } }: Setting, binding: Binding): number {
  return teacher.kind === "sum" ? (evaluateInteger(teacher.terms, binding) ?? 0) : 0;
}

/** `p=3, k=2, frame=generic`. */
function keyOf({ binding, frame, link }: Draw): string {
  const parts = [...binding]
    .filter(([name]) => frame === undefined || name !== "A")
    .map(([name, value]) => `${name}=${formatValue(value)}`);
  if (frame !== undefined) parts.push(`${frameName}=${frame.label}`);
  if (link !== undefined) parts.push(`${linkName}=${link.label}`);
  return parts.join(", ");
}

/** A value as cases are written. */
export function formatValue(value: Value): string {
  switch (value.kind) {
    case "exact":
      return formatRational(value.value);
    case "constant":
      return formatExpression(value.expression).replaceAll(" ", "");
    case "family":
      return `[${value.values.map(formatValue).join(";")}]`;
    case "word":
      return value.word;
    case "subset":
      return `{${value.members.join(";")}}`;
  }
}
