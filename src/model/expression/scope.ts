/**
 * What the names in an expression may refer to, and what a definition of `let:` is.
 */

import type { Expression } from "./expression.ts";
import { functions, overOperators } from "./functions.ts";
import { readsState } from "./mentions.ts";
import { existsOn, type ModelFeatures, modelNames, pointFunctions } from "./names.ts";
import { children, domainParts } from "./traverse.ts";

/** An abbreviation, ready to be put where its name stands. */
export interface Definition {
  readonly name: string;
  /** Letters of `name(args)`; empty for a plain name. */
  readonly formals: readonly string[];
  /** Free of other definitions; absent where the definition could not be read. */
  readonly body?: Expression;
  /** Names of the model in the body, as {@link modelNamesIn} has them. */
  readonly mentions?: ReadonlySet<string>;
}

/** What decides how a declared letter may be written. */
export interface Letter {
  /** Number of indices of a family; 0 for a single value. */
  readonly indices: number;
}

export interface Scope {
  readonly letters: ReadonlyMap<string, Letter>;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Absent where no model is known: every name of the language exists then. */
  readonly features?: ModelFeatures;
  /**
   * `domain`: parameters alone; `link`: `z` too; `start`: distributions too; `definition`: `z`,
   * since a link may use it; `axis`: an expression of the model, without states.
   */
  readonly place: "claim" | "domain" | "axis" | "link" | "start" | "definition";
  /** True inside a link that is handed to a function, as in `hermite(z^2, 1)`: `z` too. */
  readonly linkArgument?: boolean;
  /** A name in an index that is declared nowhere runs over all its values (experiments). */
  readonly openIndices?: boolean;
}

/** The scope with a letter more. */
export function withLetter(scope: Scope, name: string, indices = 0): Scope {
  return { ...scope, letters: new Map([...scope.letters, [name, { indices }]]) };
}

/** The names that could have been meant where a value stands. */
export function valueNames(scope: Scope): readonly string[] {
  const { features } = scope;
  const ofModel = [...modelNames].flatMap(([name, { exists }]) =>
    features === undefined || existsOn(exists, features) ? [name] : [],
  );
  return [...scope.letters.keys(), ...scope.definitions.keys(), ...ofModel];
}

/** The names that could have been meant in front of a bracket. */
export function functionNames(scope: Scope): readonly string[] {
  return [...functions.keys(), ...overOperators, ...valueNames(scope)];
}

/**
 * The names of the model in an expression, letters that hide them excepted; `z` only where it is
 * not the argument of a link that is handed on, as in `hermite(z^2, 1)`.
 */
export function modelNamesIn(expression: Expression): ReadonlySet<string> {
  const found = new Set<string>();
  visit(expression, new Set(), false);
  return found;

  function visit(node: Expression, bound: ReadonlySet<string>, link: boolean): void {
    if (node.kind === "name" || node.kind === "indexed") {
      const counts = modelNames.has(node.name) && !bound.has(node.name);
      if (counts && !(node.name === "z" && link)) found.add(node.name);
    }
    if (node.kind === "over-states") found.add(node.set);
    if (node.kind === "call") {
      if (pointFunctions.has(node.name) || node.name === "f" || node.name === "phi") {
        found.add(node.name);
      }
      const links = functions.get(node.name)?.links ?? [];
      for (const [i, arg] of node.args.entries()) visit(arg, bound, link || links.includes(i));
    } else if (node.kind === "over") {
      for (const part of domainParts(node.domain)) visit(part, bound, link);
      visit(node.body, new Set([...bound, node.variable]), link);
    } else {
      for (const child of children(node)) visit(child, bound, link);
    }
  }
}

/** True if the value of an expression depends on the state. */
export function mentionsState(expression: Expression): boolean {
  for (const name of modelNamesIn(expression)) {
    const role = modelNames.get(name)?.role;
    if (role === "state" || role === "predicate") return true;
  }
  return readsState(expression);
}
