/**
 * The phase diagram of a link as JSON; its schema is `schema/derive.json`.
 *
 * Numbers that JSON cannot hold exactly are decimal texts.
 */
import type { Step } from "../symbolic/derivation.ts";
import { polynomialIn } from "../symbolic/exact/integer-polynomial.ts";
import { formatPolynomial, formatRationalFunction } from "../symbolic/exact/text.ts";
import type { CurvatureRoot } from "../symbolic/phase/exact-thresholds.ts";
import type { Weight } from "../symbolic/phase/link-weights.ts";
import type { AverageDiagram, PhaseDiagram } from "../symbolic/phase/phase-diagram.ts";
import { algebraicPoint, outwardDecimals, type PhasePoint } from "../symbolic/phase/phase-point.ts";
import { latexOfPolynomial, latexOfRationalFunction } from "../symbolic/term/format.ts";

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
  return {
    version,
    link,
    frame: options.frame,
    k: diagram.k === undefined ? null : Number(diagram.k),
    family: expansion.family,
    parity: expansion.parity,
    pure: diagram.pureDegree ?? null,
    polynomialDegree: expansion.polynomialDegree ?? null,
    informationExponent: expansion.informationExponent,
    hermite: {
      order: expansion.order,
      coefficients: expansion.coefficients.map(({ degree, text, latex, value, error, basis }) => ({
        degree,
        exact: text ?? null,
        latex: latex ?? null,
        value,
        error,
        basis,
      })),
      weights: weights.weights.map(weightJson),
      squaredNorm: expansion.squaredNorm.value,
      tail: { enclosure: expansion.parsevalTail.enclosure, basis: expansion.parsevalTail.basis },
      ...(expansion.dual === undefined
        ? {}
        : { dual: { text: expansion.dual.text, latex: expansion.dual.latex } }),
    },
    assumptions,
    average: averageJson(diagram.average),
    derivation: [...rules.spectrumSteps, ...rules.flowSteps, ...curvature.derivation].map(stepJson),
    cas,
  };
}

const weightJson = ({ degree, text, latex, sign, enclosure }: Weight) => ({
  degree,
  exact: text ?? null,
  latex: latex ?? null,
  sign,
  value: Number((enclosure.lower.num * 10n ** 40n) / enclosure.lower.den) / 1e40,
});

function averageJson(average: AverageDiagram) {
  switch (average.kind) {
    case "not-derived":
      return { kind: average.kind, reason: average.reason, thresholds: [] };
    case "symbolic": {
      const threshold = {
        exact: formatRationalFunction(average.threshold),
        basis: "exact",
        latex: `\\beta_c = ${latexOfRationalFunction(average.threshold)}`,
        below: "saddle",
        above: "minimum",
      } as const;
      return {
        kind: average.kind,
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
      const { roots, start, atZero, primitive, variable } = average.thresholds;
      const thresholds = roots.filter(({ multiplicity }) => multiplicity % 2 === 1).map(rootJson);
      const [only, ...others] = thresholds;
      return {
        kind: average.kind,
        start,
        atZero,
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

const stepJson = ({ of, equals, latex, rule, source, check }: Step) => ({
  of,
  equals,
  latex,
  rule,
  ...(source === undefined ? {} : { source }),
  check,
});
