/**
 * Laws of the input that a program adds to the language: `input: { law: x-name, dimension: d }`.
 *
 * A name of one's own begins with `x-`, so that no later version of the language can mean another
 * thing by it.
 */
const names = new Set<string>();

/** Names of all registered laws. */
export const ownInputNames = (): readonly string[] => [...names];

/** Adds a law to the language. @throws RangeError if its name is taken or does not begin with x-. */
export function declareInputName(name: string): void {
  if (!/^x-[a-z][a-z0-9-]*$/.test(name)) {
    throw new RangeError(`registerInput: expected a name such as x-mixture, got ${name}.`);
  }
  if (names.has(name)) {
    throw new RangeError(`registerInput: expected a new name, got ${name} again.`);
  }
  names.add(name);
}
