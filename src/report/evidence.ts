/**
 * Evidence documents: what verdicts rest on, in a form that `tools/recheck.mjs` can check again
 * without anything of this program. The format is described in docs/evidence.md.
 *
 * Every part carries the SHA-256 digest of itself, and the document that of the whole: an edit
 * that would still be true is an edit.
 */
import { createHash } from "node:crypto";
import type { ClaimReport } from "../checks/judge/verdict.ts";
import { formatRational } from "../model/rational.ts";
import type { Derivation } from "../symbolic/derivation.ts";
import type { Equation } from "../symbolic/equation.ts";
import { type AlgebraicNumber, refined } from "../symbolic/exact/algebraic-number.ts";
import { irreducibilityPrimes } from "../symbolic/exact/factor-degrees.ts";
import { primeValue } from "../symbolic/exact/prime-value.ts";

/** One thing that can be checked again. */
export type EvidencePart =
  /** A script whose last assertion is a negated conclusion: the solver must say `unsat`. */
  | { readonly kind: "unsatisfiable"; readonly statement: string; readonly smtlib: string }
  /** Two closed forms that are equal wherever both have a value. */
  | ({ readonly kind: "equal"; readonly statement: string } & Equation)
  /** How many distinct real roots a polynomial has between two rationals that are none. */
  | {
      readonly kind: "roots";
      readonly statement: string;
      /** Integers, the constant term first. */
      readonly polynomial: readonly string[];
      readonly lower: string;
      readonly upper: string;
      readonly count: number;
      /** Primes that show the polynomial irreducible: see docs/evidence.md. */
      readonly primes?: readonly number[];
      /** A point where its value is a prime times the cofactor, which shows it too. */
      readonly primeValue?: { readonly point: string; readonly cofactor: string };
    };

/** A verdict and its parts. */
export interface Support {
  readonly id: string;
  readonly verdict: string;
  readonly items: readonly EvidencePart[];
}

export interface EvidenceDocument {
  readonly version: 1;
  readonly subject: string;
  readonly verdicts: readonly (Omit<Support, "items"> & {
    readonly items: readonly (EvidencePart & { readonly digest: string })[];
  })[];
  readonly digest: string;
}

/** The document of some verdicts. @param subject what they are about, such as a file */
export function evidenceDocument(subject: string, supports: readonly Support[]): EvidenceDocument {
  const verdicts = supports.map(({ id, verdict, items }) => ({
    id,
    verdict,
    items: items.map((item) => ({ ...item, digest: digestOf(item) })),
  }));
  const content = { version: 1, subject, verdicts } as const;
  return { ...content, digest: digestOf(content) };
}

/** What the verdict of a claim rests on. */
export function claimSupport({ id, verdict, derivation, restsOn }: ClaimReport): Support {
  const grounds = restsOn.flatMap((ground): EvidencePart | readonly EvidencePart[] => {
    const { statement } = ground;
    switch (ground.kind) {
      case "solver":
        return { kind: "unsatisfiable", statement, smtlib: ground.smtlib };
      case "canonical-form":
        return { kind: "equal", statement, ...ground.equation };
      case "closed-form":
        return ground.equation === undefined
          ? []
          : [{ kind: "equal", statement, ...ground.equation }];
      case "root":
        return rootPart(statement, ground.root);
    }
  });
  // What refutes is a point, substituted exactly; it is in the report, not here.
  const items = [...derivationParts(derivation), ...(verdict === "proved" ? grounds : [])];
  return { id, verdict, items };
}

/** The steps of a derivation that say an equation. */
export const derivationParts = (derivation: Derivation): readonly EvidencePart[] =>
  derivation.flatMap(({ of, rule, equation }) =>
    equation === undefined ? [] : [{ kind: "equal", statement: `${of}: ${rule}`, ...equation }],
  );

/**
 * That an algebraic number is the one root of its polynomial in a narrow interval, and that the
 * polynomial is irreducible where primes show it.
 */
export function rootPart(statement: string, root: AlgebraicNumber): EvidencePart {
  const near = refined(root, finest);
  const isLinear = near.minimalPolynomial.length < 3;
  const isClaimed = !isLinear && near.irreducible === "shown";
  const primes = isClaimed ? irreducibilityPrimes(near.minimalPolynomial) : undefined;
  const value = isClaimed && primes === undefined ? primeValue(near.minimalPolynomial) : undefined;
  return {
    kind: "roots",
    statement,
    polynomial: near.minimalPolynomial.map(String),
    lower: formatRational(near.lower),
    upper: formatRational(near.upper),
    count: 1,
    ...(primes === undefined ? {} : { primes }),
    ...(value === undefined
      ? {}
      : { primeValue: { point: `${value.point}`, cofactor: `${value.cofactor}` } }),
  };
}

const finest = { num: 1n, den: 10n ** 22n };

const digestOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex");
