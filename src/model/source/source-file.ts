/**
 * A text with a name, and where its lines begin.
 */
import type { Position } from "../spec.ts";

export interface SourceFile {
  /** As it was named by the caller; printed in every message. */
  readonly name: string;
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly lineStarts: readonly number[];
}

/** A file as text in memory. A byte order mark belongs to no line and is dropped. */
export function sourceFile(name: string, text: string): SourceFile {
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lineStarts = [0];
  for (let at = body.indexOf("\n"); at >= 0; at = body.indexOf("\n", at + 1)) {
    lineStarts.push(at + 1);
  }
  return { name, text: body, lineStarts };
}

/** Line and column of an offset; an offset past the end is the end. */
export function positionAt(file: SourceFile, offset: number): Position {
  const at = Math.max(0, Math.min(offset, file.text.length));
  let [low, high] = [0, file.lineStarts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((file.lineStarts[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  const start = file.lineStarts[low] as number;
  return { file: file.name, line: low + 1, column: at - start + 1 };
}

/** Order of places in one file: by line, then by column. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}
