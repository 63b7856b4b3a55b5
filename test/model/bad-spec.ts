/**
 * The small spec that the tests of messages change line by line.
 */
import { SpecError } from "../../src/model/issue.ts";
import { parseSpec } from "../../src/model/parse-spec.ts";

export const bad: readonly string[] = [
  "title: Bad",
  "parameters:",
  "  p: { in: 3..oo, sampled: 3..8 }",
  "  k: 2..oo",
  "  d: k + 1..oo",
  "  beta: 0 <= real < 1",
  "model:",
  "  input:   { gaussian: isotropic, dimension: d }",
  '  teacher: { sum-of: k, link: "h(p, z)", frame: { equiangular: beta } }',
  "  student: { neurons: 1, link: same }",
  "  loss: correlation",
  "claims:",
  "  c:",
  "    kind: morse-index",
  "    at: average",
  "    equals: k - 1",
];

/** The spec with lines replaced; a line may hold several. */
export function changed(changes: Readonly<Record<number, string>>): string {
  return bad.map((line, i) => changes[i + 1] ?? line).join("\n");
}

/** The issues of a text, one a line; empty if it is a spec. */
export function messagesOf(text: string, file = "bad.yaml"): readonly string[] {
  try {
    parseSpec(text, file);
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.message.split("\n");
    throw error;
  }
}
