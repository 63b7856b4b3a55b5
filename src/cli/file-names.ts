/**
 * Names of files for specs, different from each other.
 */

/** A name that is not taken yet, which then is. */
export function newName(plain: string, taken: Set<string>): string {
  let name = plain;
  for (let i = 2; taken.has(name); i++) name = `${plain}-${i}`;
  taken.add(name);
  return name;
}

/** The path of a spec as one word. */
export const wordOfPath = (file: string): string =>
  file
    .replace(/\.ya?ml$/, "")
    .replace(/[^A-Za-z0-9-]+/g, "-")
    .replace(/^-+/, "");
