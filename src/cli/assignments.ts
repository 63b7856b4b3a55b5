/**
 * `name=value` of `--set`, taken apart.
 */
import type { Assignment } from "../checks/cases/chosen-setting.ts";

/** The assignments; or what is wrong with them, one sentence each. */
export function assignmentsOf(
  texts: readonly string[],
): readonly Assignment[] | { readonly problems: readonly string[] } {
  const assignments: Assignment[] = [];
  const problems: string[] = [];
  for (const text of texts) {
    const [, name, value] = /^\s*([^=]*[^=\s])\s*=\s*(.+)$/.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      problems.push(`expected name=value, got ${text}.`);
    } else assignments.push({ name, text: value });
  }
  return problems.length > 0 ? { problems } : assignments;
}
