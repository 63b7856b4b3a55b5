/**
 * What is derived of a student and a teacher under a spiked covariance, at one value of the
 * parameters: the numbers that decide where the flows go, or why one does not exist.
 *
 * With theta = v_1, m = <w, v_1>, v = (1 + kappa m^2)/(1 + kappa), the squared loss with the factor
 * 1/2 and a student with phi(l z) = l phi(z) for l > 0, n = E phi^2:
 *   R(m) = n v/2 - sum_j c_j v^((1-j)/2) m^j.
 *   kappa -> oo, m fixed: v -> m^2 and R -> n m^2/2 - C m, C = sum_j c_j: rest at min(1, C/n).
 *   m -> 0, c_0 = 0: m' = -n kappa m/(1+kappa) + s c_s (1+kappa)^((s-1)/2) m^(s-1) + ...: for s >= 3
 *   the equator attracts, up to m_b = (n/(s c_s))^(1/(s-2)) kappa^(-(s-1)/(2(s-2))) as kappa -> oo.
 * The preconditioned flow rho' = zeta(rho)(1 - rho^2) takes rho_0^(-(s-2))/(s (s-2) c_s) for s >= 3.
 */
import { bindExpression } from "../../../model/bind/bind-expression.ts";
import type { Binding } from "../../../model/bind/instance.ts";
import type { Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import * as Q from "../../../model/rational.ts";
import * as E from "../../exact/enclosure.ts";
import { expandLink } from "../../links/expand-link.ts";
import type { Quantity } from "../../links/quantity.ts";
import { NotDerivable, orReason } from "../../term/not-derivable.ts";
import { alignedStability } from "./aligned-stability.ts";
import { enclosureOf, gaussianMean, times } from "./gaussian-mean.ts";
import { homogeneity } from "./homogeneity.ts";
import { type SpikedModel, spikedModel } from "./model.ts";

/** A number with its meaning, or the reason why there is none. */
export interface PortraitLine {
  readonly name: string;
  readonly says: string;
  readonly enclosure?: readonly [number, number];
  /** In words, where it is no number, or does not exist. */
  readonly text?: string;
}

/** Degrees in which a first common one is looked for. */
const order = 20;

export interface SpikedPortrait {
  readonly kind: "portrait";
  readonly lines: readonly PortraitLine[];
}

/** The portrait of a model with a spiked covariance; nothing for other models. */
export function portraitDiagram(
  { model }: Pick<Setting, "model">,
  binding: Binding,
): SpikedPortrait | undefined {
  const spiked = spikedModel({ model });
  return spiked && { kind: "portrait", lines: spikedPortrait(spiked, binding) };
}

export function spikedPortrait(model: SpikedModel, binding: Binding): readonly PortraitLine[] {
  if (!model.isSquared) throw new NotDerivable("a portrait of another loss than the squared one");
  const [student, teacher] = [model.student, model.teacher].map((e) => bindExpression(e, binding));
  const links = { student: student!, teacher: teacher! };
  const first = firstCommonDegree(links);
  return [
    first.line,
    thresholdLine(links),
    plateauLine(links),
    barrierLine(links, first),
    timeLine(first),
  ];
}

interface Links {
  readonly student: Expression;
  readonly teacher: Expression;
}

interface FirstDegree {
  readonly s?: number;
  readonly c?: E.Enclosure;
  readonly constant?: E.Enclosure;
  readonly line: PortraitLine;
}

function firstCommonDegree({ student, teacher }: Links): FirstDegree {
  const says = "least degree >= 1 that both links have";
  const [a, b] = [student, teacher].map((link) => {
    const expansion = expandLink(link, "z", order);
    if (expansion.kind !== "expansion") throw new NotDerivable(`a link: ${expansion.reason}`);
    return expansion.coefficients;
  });
  const isZero = (q: Quantity): boolean => q.enclosure.every((end) => end === "0");
  const constant = E.multiply(enclosureOf(a![0]!), enclosureOf(b![0]!));
  const unseen: number[] = [];
  for (let j = 1; j <= order; j++) {
    if (isZero(b![j]!)) continue;
    if (isZero(a![j]!)) {
      unseen.push(j);
      continue;
    }
    const c = E.multiply(enclosureOf(a![j]!), enclosureOf(b![j]!));
    const note =
      unseen.length === 0 ? "" : `; the student has no coefficient of degree ${listed(unseen)}`;
    return { s: j, c, constant, line: { name: "s", says, text: `${j}${note}` } };
  }
  const reason =
    unseen.length === 0
      ? `the teacher has no degree from 1 to ${order}`
      : `the student has no coefficient of degree ${listed(unseen)}: it cannot see the teacher`;
  return { constant, line: { name: "s", says, text: `none: ${reason}` } };
}

/** Degrees in words; a long list stands for what was seen up to `order`. */
const listed = (degrees: readonly number[]): string =>
  degrees.length <= 4
    ? degrees.join(", ")
    : `${degrees.slice(0, 3).join(", ")}, ... (all of the teacher's up to ${order})`;

function thresholdLine({ student, teacher }: Links): PortraitLine {
  const [name, says] = ["kappa_c", "spike at which the target changes its stability, theta = v[1]"];
  const found = orReason(() => alignedStability(student, teacher, true));
  if (typeof found === "string") return { name, says, text: `not derived: ${found}` };
  const [a, b] = [enclosureOf(found.repulsion), enclosureOf(found.attraction)];
  const [pull, push] = [E.signOf(a), E.signOf(b)];
  if (pull === undefined || push === undefined) return { name, says, text: "not decided" };
  if (pull > 0 && push > 0) return line(name, `${says}: stable below`, E.divide(b, a));
  if (pull < 0 && push < 0) return line(name, `${says}: stable above`, E.divide(b, a));
  if (pull === 0 && push === 0) {
    return { name, says, text: "none: the loss is flat at the target, whatever the spike" };
  }
  const isStable = push > 0 || (push === 0 && pull < 0);
  const why = `E[phi' f'] ${relation(push)} 0 and E[z phi' (phi - f)] ${relation(pull)} 0`;
  return { name, says, text: `none: ${isStable ? "stable" : "unstable"} for every spike, ${why}` };
}

const relation = (sign: -1 | 0 | 1): string => (sign < 0 ? "<" : sign > 0 ? ">" : "=");

const noScale = "none in closed form: phi(l z) is not l phi(z)";

function plateauLine({ student, teacher }: Links): PortraitLine {
  const [name, says] = ["plateau", "where the spherical flow rests as kappa -> oo, from m > 0"];
  if (homogeneity(student) !== 1) return { name, says, text: noScale };
  const norm = enclosureOf(gaussianMean(times(student, student)));
  const correlation = enclosureOf(gaussianMean(times(student, teacher)));
  const sign = E.signOf(correlation);
  if (sign === undefined) return { name, says, text: "not decided" };
  if (sign <= 0) return { name, says, text: "none: E[phi f] <= 0, and the flow falls to 0" };
  const ratio = E.divide(correlation, norm);
  const isWhole = ratio !== undefined && Q.compare(ratio.lower, Q.one) >= 0;
  return isWhole ? line(name, says, E.exactly(Q.one)) : line(name, says, ratio);
}

function barrierLine({ student }: Links, { s, c, constant }: FirstDegree): PortraitLine {
  const [name, says] = ["barrier", "m_b kappa^((s-1)/(2(s-2))) as kappa -> oo"];
  if (s === undefined || c === undefined) return { name, says, text: "none: there is no s" };
  if (homogeneity(student) !== 1) return { name, says, text: noScale };
  const offset = constant && E.signOf(constant);
  if (offset !== 0) {
    const effect =
      offset === 1 ? "a large spike makes the equator repel" : "it adds to the pull of the equator";
    return { name, says, text: `none of this law: c[0] is not 0, ${effect}` };
  }
  const sign = E.signOf(c);
  if (s < 3 && sign === 1) {
    return { name, says, text: `none: s = ${s}, a large spike leaves no trap` };
  }
  if (sign !== 1) {
    const way = s === 1 ? "away from the target, past the equator" : "to the equator";
    return { name, says, text: `none: c[${s}] < 0, small overlaps are driven ${way}` };
  }
  const norm = enclosureOf(gaussianMean(times(student, student)));
  const ratio = E.divide(norm, E.multiply(E.exactly(Q.integer(s)), c));
  return line(name, says, ratio && E.power(ratio, Q.rational(1n, BigInt(s - 2))));
}

function timeLine({ s, c }: FirstDegree): PortraitLine {
  const [name, says] = ["time", "rho_0^(s-2) T of the preconditioned flow as rho_0 -> 0"];
  if (s === undefined || c === undefined) return { name, says, text: "none: there is no s" };
  if (E.signOf(c) !== 1) return { name, says, text: `none: c[${s}] is not positive` };
  if (s < 3) return { name, says, text: s === 2 ? "logarithmic: s = 2" : "none: s = 1" };
  const product = E.multiply(E.exactly(Q.integer(s * (s - 2))), c);
  return line(name, says, E.divide(E.exactly(Q.one), product));
}

function line(name: string, says: string, value: E.Enclosure | undefined): PortraitLine {
  if (value === undefined) return { name, says, text: "not decided" };
  return { name, says, enclosure: [Q.toNumber(value.lower), Q.toNumber(value.upper)] };
}
