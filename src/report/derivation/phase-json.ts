/**
 * The phase diagram of a link as JSON; its schema is `schema/derive.json`.
 *
 * Numbers that JSON cannot hold exactly are decimal texts.
 */
import type { Step } from "../../symbolic/derivation.ts";
import { type AlgebraicNumber, compareAlgebraic } from "../../symbolic/exact/algebraic-number.ts";
import { polynomialIn } from "../../symbolic/exact/integer-polynomial.ts";
import { formatPolynomial } from "../../symbolic/exact/text.ts";
import type { CurvatureRoot } from "../../symbolic/phase/exact-thresholds.ts";
import { fractionLatex, fractionText } from "../../symbolic/phase/fraction.ts";
import { lastOf, type MixtureSlice } from "../../symbolic/phase/mixture-fold.ts";
import type { PhaseDiagram } from "../../symbolic/phase/phase-diagram.ts";
import {
  algebraicPoint,
  enclosedPoint,
  outwardDecimals,
  type PhasePoint,
} from "../../symbolic/phase/phase-point.ts";
import { latexOfPolynomial } from "../../symbolic/term/format.ts";
import { evidenceDocument } from "../evidence.ts";
import { exponentJson, weightJson } from "./coefficients-json.ts";
import { atZero } from "./phase-average.ts";
import { coneJson } from "./phase-cone.ts";
import { phaseSupports } from "./phase-evidence.ts";
import { foldLaw } from "./phase-fixed-points.ts";
import { mixtureJson } from "./phase-mixture.ts";
import { escapeJson, orthonormalJson } from "./phase-types-json.ts";

/** The version of the schema. */
const version = 1;

/** A point of the diagram. */
export interface PointJson {
  readonly exact?: string;
  readonly value?: string;
  readonly enclosure?: readonly [string, string];
  readonly minimalPolynomial?: string;
  readonly coefficients?: readonly string[];
  readonly irreducible?: boolean;
  readonly basis: "exact" | "bound" | "estimate";
  readonly latex: string;
}

/** The diagram as an object of plain values. @param link as the user wrote it */
export function phaseJson(link: string, diagram: PhaseDiagram) {
  const { weights, options, rules, curvature, assumptions, cas } = diagram;
  const { expansion } = weights;
  const shown = Math.max(options.order, expansion.polynomialDegree ?? 0);
  return {
    version,
    link,
    frame: options.frame,
    k: diagram.k === undefined ? null : Number(diagram.k),
    family: expansion.family,
    parity: expansion.parity,
    pure: diagram.pureDegree ?? null,
    polynomialDegree: expansion.polynomialDegree ?? null,
    informationExponent: exponentJson(expansion.informationExponent),
    hermite: {
      order: shown,
      /** Degrees behind the decisions; the tail is what lies beyond them. */
      decidedOn: expansion.order,
      coefficients: expansion.coefficients
        .slice(0, shown + 1)
        .map(({ degree, text, latex, value, error, basis }) => ({
          degree,
          exact: text ?? null,
          latex: latex ?? null,
          value,
          error,
          basis,
        })),
      weights: weights.weights.slice(0, shown).map(weightJson),
      squaredNorm: expansion.squaredNorm.value,
      tail: { enclosure: expansion.parsevalTail.enclosure, basis: expansion.parsevalTail.basis },
      ...(expansion.dual === undefined
        ? {}
        : { dual: { text: expansion.dual.text, latex: expansion.dual.latex } }),
    },
    assumptions,
    average: {
      ...averageJson(diagram),
      ...foldJson(diagram),
      ...mixtureJson(diagram),
      ...coneJson(diagram),
      atZero: atZero(diagram),
    },
    orthonormal: orthonormalJson(diagram),
    escape: escapeJson(diagram),
    derivation: [
      ...rules.spectrumSteps,
      ...rules.flowSteps,
      ...curvature.derivation,
      ...coneSteps(diagram),
    ].map(stepJson),
    cas,
    evidence: evidenceDocument(`derive --link ${link}`, phaseSupports(diagram)),
  };
}

const coneSteps = ({ fixedPoints }: PhaseDiagram): readonly Step[] =>
  fixedPoints.kind === "derived"
    ? [...fixedPoints.value.branch.derivation, ...(fixedPoints.value.symbolic?.derivation ?? [])]
    : [];

/** The fold and the branch, where they are derived. */
function foldJson(diagram: PhaseDiagram) {
  const { fixedPoints, k } = diagram;
  if (fixedPoints.kind === "not-derived") {
    const point = enclosedFold(diagram);
    return point === undefined
      ? { foldNotDerived: fixedPoints.reason }
      : { fold: pointJson(point, "\\beta_f") };
  }
  const { branch, folds, symbolic, bifurcation } = fixedPoints.value;
  const law =
    symbolic === undefined
      ? undefined
      : {
          ...foldLaw(symbolic),
          discriminant: formatPolynomial(symbolic.discriminant),
          status: symbolic.proofs.every(({ status }) => status === "proved") ? "proved" : "open",
          proofs: symbolic.proofs,
        };
  const slices = folds.map(({ l, beta, extrema }) => ({
    l: Number(l),
    extrema,
    ...pointJson(algebraicPoint(beta), `\\sup \\beta_{${l}}`),
  }));
  const [first] = folds;
  const here = first && {
    ...pointJson(algebraicPoint(first.beta), "\\beta_f"),
    isThreshold: first.z === undefined,
    ...(first.z === undefined ? {} : { z: algebraicPoint(first.z).value }),
  };
  const fold = here ?? (law && { exact: law.exact, latex: law.latex, basis: "exact" as const });
  const type =
    k === undefined
      ? { two: bifurcation.two, more: bifurcation.more }
      : k === 2n
        ? bifurcation.two
        : bifurcation.more;
  return {
    ...(fold === undefined ? {} : { fold }),
    ...(law === undefined ? {} : { foldLaw: law }),
    branch: {
      exact: fractionText(branch.beta),
      latex: `\\beta_l(z) = ${fractionLatex(branch.beta)}`,
    },
    slices,
    bifurcation: type,
  };
}

