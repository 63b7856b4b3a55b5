/** A file of a spec as it is read: its keys, each with its place. */
import type { MapEntry, SourceNode } from "./source/node.ts";

/** One file of a chain: its known keys. */
export interface SpecFile {
  readonly name: string;
  readonly root: SourceNode;
  readonly fields: ReadonlyMap<string, MapEntry>;
}
