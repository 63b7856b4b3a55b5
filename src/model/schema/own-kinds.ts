/**
 * Kinds of claims that a program adds to the language: their names and fields.
 *
 * A name of one's own begins with `x-`, so that no later version of the language can mean another
 * thing by it. Every field is an expression or a predicate; what it means is for the rules of the
 * kind to say.
 */

export interface OwnKindShape {
  readonly name: OwnKindName;
  /** Fields of the question, all required. */
  readonly asks: Readonly<Record<string, OwnFieldType>>;
  /** Right-hand sides, each of which may be left out. */
  readonly answers: Readonly<Record<string, OwnFieldType>>;
}

export type OwnKindName = `x-${string}`;
export type OwnFieldType = "expression" | "predicate";

const shapes = new Map<string, OwnKindShape>();

/** The shape of a registered kind. */
export const ownKindShape = (name: string): OwnKindShape | undefined => shapes.get(name);

/** Names of all registered kinds. */
export const ownKindNames = (): readonly string[] => [...shapes.keys()];

/** Adds a kind to the language. @throws RangeError if its name is taken or does not begin with x-. */
export function declareKind(shape: OwnKindShape): void {
  const { name } = shape;
  if (!/^x-[a-z][a-z0-9-]*$/.test(name)) {
    throw new RangeError(`declareKind: expected a name such as x-entropy, got ${name}.`);
  }
  if (shapes.has(name))
    throw new RangeError(`declareKind: expected a new name, got ${name} again.`);
  shapes.set(name, shape);
}
