/**
 * What is wrong inside one text, by offset; the loader turns it into an {@link Issue} of a file.
 */
export interface Problem {
  /** Offset of the offending word in its own text. */
  readonly offset: number;
  /** The rule, without the word "expected". */
  readonly expected: string;
  readonly got: string;
  readonly cure?: string;
}

/** What came of reading a text: a value, or what is wrong with it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** Leaves the recursive descent at the first problem; never leaves this folder. */
export class SyntaxProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`expected ${problem.expected}, got ${problem.got}.`);
    this.name = "SyntaxProblem";
    this.problem = problem;
  }
}

/** Runs a reader, and gives the problem it met as a value; any other error is passed on. */
export function attempt<T>(read: () => T): Parsed<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { ok: false, problem: error.problem };
    throw error;
  }
}
