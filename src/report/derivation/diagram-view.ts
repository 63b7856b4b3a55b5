/**
 * How the diagram of a family is shown: what a file of this folder brings for it.
 */
import type { Block } from "../document-blocks.ts";
import type { Support } from "../evidence.ts";

export interface DiagramView<D> {
  /** @param at values of the parameters, `k=2, p=3`; empty where there are none */
  readonly blocks: (at: string, diagram: D) => readonly Block[];
  /** Without what it rests on. */
  readonly json: (diagram: D) => Readonly<Record<string, unknown>>;
  /** The fields of that JSON, and those that may be absent. */
  readonly schema: {
    readonly properties: Readonly<Record<string, unknown>>;
    readonly optional?: readonly string[];
  };
  /** What can be checked again. */
  readonly supports: (diagram: D) => readonly Support[];
}

/** Where a reader stands, as a sentence after some words. */
export const placeText = (words: string, at: string): string =>
  at === "" ? `${words}.` : `${words} at \`${at}\`; \`--set name=value\` chooses other values.`;
