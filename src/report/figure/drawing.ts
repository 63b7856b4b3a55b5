/**
 * Observable Plot on a document of its own, since there is no browser: a plot as SVG text.
 */
import { type PlotOptions, plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";

const { document } = parseHTML("<!doctype html><html></html>");

/** What is said of a plot to readers who do not see it; ids must be the page's own. */
export interface Words {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** A plot as one `svg` element with a name and a description. */
export function drawn(options: PlotOptions, { id, title, description }: Words): string {
  const svg = plot({
    // The library asks for a browser's document, of which it needs what linkedom has.
    document: document as unknown as NonNullable<PlotOptions["document"]>,
    className: "plot",
    style: { fontSize: "12px" },
    ...options,
  });
  for (const node of svg.querySelectorAll("style")) node.remove();
  // The picture is one image with one name: its parts are not announced.
  for (const node of svg.querySelectorAll("[aria-label]")) node.removeAttribute("aria-label");
  for (const node of svg.querySelectorAll("[aria-hidden]")) node.removeAttribute("aria-hidden");
  const words = (name: string, text: string) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    node.setAttribute("id", `${id}-${name}`);
    node.textContent = text;
    return node;
  };
  svg.prepend(words("title", title), words("desc", description));
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id}-title ${id}-desc`);
  return shortened(svg.outerHTML);
}

/** Coordinates with at most two decimals. */
const shortened = (svg: string): string =>
  svg.replace(/(?<=[ ,(="MLHVCAZ-])\d+\.\d{3,}(?:e-\d+)?/g, (number) =>
    String(Number(Number(number).toFixed(2))),
  );
