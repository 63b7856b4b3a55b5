/**
 * Wrong twins of an answer that is one expression.
 */

import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { wrongVersions } from "../twins.ts";

/** The answer with each wrong version of its `equals`. */
export function answersWith<A extends { readonly equals?: Expression }>(
  answer: A,
  parameters: readonly string[],
): readonly { readonly label: string; readonly answer: A }[] {
  if (answer.equals === undefined) return [];
  return wrongVersions(answer.equals, parameters, formatExpression).map(
    ({ label, expression }) => ({
      label,
      answer: { ...answer, equals: expression },
    }),
  );
}
