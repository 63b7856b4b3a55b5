/**
 * `d -> oo`, `beta -> beta_c-`: where a parameter goes, and from which side.
 */

import { infinity } from "../bind/evaluate.ts";
import type { Approach } from "../claim.ts";
import { parseExpression } from "../expression/parse.ts";
import { resolve } from "../expression/resolve.ts";
import type { Scope } from "../expression/scope.ts";
import { didYouMean } from "../nearest-word.ts";
import type { SourceNode } from "../source/node.ts";
import { asText, complain, complainAll, type Reader } from "./reader.ts";

const shape = /^(\s*)([A-Za-z_][A-Za-z0-9_]*)(\s*->\s*)(.*?)\s*$/s;

/** An approach, or `undefined` after issues. Towards `oo` a parameter comes from below. */
export function readApproach(reader: Reader, node: SourceNode, scope: Scope): Approach | undefined {
  const text = asText(reader, node, "an approach");
  if (text === undefined) return undefined;
  const match = shape.exec(text.text);
  if (match === null) {
    complain(reader, text, {
      expected: "a parameter and where it goes",
      got: text.text,
      cure: "Write d -> oo, or x -> 0+.",
    });
    return undefined;
  }
  const [, blank = "", parameter = "", arrow = "", target = ""] = match;
  if (!checkParameter(reader, node, parameter, scope, blank.length)) return undefined;
  const start = blank.length + parameter.length + arrow.length;
  const sign = /[+-]$/.exec(target)?.[0];
  const end = sign === undefined ? target : target.slice(0, -1);
  const parsed = parseExpression(end);
  if (!parsed.ok) {
    complain(reader, text, { ...parsed.problem, offset: parsed.problem.offset + start });
    return undefined;
  }
  const { value, problems } = resolve(parsed.value, { ...scope, place: "claim" });
  complainAll(
    reader,
    text,
    problems.map((problem) => ({ ...problem, offset: problem.offset + start })),
  );
  if (problems.length > 0) return undefined;
  return { parameter, to: value, from: sideOf(sign, infinity(value)) };
}

function sideOf(sign: string | undefined, infinite: -1 | 0 | 1): Approach["from"] {
  if (infinite !== 0) return infinite > 0 ? "below" : "above";
  return sign === "+" ? "above" : sign === "-" ? "below" : "both";
}

/** An issue if a word is no parameter; `t` and `steps` may go to an end as well. */
export function checkParameter(
  reader: Reader,
  node: SourceNode,
  name: string,
  scope: Scope,
  offset = 0,
  others: readonly string[] = ["t", "steps"],
): boolean {
  if (scope.letters.has(name) || others.includes(name)) return true;
  const cure = didYouMean(name, [...scope.letters.keys(), ...others]);
  complain(reader, node, {
    offset,
    expected: "a parameter",
    got: name === "" ? "nothing" : name,
    cure: cure ?? "Declare it under parameters: or for:.",
  });
  return false;
}
