/**
 * From a character of a scalar's value back to the character of the file that wrote it.
 *
 * YAML folds lines, strips indentation and undoes escapes, so the two texts are walked side by
 * side: a character stands for itself, for the end of an escape, or for a run of white space.
 */
export type ScalarStyle = "plain" | "quoted" | "block";

export interface WrittenScalar {
  readonly file: { readonly text: string };
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly style: ScalarStyle;
}

/**
 * Offset in the file of the character at `index` of the scalar's value.
 *
 * @param index At most the length of the value; the length itself is the place after its end.
 */
export function offsetInScalar(scalar: WrittenScalar, index: number): number {
  const { text, style } = scalar;
  const source = scalar.file.text;
  const quote = style === "quoted" ? source[scalar.start] : undefined;
  let at = bodyStart(scalar);
  let previousEnd = at;
  for (let i = 0; i < text.length; i++) {
    const wanted = text[i] as string;
    at = skipToCharacter(source, at, scalar.end, wanted, quote === '"');
    if (i === index) return Math.min(at, scalar.end);
    at += writtenLength(source, at, quote);
    // An astral character written as one escape is two characters of the value.
    if (source[previousEnd] === "\\" && isLowSurrogate(wanted)) at = previousEnd;
    previousEnd = at;
  }
  return Math.min(previousEnd, scalar.end);
}

function bodyStart({ file, start, style }: WrittenScalar): number {
  if (style === "plain") return start;
  if (style === "quoted") return start + 1;
  const lineEnd = file.text.indexOf("\n", start);
  return lineEnd < 0 ? file.text.length : lineEnd + 1;
}

/** Passes over indentation, folds and line continuations, none of which the value holds. */
function skipToCharacter(
  source: string,
  from: number,
  end: number,
  wanted: string,
  escapes: boolean,
): number {
  if (source[from] === wanted) return from;
  let at = from;
  while (at < end) {
    if (escapes && source[at] === "\\" && /[\r\n]/.test(source[at + 1] ?? "")) at += 2;
    else if (isSpace(source[at]) && !isSpace(wanted)) at += 1;
    else break;
  }
  return at;
}

/** How many characters of the file the character of the value there takes. */
function writtenLength(source: string, at: number, quote: string | undefined): number {
  if (quote === "'" && source[at] === "'" && source[at + 1] === "'") return 2;
  if (quote !== '"' || source[at] !== "\\") return 1;
  const longer: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
  const letter = source[at + 1] ?? "";
  return Object.hasOwn(longer, letter) ? (longer[letter] as number) : 2;
}

const isSpace = (character: string | undefined): boolean =>
  character === " " || character === "\t" || character === "\n" || character === "\r";

const isLowSurrogate = (character: string): boolean => /[\uDC00-\uDFFF]/.test(character);
