/**
 * Random claims whose truth is known without this program: by construction, or from the stored
 * answers of mpmath in `test/oracles/links`.
 *
 * A problem is a model and a claim `offset -> text`; it is true for offset 0 and false for any
 * other, by that much.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { root } from "../source-files.ts";
import { type Lines, specText } from "../specs.ts";

export interface Problem {
  readonly name: string;
  /** The spec with the right-hand side moved by a rational, written in brackets. */
  readonly spec: (offset: string) => string;
  /** Answers are whole numbers: an offset is rounded up to one. */
  readonly isWhole: boolean;
}

const coefficient = fc
  .tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 1, max: 4 }))
  .filter(([n]) => n !== 0)
  .map(([n, d]) => `${n}/${d}`);

/** Distinct degrees from 1 to 4 with a coefficient each. */
const polynomial = fc
  .uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
  .chain((degrees) => fc.tuple(...degrees.map((p) => coefficient.map((y) => [p, y] as const))));

const linkText = (terms: readonly (readonly [number, string])[]): string =>
  terms.map(([p, y]) => `(${y})*h(${p}, z)`).join(" + ");

const problem = (
  name: string,
  lines: Omit<Lines, "claims">,
  claim: (offset: string) => string,
  isWhole = false,
): Problem => ({
  name,
  spec: (offset) => specText({ ...lines, claims: [`c: ${claim(offset)}`] }),
  isWhole,
});

const sizes = fc.record({
  k: fc.integer({ min: 2, max: 4 }),
  more: fc.integer({ min: 0, max: 3 }),
  beta: fc.constantFrom("0", "1/4", "1/3", "1/2", "2/3"),
  terms: polynomial,
});

type Sizes = Parameters<Parameters<typeof sizes.map>[0]>[0];

const modelOf = ({ k, more, beta, terms }: Sizes): Omit<Lines, "claims"> => ({
  parameters: [`d: ${k + more}`],
  teacher: `{ sum-of: ${k}, link: "${linkText(terms)}", frame: { equiangular: ${beta} } }`,
});

/** E[h_p(<w,x>) h_q(<v,x>)] = [p = q] <w,v>^p: the correlation loss is -sum y_p^2 sum_j u_j^p. */
const loss = sizes.map((given): Problem => {
  const sum = given.terms.map(([p, y]) => `(${y})^2*sum(j in 1..${given.k}, u[j]^${p})`);
  return problem(
    `loss of ${JSON.stringify(given)}`,
    modelOf(given),
    (offset) => `{ kind: identity, of: loss, equals: "-(${sum.join(" + ")}) + ${offset}" }`,
  );
});

/** u_i' = sum_p p y_p^2 (sum_j A_ij u_j^(p-1) - u_i sum_j u_j^p). */
const flow = sizes.map((given): Problem => {
  const all = `1..${given.k}`;
  const rate = given.terms.map(
    ([p, y]) =>
      `${p}*(${y})^2*(sum(j in ${all}, A[i,j]*u[j]^${p - 1}) - u[i]*sum(j in ${all}, u[j]^${p}))`,
  );
  return problem(
    `flow of ${JSON.stringify(given)}`,
    modelOf(given),
    (offset) => `{ kind: reduction, flow: { "u[i]": "${rate.join(" + ")} + ${offset}" } }`,
  );
});

/** On an orthonormal frame the average has k - 1 unstable directions for p >= 3. */
const index = fc
  .record({ p: fc.integer({ min: 3, max: 6 }), k: fc.integer({ min: 2, max: 5 }) })
  .map(
    ({ p, k }): Problem =>
      problem(
        `index at p=${p}, k=${k}`,
        { parameters: [`d: ${k + 1}`], teacher: `{ sum-of: ${k}, link: "h(${p}, z)" }` },
        (offset) => `{ kind: morse-index, at: average, equals: "${k} - 1 + ${offset}" }`,
        true,
      ),
  );

/** The average of a pure link turns stable at beta = (p - 2)/(k + p - 2). */
const threshold = fc
  .record({ p: fc.integer({ min: 3, max: 6 }), k: fc.integer({ min: 2, max: 4 }) })
  .map(
    ({ p, k }): Problem =>
      problem(
        `threshold at p=${p}, k=${k}`,
        {
          parameters: [`d: ${k + 1}`, "beta: 0 <= real < 1"],
          teacher: `{ sum-of: ${k}, link: "h(${p}, z)", frame: { equiangular: beta } }`,
        },
        (offset) =>
          `{ kind: threshold, at: average, in: beta, equals: "${p - 2}/${k + p - 2} + ${offset}" }`,
      ),
  );

const oracle: Readonly<Record<string, { readonly coefficients: readonly string[] }>> = JSON.parse(
  readFileSync(`${root}test/oracles/links/coefficients.json`, "utf8"),
);

/** Links of the stored answers that the language has as they stand. */
const links = ["tanh(x)", "x*tanh(x)", "erf(x)", "exp(x/2)", "sin(2*x)", "relu(x)", "abs(x)"];

/** Hermite coefficients of links that are no polynomials, to 45 digits from mpmath. */
const hermite = fc
  .record({ link: fc.constantFrom(...links), degree: fc.integer({ min: 0, max: 7 }) })
  .map(({ link, degree }): Problem => {
    const value = oracle[link]!.coefficients[degree]!;
    const text = link.replaceAll("exp", "EXP").replaceAll("x", "z").replaceAll("EXP", "exp");
    return problem(
      `b[${degree}] of ${link}`,
      { parameters: ["d: 3"], teacher: `{ sum-of: 1, link: "${text}" }` },
      (offset) => `{ kind: identity, of: "b[${degree}]", equals: "${decimal(value)} + ${offset}" }`,
    );
  });

/** `1.5e-3` as the language writes it. */
const decimal = (text: string): string => {
  const [mantissa = "", exponent = "0"] = text.split("e");
  return `(${mantissa})*10^(${exponent})`;
};

/** Problems in turn from each family, the same for the same seed. */
export function problems(total: number, seed: number): readonly Problem[] {
  const families = [loss, flow, index, threshold, hermite];
  const each = Math.ceil(total / families.length);
  const drawn = families.map((family, i) => fc.sample(family, { seed: seed + i, numRuns: each }));
  return Array.from(
    { length: total },
    (_, i) => drawn[i % drawn.length]![Math.floor(i / drawn.length)]!,
  );
}
