/**
 * The blocks of a document as LaTeX. TeX itself measures every formula: what is wider than a line
 * is set as text, which it breaks at relations and operators.
 */
import { type Block, partsOf, reasonOf } from "../document-blocks.ts";
import { breakable } from "./breakable.ts";
import { columnsFor } from "./table.ts";

const preamble = [
  "\\documentclass[a4paper]{article}",
  "\\usepackage[margin=25mm]{geometry}",
  "\\usepackage{amsmath,amssymb,array,longtable}",
  "\\usepackage[hidelinks]{hyperref}",
  "\\setlength{\\emergencystretch}{5em}",
  "\\allowdisplaybreaks",
  "\\newsavebox{\\formulabox}",
  "% The first form where it fits a line, else the second as text.",
  "\\newcommand{\\fitting}[2]{\\sbox{\\formulabox}{$\\displaystyle #1$}%",
  "  \\ifdim\\wd\\formulabox>\\linewidth\\raggedright $\\displaystyle #2$%",
  "  \\else\\usebox{\\formulabox}\\fi}",
  "\\newcommand{\\displayed}[2]{\\sbox{\\formulabox}{$\\displaystyle #1$}%",
  "  \\ifdim\\wd\\formulabox>\\linewidth\\begin{quote}\\raggedright $\\displaystyle #2$\\end{quote}%",
  "  \\else\\[#1\\]\\fi}",
];

/** The blocks as a LaTeX document. */
export function latexOf(blocks: readonly Block[]): string {
  const title = blocks.find(({ kind }) => kind === "title");
  return [
    ...preamble,
    `\\title{${title?.kind === "title" ? latexText(title.text) : ""}}`,
    "\\date{}",
    "\\begin{document}",
    "\\maketitle",
    ...blocks.filter(({ kind }) => kind !== "title").map(latexBlock),
    "\\end{document}",
    "",
  ].join("\n");
}

function latexBlock(block: Block): string {
  switch (block.kind) {
    case "title":
      return "";
    case "heading":
      return `\\section{\\texorpdfstring{${latexText(block.text)}}{${plain(block.text)}}}`;
    case "text":
      return `${latexText(block.text)}\n`;
    case "formula":
      return `\\displayed{${block.latex}}{${breakable(block.latex)}}\n`;
    case "list":
      return [
        "\\begin{itemize}",
        ...block.items.map((item) => `\\item ${latexText(item)}`),
        "\\end{itemize}",
      ].join("\n");
    case "steps":
      return [
        "\\begin{enumerate}",
        `\\setcounter{enumi}{${block.from - 1}}`,
        ...block.steps.map((step) => {
          const { latex } = step;
          return `\\item \\fitting{${latex}}{${breakable(latex)}}\\par ${latexText(reasonOf(step))}`;
        }),
        "\\end{enumerate}",
      ].join("\n");
    case "table":
      return tableOf(block.head, block.rows);
  }
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]): string => `${row.map(cellText).join(" & ")} \\\\`;
  return [
    "\\begingroup\\footnotesize\\setlength{\\tabcolsep}{4pt}\\renewcommand{\\arraystretch}{1.4}",
    `\\begin{longtable}{${columnsFor(head, rows).join("")}}`,
    "\\hline",
    line(head),
    "\\hline\\endhead",
    ...rows.map(line),
    "\\hline",
    "\\end{longtable}\\endgroup",
  ].join("\n");
}

/** Formulas of cells can always break: a cell is narrow. */
const cellText = (cell: string): string =>
  latexText(
    partsOf(cell)
      .map((part, i) => (i % 2 === 1 ? `$${breakable(part)}$` : literal(part)))
      .join(""),
  );

const literal = (words: string): string => words.replaceAll("$", "\\$");

/** A sentence with what LaTeX reads as commands written out, mathematics left alone. */
function latexText(sentence: string): string {
  return partsOf(sentence)
    .map((part, i) => (i % 2 === 1 ? `$${part}$` : plain(part)))
    .join("")
    .replace(/\*\*(.*?)\*\*/g, "\\textbf{$1}");
}

function plain(words: string): string {
  return words
    .split("`")
    .map((part, i) => (i % 2 === 1 ? `\\texttt{${codeText(part)}}` : escaped(part)))
    .join("");
}

/** Code can break after an operator or a comma. */
const codeText = (code: string): string =>
  escaped(code).replace(/([-+*/,)=])/g, "$1\\allowbreak{}");

const escaped = (words: string): string =>
  words.replace(/[\\{}$&#^_%~<>|—]|[^\u0020-\u024f\n]/g, (character) => {
    if (character === "\\") return "\\textbackslash{}";
    if (character === "—") return "---";
    // Beyond Latin letters no font of the document has it.
    if (character > "\u024f") return "?";
    if (character === "^" || character === "~") return `\\${character}{}`;
    return /[<>|]/.test(character) ? `$${character}$` : `\\${character}`;
  });
