/**
 * What a spec may say and probably does not mean. Warnings change no exit status.
 */
import type { Issue } from "./issue.ts";
import type { SpecFile } from "./parse-spec.ts";
import type { Spec } from "./spec.ts";

/** The warnings of a spec without issues. */
export function findWarnings(_spec: Spec, _file: SpecFile): readonly Issue[] {
  return [];
}
