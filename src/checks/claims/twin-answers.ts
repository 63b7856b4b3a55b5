/**
 * Wrong twins of an answer that is one expression.
 */
import type { Kind } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { wrongVersions } from "../judge/twins.ts";
import type { AnswerOf, Twin } from "../kind.ts";

/** The answer with each wrong version of its `equals`. */
export function answersWith<K extends Kind>(
  answer: AnswerOf<K> & { readonly equals?: Expression },
  parameters: readonly string[],
): readonly Twin<K>[] {
  const from = answer.equals;
  if (from === undefined) return [];
  return wrongVersions(from, parameters, formatExpression).map(({ label, expression }) => ({
    label,
    answer: { ...answer, equals: expression },
    changed: { from, to: expression },
  }));
}
