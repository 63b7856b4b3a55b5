/**
 * Blocks as HTML, formulas as MathML: set when the page is made, so that it needs no script.
 */
import temml from "temml";
import { type Block, partsOf, reasonOf } from "../document-blocks.ts";
import { escaped, page } from "./page.ts";

/** The blocks as a page of their own. */
export function htmlOf(blocks: readonly Block[]): string {
  const title = blocks.find(({ kind }) => kind === "title");
  const name =
    title?.kind === "title" ? partsOf(title.text).join("").replaceAll("`", "") : "Lemmata";
  const body = blocks.map(htmlBlock).join("\n");
  return page({ title: name, body, note: "Derived by lemmata." });
}

/** One block as HTML. */
export function htmlBlock(block: Block): string {
  switch (block.kind) {
    case "title":
      return `<h1>${inline(block.text)}</h1>`;
    case "heading":
      return `<h2>${inline(block.text)}</h2>`;
    case "text":
      return `<p>${inline(block.text)}</p>`;
    case "formula":
      return displayed(block.latex);
    case "list":
      return `<ul>\n${block.items.map((item) => `<li>${inline(item)}</li>`).join("\n")}\n</ul>`;
    case "steps": {
      const items = block.steps.map(
        (step) =>
          `<li>${displayed(step.latex)}<span class="reason">${inline(reasonOf(step))}</span></li>`,
      );
      return `<ol start="${block.from}">\n${items.join("\n")}\n</ol>`;
    }
    case "table": {
      const row = (cells: readonly string[], tag: "th" | "td"): string => {
        const scope = tag === "th" ? ' scope="col"' : "";
        return `<tr>${cells.map((cell) => `<${tag}${scope}>${inline(cell)}</${tag}>`).join("")}</tr>`;
      };
      const body = block.rows.map((cells) => row(cells, "td")).join("\n");
      const head = `<thead>${row(block.head, "th")}</thead>`;
      // Focusable, so that who has no pointer can scroll it.
      return `<div class="wide" tabindex="0"><table>${head}<tbody>\n${body}\n</tbody></table></div>`;
    }
  }
}

/** A formula; one that cannot be set is shown as it is written, and costs the page nothing else. */
function mathml(latex: string, displayMode: boolean): string {
  try {
    return temml.renderToString(latex, { displayMode, throwOnError: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `<code class="unset" title="${escaped(reason)}">${escaped(latex)}</code>`;
  }
}

/** Of this length on a formula is set smaller on paper, where it cannot scroll. */
const longLatex = 150;

const displayed = (latex: string): string =>
  `<div class="wide${latex.length > longLatex ? " long" : ""}" tabindex="0">${mathml(latex, true)}</div>`;

/** A sentence with mathematics between dollars, `code` and **strong** words. */
export const inline = (sentence: string): string =>
  partsOf(sentence)
    .map((part, i) => (i % 2 === 1 ? mathml(part, false) : words(part)))
    .join("")
    .replace(/\*\*(.*?)\*\*/g, "<strong>$1</strong>");

const words = (part: string): string => escaped(part).replace(/`([^`]*)`/g, "<code>$1</code>");
