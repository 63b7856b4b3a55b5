/**
 * Whether the target is stable under the spherical flow where spike and target are aligned.
 *
 * With m = <w, u>, theta = u and v(m) = |Sigma^(1/2) w|^2 = (1 + kappa m^2)/(1 + kappa), the loss of
 * the squared error depends on m alone:
 *   R(m) = factor (E phi(sqrt(v) a)^2 - 2 E phi(sqrt(v) a) f(b)),   corr(a, b) = m/sqrt(v),
 * so m' = -(1 - m^2) R'(m), and all tangent directions at m = 1 have the curvature -R'(1). There
 * v = 1, v' = 2 kappa/(1 + kappa) and the correlation has the derivative 1/(1 + kappa). With
 * d/dv E F(sqrt(v) a) = E[a F'(a)]/2 and d/d(corr) E phi(a) f(b) = E[phi' f'] [ODonnell2021, 11.2]:
 *   (1 + kappa) R'(1)/(2 factor) = kappa A - B,
 *   A = E[a phi'(a) (phi(a) - f(a))],   B = E[phi' f'];
 * for the correlation loss A = -E[a phi' f]. Stable iff kappa A < B: kappa_c = B/A.
 */
import { bindExpression } from "../../../model/bind/bind-expression.ts";
import { evaluateInteger, evaluateRational } from "../../../model/bind/evaluate.ts";
import type { Binding } from "../../../model/bind/instance.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import * as Q from "../../../model/rational.ts";
import * as E from "../../exact/enclosure.ts";
import type { Domain } from "../../exact/real-roots.ts";
import type { Quantity } from "../../links/quantity.ts";
import type { LocatedThreshold, Location, StatePredicate } from "../../prediction.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { enclosureOf, gaussianMean, number, slopeOf, times, z } from "./gaussian-mean.ts";
import type { SpikedModel } from "./model.ts";

export interface AlignedStability {
  /** A, the pull towards the equator for each unit of the spike. */
  readonly repulsion: Quantity;
  /** B. */
  readonly attraction: Quantity;
}

/** A and B of two links in `z` without further names. */
export function alignedStability(
  student: Expression,
  teacher: Expression,
  isSquared: boolean,
): AlignedStability {
  const [slope, teacherSlope] = [slopeOf(student, "the student"), slopeOf(teacher, "the teacher")];
  const pull: Expression = isSquared
    ? { kind: "binary", operator: "-", left: student, right: teacher }
    : times(number(-1n), teacher);
  return {
    repulsion: gaussianMean(times(times(z, slope), pull)),
    attraction: gaussianMean(times(slope, teacherSlope)),
  };
}

/**
 * Where the target changes its stability as kappa grows, at a case.
 *
 * @param domain of kappa
 * @throws NotDerivable outside of theta = v_1, or where a sign stays open.
 */
export function alignedThreshold(
  model: SpikedModel,
  below: StatePredicate,
  above: StatePredicate,
  binding: Binding,
  domain: Domain,
): LocatedThreshold {
  const overlap = evaluateRational(model.overlap, binding);
  if (overlap === undefined || overlap.num !== overlap.den) {
    throw new NotDerivable("the target where spike and target are not aligned");
  }
  const d = evaluateInteger(model.dimension, binding);
  if (d === undefined || d < 2) throw new NotDerivable("a sphere without directions");
  const factor = evaluateRational(model.factor, binding);
  if (factor === undefined || factor.num <= 0n) throw new NotDerivable("a factor that is not > 0");
  const [student, teacher] = [model.student, model.teacher].map((e) => bindExpression(e, binding));
  const { repulsion, attraction } = alignedStability(student!, teacher!, model.isSquared);
  const basis = [repulsion, attraction].some((q) => q.basis === "estimate") ? "estimate" : "bound";
  const [a, b] = [enclosureOf(repulsion), enclosureOf(attraction)];
  const growth = E.signOf(a);
  const start = signAtLowerEnd(a, b, domain.lower);
  if (growth === undefined || start === undefined) {
    throw new NotDerivable("a sign that the enclosures leave open");
  }
  // kappa A - B is negative, so the target stable, before the root if it grows there.
  const root = growth === 0 || growth === start ? undefined : E.divide(b, a);
  const isInside = root !== undefined && isBelow(root, domain.upper);
  const phases: readonly boolean[] = isInside ? [start < 0, start > 0] : [start < 0];
  const edges: readonly Location[] = isInside ? [root] : [];
  const holds = (isStable: boolean, predicate: StatePredicate): boolean =>
    predicate === "minimum" ? isStable : predicate === "saddle" ? false : !isStable;
  const firstFalse = phases.findIndex((phase) => !holds(phase, below));
  const lastFalse = phases.findLastIndex((phase) => !holds(phase, above));
  const edge = (i: number): Location => (i < 0 ? "lower-end" : (edges[i] ?? "upper-end"));
  return {
    belowUntil: edge(firstFalse < 0 ? edges.length : firstFalse - 1),
    aboveFrom: edge(lastFalse),
    basis,
  };
}

/** The sign of kappa A - B at the least kappa. */
function signAtLowerEnd(
  a: E.Enclosure,
  b: E.Enclosure,
  lower: Domain["lower"],
): -1 | 1 | undefined {
  if (lower === "-oo") return undefined;
  const sign = E.signOf(E.subtract(E.multiply(E.exactly(lower), a), b));
  return sign === 0 ? undefined : sign;
}

function isBelow(root: E.Enclosure, upper: Domain["upper"]): boolean {
  if (upper === "oo" || Q.compare(root.upper, upper) < 0) return true;
  if (Q.compare(root.lower, upper) >= 0) return false;
  throw new NotDerivable("a threshold too near an end of the domain");
}
