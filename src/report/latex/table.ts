/**
 * Tables that fit the page: where the columns would be wider than a line, the wide ones wrap.
 */
import { partsOf } from "../document-blocks.ts";
import { breakable, printedSigns } from "./breakable.ts";

/** Points: a line less what estimates are short by; a sign; the space around a column. */
const page = { line: 428, sign: 5, between: 9 };

/** Columns of longtable, one for each of the head. */
export function columnsFor(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const widths = (of: (cell: string) => number): readonly number[] =>
    head.map((_, i) => page.sign * Math.max(...[head, ...rows].map((row) => of(row[i] ?? ""))));
  const whole = widths((cell) => sumOf(pieces(cell)) + pieces(cell).length - 1);
  const least = widths((cell) => Math.max(...pieces(cell)));
  const room = page.line - page.between * head.length;
  if (sumOf(whole) <= room) return head.map(() => "l");
  const share = shareOf(whole, least, room);
  return whole.map((width, i) => {
    const given = Math.max(share, least[i]!);
    return width <= given ? "l" : `>{\\raggedright\\arraybackslash}p{${Math.ceil(given) + 1}pt}`;
  });
}

/** Letters and digits are narrower than the signs of formulas with what is around them. */
const letter = 0.88;

const sumOf = (widths: readonly number[]): number => widths.reduce((a, b) => a + b, 0);

/** Signs of what a cell cannot be broken into any further: words, and the terms of formulas. */
const pieces = (cell: string): readonly number[] =>
  partsOf(cell).flatMap((part, i) =>
    i % 2 === 1
      ? breakable(part)
          .split(/ (?=[+-] )/)
          .map(printedSigns)
      : part.split(/ |(?<=`.*[-+*/])/).map(({ length }) => letter * length),
  );

/** What a wide column gets, so that all fit: the others get what they need. */
function shareOf(whole: readonly number[], least: readonly number[], room: number): number {
  const taken = (share: number): number =>
    sumOf(whole.map((width, i) => Math.min(width, Math.max(share, least[i]!))));
  let [low, high] = [0, room];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (taken(middle) <= room) low = middle;
    else high = middle;
  }
  return low;
}