/** The last fold of a link of several degrees, by elimination or by enclosures. */
function enclosedFold({ mixture, cone }: PhaseDiagram): PhasePoint | undefined {
  if (mixture?.kind === "derived") {
    const last = lastFold(mixture.value);
    return last && algebraicPoint(last);
  }
  if (cone?.kind !== "derived" || cone.value.last === undefined) return undefined;
  const { last, basis } = cone.value;
  return enclosedPoint(last.from, last.to, basis);
}

/** The greatest beta with stationary points off the average, where every slice has one. */
function lastFold(slices: readonly MixtureSlice[]): AlgebraicNumber | undefined {
  const ends = slices.map(lastOf).filter((end) => end !== undefined);
  if (ends.length < slices.length) return undefined;
  return ends.reduce<AlgebraicNumber | undefined>(
    (best, end) => (best === undefined || compareAlgebraic(end, best) > 0 ? end : best),
    undefined,
  );
}

function averageJson({ average, bifurcations, pureThreshold }: PhaseDiagram) {
  switch (average.kind) {
    case "not-derived":
      return { kind: average.kind, reason: average.reason, thresholds: [] };
    case "symbolic": {
      const threshold = {
        exact: fractionText(average.threshold),
        basis: "exact",
        latex: `\\beta_c = ${fractionLatex(average.threshold)}`,
        below: "saddle",
        above: "minimum",
      } as const;
      const status = pureThreshold?.status ?? "unknown";
      if (!average.hasThreshold) {
        return {
          kind: average.kind,
          start: "minimum",
          status,
          thresholds: [],
          morseIndex: { minimum: "0" },
        };
      }
      return {
        kind: average.kind,
        status,
        thresholds: [threshold],
        threshold,
        morseIndex: { saddle: "k - 1", minimum: "0" },
      };
    }
    case "enclosed": {
      const { cells, open } = average.thresholds;
      const thresholds = average.thresholds.thresholds.map((found) => ({
        ...pointJson(found.point, "\\beta_c"),
        below: found.below,
        above: found.above,
        only: found.only,
      }));
      const [only, ...others] = thresholds;
      const phases = [...new Set(cells.map(({ phase }) => phase))];
      return {
        kind: average.kind,
        basis: average.basis,
        start: cells[0]!.phase,
        phases,
        notDecided: open.map(({ from, to }) => [
          outwardDecimals(from, from, 12)[0],
          outwardDecimals(to, to, 12)[1],
        ]),
        thresholds,
        ...(only !== undefined && others.length === 0 ? { threshold: only } : {}),
        morseIndex: { saddle: `${average.k - 1n}`, minimum: "0" },
      };
    }
    case "exact": {
      const { roots, start, primitive, variable } = average.thresholds;
      const thresholds = roots
        .filter(({ multiplicity }) => multiplicity % 2 === 1)
        .map((root, i) => ({
          ...rootJson(root),
          bifurcation: bifurcations[i],
        }));
      const [only, ...others] = thresholds;
      return {
        kind: average.kind,
        start,
        polynomial: {
          text: formatPolynomial(primitive),
          variable,
          latex: latexOfPolynomial(primitive),
        },
        thresholds,
        ...(only !== undefined && others.length === 0 ? { threshold: only } : {}),
        morseIndex: { saddle: `${average.k - 1n}`, minimum: "0" },
      };
    }
  }
}

const rootJson = ({ beta, below, above }: CurvatureRoot) => ({
  ...pointJson(algebraicPoint(beta), "\\beta_c"),
  below,
  above,
});

/** A point as JSON. @param latexName the letter on the left of its formula */
export function pointJson(point: PhasePoint, latexName: string): PointJson {
  const { exact, value, enclosure, minimalPolynomial, irreducible, basis } = point;
  const polynomial =
    minimalPolynomial === undefined ? undefined : polynomialIn(minimalPolynomial, "beta");
  return {
    ...(exact === undefined ? {} : { exact }),
    value,
    enclosure,
    ...(polynomial === undefined
      ? {}
      : {
          minimalPolynomial: formatPolynomial(polynomial),
          coefficients: minimalPolynomial!.map(String),
          irreducible: irreducible === "shown",
        }),
    basis,
    latex: `${latexName} \\in [${enclosure[0]}, ${enclosure[1]}]`,
  };
}

export const stepJson = ({ of, equals, latex, rule, source, check }: Step) => ({
  of,
  equals,
  latex,
  rule,
  ...(source === undefined ? {} : { source }),
  check,
});
