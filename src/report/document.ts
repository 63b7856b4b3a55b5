/**
 * A document in the format that is wanted.
 */
import { type Block, markdownOf } from "./document-blocks.ts";
import { latexOf } from "./latex/document.ts";

/** What a document can be written as. */
export type DocumentFormat = "markdown" | "latex" | "html";

/** The blocks in a format. */
export async function documentOf(
  blocks: readonly Block[],
  format: DocumentFormat,
): Promise<string> {
  switch (format) {
    case "markdown":
      return markdownOf(blocks);
    case "latex":
      return latexOf(blocks);
    case "html": {
      // Loaded when it is wanted: the renderer is the largest part of this layer.
      const { htmlOf } = await import("./html/blocks.ts");
      return htmlOf(blocks);
    }
  }
}
