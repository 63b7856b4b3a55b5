/**
 * The functions of the language: every name that is applied, and to how many arguments.
 *
 * What a function means is said by the layers; here are names and shapes alone.
 */

/** Least and greatest number of arguments, the second `Infinity` where there is no end. */
export interface FunctionShape {
  readonly least: number;
  readonly most: number;
  /** True for functions whose value is a truth value. */
  readonly predicate: boolean;
  /** Arguments that are links, where `z` may stand. */
  readonly links: readonly number[];
  /** Arguments that are predicates. */
  readonly predicates: readonly number[];
  /** Whether it reads the state, whatever its arguments are. */
  readonly ofState?: true;
  /** `start`: a distribution, which stands under `start:` alone. */
  readonly only?: "start";
}

const plain: FunctionShape = { least: 1, most: 1, predicate: false, links: [], predicates: [] };
const of = (least: number, most: number = least): FunctionShape => ({ ...plain, least, most });

const unary = `abs sign sqrt exp log sin cos tan sinh cosh tanh asin acos atan artanh erf Phi floor
  ceil factorial relu step sigmoid norm unit inverse transpose trace det distinct rank rate mean
  median pure mixed eigen multiplicity`.split(/\s+/);

/** Functions by name. */
export const functions: ReadonlyMap<string, FunctionShape> = new Map([
  ...unary.map((name) => [name, of(1)] as const),
  ["atan2", of(2)],
  ["min", of(1, Infinity)],
  ["max", of(1, Infinity)],
  ["if", { ...of(3), predicates: [0] }],
  ["odd", { ...plain, predicate: true }],
  ["even", { ...plain, predicate: true }],
  ["binomial", of(2)],
  ["h", of(2)],
  ["He", of(2)],
  ["hermite", { ...of(2, Infinity), links: [0] }],
  ["at", of(2, Infinity)],
  ["diff", of(2)],
  ["grad", of(2)],
  ["hitting", { ...plain, predicates: [0] }],
  ["always", { ...plain, predicate: true, predicates: [0] }],
  ["eventually", { ...plain, predicate: true, predicates: [0] }],
  ["probability", { ...plain, predicates: [0] }],
  ["quantile", of(2)],
  ["uniform", { ...of(2), only: "start" as const }],
  ["normal", { ...of(2), only: "start" as const }],
  ["near", { ...of(2), only: "start" as const }],
  ["dot", of(2)],
  ["eigenvalue", of(2)],
  ["inner", { ...of(2), links: [0, 1] }],
  ["smooth", { ...of(2), links: [0] }],
  ["rank", { ...plain, links: [0] }],
  ["kernel_error", { ...of(3), links: [0] }],
  ["layer_error", { ...of(3), ofState: true as const }],
]);

/** Operators over a domain: `sum(j in 1..k, e)`. */
export const overOperators: ReadonlySet<string> = new Set([
  "sum",
  "product",
  "all",
  "some",
  "count",
  "min",
  "max",
  "least",
  "greatest",
  "root",
]);

/** Those of them whose body is a predicate. */
export const overPredicates: ReadonlySet<string> = new Set([
  "all",
  "some",
  "count",
  "least",
  "greatest",
]);

/** Operators over a set of states: `some(attractors, predicate)`. */
export const overStatesOperators: ReadonlySet<string> = new Set([
  "some",
  "all",
  "count",
  "min",
  "max",
]);

/** Arguments of `eigen` and `multiplicity`. */
export const blocks: ReadonlySet<string> = new Set(["within", "across"]);

/** Words of the grammar, which name nothing. */
export const keywords: ReadonlySet<string> = new Set([
  "and",
  "or",
  "not",
  "implies",
  "iff",
  "in",
  "real",
  "subsets",
]);
