/**
 * Formulas that TeX can break: outside of braces and of \left ... \right it breaks a line of text
 * after a relation or a binary operator, and nowhere in a fraction.
 */

/** The argument in braces that starts at a place: what is in it, and where it ends. */
function argumentAt(
  latex: string,
  start: number,
): { readonly inner: string; readonly end: number } {
  let depth = 0;
  for (let i = start; i < latex.length; i++) {
    if (latex[i] === "\\") i += 1;
    else if (latex[i] === "{") depth += 1;
    else if (latex[i] === "}" && --depth === 0) {
      return { inner: latex.slice(start + 1, i), end: i + 1 };
    }
  }
  return { inner: latex.slice(start + 1), end: latex.length };
}

/** Signs that are printed, roughly: a command is one, a fraction as wide as its longer part. */
export function printedSigns(latex: string): number {
  let count = 0;
  for (let i = 0; i < latex.length; ) {
    const [command] = /^\\(?:[a-zA-Z]+|.)/.exec(latex.slice(i)) ?? [];
    if (command === "\\frac") {
      const top = argumentAt(latex, i + command.length);
      const bottom = argumentAt(latex, top.end);
      // Set in the next smaller size.
      count += 1 + 0.75 * Math.max(printedSigns(top.inner), printedSigns(bottom.inner));
      i = bottom.end;
    } else if (command !== undefined) {
      count += /^\\(?:left|right|[,;! ])$/.test(command) ? 0.3 : namedFunction(command);
      i += command.length;
    } else {
      const sign = latex[i]!;
      count += /[+=<>-]/.test(sign) ? 2 : /[\s{}^_]/.test(sign) ? 0 : 1;
      i += 1;
    }
  }
  return count;
}

const namedFunction = (command: string): number =>
  /^\\(?:log|exp|sin|cos|erf|operatorname|mathrm|mathbb)$/.test(command) ? 1.5 : 1.2;

/** Numerators and denominators beyond this are written before and behind a stroke. */
const longest = 48;

/** The same formula where it is too wide for a line. */
export function breakable(latex: string): string {
  let written = "";
  for (let i = 0; i < latex.length; ) {
    if (!latex.startsWith("\\frac{", i)) {
      written += latex[i];
      i += 1;
      continue;
    }
    const top = argumentAt(latex, i + "\\frac".length);
    const bottom = argumentAt(latex, top.end);
    const isLong = [top, bottom].some(({ inner }) => printedSigns(inner) > longest);
    written += isLong
      ? `${bracketed(breakable(top.inner))} \\big/ ${bracketed(breakable(bottom.inner))}`
      : latex.slice(i, bottom.end);
    i = bottom.end;
  }
  return written.replaceAll("\\left(", "\\bigl(").replaceAll("\\right)", "\\bigr)");
}

const bracketed = (latex: string): string =>
  / [+-] /.test(latex) || latex.startsWith("-") ? `\\bigl(${latex}\\bigr)` : latex;
