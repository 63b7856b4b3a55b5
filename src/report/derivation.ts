/**
 * Derivations as a document: Markdown, LaTeX or JSON. They read as a column, what is shown on the
 * left and the reason on the right.
 */
import type { Claim } from "../model/claim.ts";
import type { Spec } from "../model/spec.ts";
import type { Step } from "../symbolic/derivation.ts";
import type { Description } from "../symbolic/describe.ts";
import type { Prediction } from "../symbolic/prediction.ts";
import { stepJson } from "./phase-json.ts";
import { sourceText } from "./sentences.ts";

/** A claim's question with what is derived for it. */
export interface DerivedClaim {
  readonly claim: Claim;
  readonly prediction: Prediction;
  /** Given wherever something was derived. */
  readonly description?: Description;
}

export type DocumentFormat = "markdown" | "latex" | "json";

/** The document of a spec. */
export function derivationDocument(
  spec: Spec,
  claims: readonly DerivedClaim[],
  format: DocumentFormat,
): string {
  switch (format) {
    case "markdown":
      return `${[`# ${spec.title}`, ...claims.map(markdownSection)].join("\n\n")}\n`;
    case "latex":
      return latexDocument(spec, claims);
    case "json":
      return `${JSON.stringify({ version: 1, title: spec.title, claims: claims.map(jsonSection) }, null, 2)}\n`;
  }
}

function markdownSection({ claim, prediction, description }: DerivedClaim): string {
  const head = `## ${claim.id}`;
  const source = sourceText(claim.source);
  const lines = source === "" ? [head] : [head, source];
  if (prediction.status === "none")
    return [...lines, `Not derived: ${prediction.reason}.`].join("\n\n");
  const steps = prediction.derivation.map(
    (step, i) => `${i + 1}. $${step.latex}$\n   — ${step.rule}${sourceSuffix(step)}.`,
  );
  return [...lines, steps.join("\n"), `**Result.** \`${description?.text ?? ""}\``].join("\n\n");
}

function latexDocument(spec: Spec, claims: readonly DerivedClaim[]): string {
  const sections = claims.map(({ claim, prediction }) => {
    const head = `\\section{${plain(claim.id)}}`;
    if (prediction.status === "none") return `${head}\nNot derived: ${plain(prediction.reason)}.`;
    const rows = prediction.derivation.map(
      (step) => `\\item $${step.latex}$\\\\ ${plain(step.rule + sourceSuffix(step))}.`,
    );
    return [head, "\\begin{enumerate}", ...rows, "\\end{enumerate}"].join("\n");
  });
  return [
    "\\documentclass{article}",
    "\\usepackage{amsmath}",
    `\\title{${plain(spec.title)}}`,
    "\\begin{document}",
    "\\maketitle",
    ...sections,
    "\\end{document}",
    "",
  ].join("\n");
}

function jsonSection({ claim, prediction, description }: DerivedClaim) {
  return prediction.status === "none"
    ? { id: claim.id, kind: claim.question.kind, notDerived: prediction.reason }
    : {
        id: claim.id,
        kind: claim.question.kind,
        derived: description?.text,
        cas: description?.cas,
        steps: prediction.derivation.map(stepJson),
      };
}

const sourceSuffix = ({ source }: Step): string => (source === undefined ? "" : ` [${source}]`);

/** Text with the characters that LaTeX reads as commands written out. */
const plain = (text: string): string =>
  text.replace(/[\\{}$&#^_%~<>|]/g, (character) =>
    character === "\\"
      ? "\\textbackslash{}"
      : character === "^" || character === "~"
        ? `\\${character}{}`
        : character === "<" || character === ">" || character === "|"
          ? `$${character}$`
          : `\\${character}`,
  );
