/**
 * A document as blocks, and in Markdown. Sentences carry their mathematics between dollars.
 */
import type { Step } from "../symbolic/derivation.ts";

export type Block =
  | { readonly kind: "title" | "heading" | "text"; readonly text: string }
  | { readonly kind: "formula"; readonly latex: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "steps"; readonly steps: readonly Step[]; readonly from: number }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export const text = (sentence: string): Block => ({ kind: "text", text: sentence });
export const heading = (words: string): Block => ({ kind: "heading", text: words });
export const formula = (latex: string): Block => ({ kind: "formula", latex });

/** The blocks as Markdown with mathematics between dollars. */
export const markdownOf = (blocks: readonly Block[]): string =>
  `${blocks.map(markdownBlock).join("\n\n")}\n`;

/** Every formula of the blocks, without delimiters. */
export const formulasOf = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap((block) => {
    switch (block.kind) {
      case "formula":
        return [block.latex];
      case "title":
      case "heading":
      case "text":
        return inlineFormulas(block.text);
      case "list":
        return block.items.flatMap(inlineFormulas);
      case "steps":
        return block.steps.flatMap(({ latex, rule }) => [latex, ...inlineFormulas(rule)]);
      case "table":
        return [block.head, ...block.rows].flat().flatMap(inlineFormulas);
    }
  });

/** Keys of docs/references.bib that are named between square brackets, in order of the alphabet. */
export function referencesOf(blocks: readonly Block[]): readonly string[] {
  const keys = blocks.flatMap((block) => {
    if (block.kind === "steps") return block.steps.flatMap(({ source }) => source ?? []);
    if (block.kind === "text") return bracketed(block.text);
    return block.kind === "list" ? block.items.flatMap(bracketed) : [];
  });
  return [...new Set(keys.map((key) => key.split(",")[0]!.trim()))].sort();
}

/** The blocks with a section that names what they cite. */
export function withReferences(body: readonly Block[]): readonly Block[] {
  const keys = referencesOf(body);
  if (keys.length === 0) return body;
  return [
    ...body,
    heading("References"),
    text(`Keys of \`docs/references.bib\`: ${keys.join(", ")}.`),
  ];
}

const bracketed = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/\[([A-Za-z]+[0-9]{4}[^\]]*)\]/g)].map(([, key]) => key!);

/** Somebody's own words in a sentence: a dollar is a dollar. */
export const literally = (words: string): string => words.replaceAll("$", "\\$");

/** A sentence cut at its dollars: words, mathematics, words, ... */
export const partsOf = (sentence: string): readonly string[] =>
  sentence.split(/(?<!\\)\$/).map((part, i) => (i % 2 === 0 ? part.replaceAll("\\$", "$") : part));

const inlineFormulas = (sentence: string): readonly string[] =>
  partsOf(sentence).filter((_, i) => i % 2 === 1);

function markdownBlock(block: Block): string {
  switch (block.kind) {
    case "title":
      return `# ${block.text}`;
    case "heading":
      return `## ${block.text}`;
    case "text":
      return block.text;
    case "formula":
      return `$$${block.latex}$$`;
    case "list":
      return block.items.map((item) => `- ${item}`).join("\n");
    case "steps":
      return block.steps
        .map((step, i) => `${block.from + i}. $${step.latex}$\n   — ${reasonOf(step)}`)
        .join("\n");
    case "table": {
      const rule = block.head.map(() => "---");
      return [block.head, rule, ...block.rows]
        .map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\vert ")).join(" | ")} |`)
        .join("\n");
    }
  }
}

/** The reason of a step, and how it was checked. */
export function reasonOf({ rule, source, check }: Step): string {
  const checked = { rule: "", "canonical-form": " (canonical form)", solver: " (solver)" }[check];
  return `${rule}${checked}${source === undefined ? "" : ` [${source}]`}.`;
}
