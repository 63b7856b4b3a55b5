/**
 * SVG as text: elements with their attributes, everything written out.
 */
import { escaped } from "../html/page.ts";

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; children are SVG already. */
export function element(
  name: string,
  attributes: Attributes,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${escaped(typeof value === "number" ? short(value) : String(value))}"`,
    )
    .join("");
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join("")}</${name}>`;
}

/** Text at a place. */
export const textAt = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  element("text", { x, y, ...attributes }, escaped(text));

/** A coordinate with at most two decimals. */
export const short = (x: number): string => String(Number(x.toFixed(2)) + 0);

/** A path through places; it begins anew where one of them has no place. */
export function pathData(places: readonly (readonly [number, number])[]): string {
  let isOpen = false;
  const parts: string[] = [];
  for (const [x, y] of places) {
    if (!Number.isFinite(x + y)) {
      isOpen = false;
      continue;
    }
    parts.push(`${isOpen ? "L" : "M"}${short(x)} ${short(y)}`);
    isOpen = true;
  }
  return parts.join("");
}
