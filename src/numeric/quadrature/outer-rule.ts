/**
 * Rules for the two directions of a pair: over a, and over y where f does not move its breaks.
 *
 * Rules are kept by the fineness they were made for, since a flow asks for the same ones at every
 * state. Those of breaks that move with the state are made anew.
 */
import type { Link } from "../link.ts";
import { gaussHermite } from "./gauss-hermite.ts";
import { type Mesh, piecewiseRule } from "./gauss-legendre.ts";
import type { Fineness, Pair } from "./pair.ts";
import type { Rule } from "./rule.ts";
import { trapezoid } from "./trapezoid.ts";

/** The rule over a for a pair. */
export function outerRule(phi: Link, f: Link, { r, rho, s }: Pair, fineness: Fineness): Rule {
  const isSmooth = phi.breakpoints.length === 0 && f.breakpoints.length === 0;
  if (isSmooth) {
    const both =
      phi.degree === undefined || f.degree === undefined ? undefined : phi.degree + f.degree;
    return smoothRule(both, 2, fineness);
  }
  // The inner sum turns from one side of a break of f to the other within a width s / |rho|; the
  // mesh resolves a width of 1.
  const width = s / Math.abs(rho);
  const layers = width < 1 ? [0, 1.5, -1.5, 4, -4, 8, -8] : [];
  const own = phi.breakpoints.map((c) => c.at / r);
  const others = f.breakpoints.flatMap((c) => layers.map((l) => c.at / rho + l * width));
  return keptRule([...own, ...others], fineness.mesh);
}

/** Rules that were made, for breaks that do not move with the state, such as a kink at 0. */
const kept = new WeakMap<Mesh, Map<string, Rule>>();
const mostKept = 64;

function keptRule(breaks: readonly number[], mesh: Mesh): Rule {
  const ofMesh = kept.get(mesh) ?? new Map<string, Rule>();
  kept.set(mesh, ofMesh);
  const key = breaks.join(" ");
  const known = ofMesh.get(key);
  if (known !== undefined) return known;
  const rule = piecewiseRule(breaks, mesh);
  if (ofMesh.size >= mostKept) ofMesh.clear();
  ofMesh.set(key, rule);
  return rule;
}

/** A rule exact for polynomials of degree `degree + moment`, or for smooth functions. */
export function smoothRule(degree: number | undefined, moment: number, fineness: Fineness): Rule {
  if (degree !== undefined && degree <= 200) {
    return gaussHermite(Math.ceil((degree + moment + 1) / 2) + fineness.extra);
  }
  const known = trapezoids.get(fineness) ?? trapezoid(fineness.step, fineness.mesh.reach);
  trapezoids.set(fineness, known);
  return known;
}

const trapezoids = new WeakMap<Fineness, Rule>();
