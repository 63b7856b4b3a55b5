/**
 * Runs from text, a line at a time: comma-separated values with a header, or JSON lines.
 *
 *   run,t,"u[1,2]",loss          {"step": 0.01, "batch": 64}
 *   1,0,0.1,-0.2                 {"t": 0, "u": [0.1, 0.2]}
 *
 * Lines that begin with # are comments, of which `# step: 0.01`, `# batch: 64`, `# error: 1e-6` and
 * `# parameters: p=3, k=2` are read. An empty cell, or a name left out, was not recorded. A reader
 * holds at most {@link mostRows} rows: of longer runs every second row is kept, every fourth, ...
 */
import { modelNames } from "../../model/expression/names.ts";
import { columnOf } from "../observables/state-columns.ts";
import type { RecordedRun, RunColumn, RunFacts, RunTable } from "./run-table.ts";

/** Rows of all runs that are kept at a time. */
const mostRows = 20_000;
/** Runs of one table. */
const mostRuns = 1_000;
/** Characters of a line. */
export const longestLine = 1_000_000;

/** What is wrong with a text, where: `3: expected ..., got ...`. */
export interface WrongRun {
  readonly problem: string;
}

export interface RunReader {
  /** Takes the next line; a problem ends the reading. */
  readonly line: (text: string) => WrongRun | undefined;
  /** Names the run of rows that do not say theirs; a header may follow. */
  readonly begin: (run: string) => void;
  /** Rows taken so far. */
  readonly rows: () => number;
  readonly end: () => RunTable | WrongRun;
}

interface Draft {
  readonly times: number[];
  readonly rows: Map<string, number>[];
  readonly errors: number[];
  seen: number;
}

interface Row {
  readonly run: string;
  readonly t?: number;
  readonly steps?: number;
  readonly error?: number;
  readonly values: Map<string, number>;
}

export function runReader(): RunReader {
  const runs = new Map<string, Draft>();
  const others = new Set<string>();
  let facts: RunFacts = {};
  let header: readonly string[] | undefined;
  let current = "1";
  let [number, stride, kept, taken] = [0, 1, 0, 0];

  const wrong = (problem: string): WrongRun => ({ problem: `${number}: ${problem}` });

  const take = (row: Row): WrongRun | undefined => {
    const t =
      row.t ??
      (facts.step !== undefined && row.steps !== undefined ? row.steps * facts.step : undefined);
    if (t === undefined) {
      return wrong("expected a time t, or steps with a step stated before, got neither.");
    }
    if (!Number.isFinite(t)) return wrong(`expected a finite time, got ${t}.`);
    for (const [name, value] of row.values) {
      if (!Number.isFinite(value))
        return wrong(`expected a finite ${name} at t=${t}, got ${value}.`);
    }
    const draft = runs.get(row.run) ?? { times: [], rows: [], errors: [], seen: 0 };
    if (!runs.has(row.run) && runs.size >= mostRuns) {
      return wrong(`expected at most ${mostRuns} runs, got more.`);
    }
    runs.set(row.run, draft);
    const last = draft.times[draft.times.length - 1];
    if (last !== undefined && !(t > last)) {
      return wrong(`expected a time after ${last} in run ${row.run}, got ${t}.`);
    }
    taken += 1;
    draft.seen += 1;
    if ((draft.seen - 1) % stride !== 0) return undefined;
    draft.times.push(t);
    draft.rows.push(row.values);
    draft.errors.push(Math.max(row.error ?? 0, facts.error ?? 0));
    kept += 1;
    if (kept > mostRows) thin();
    return undefined;
  };

  const thin = (): void => {
    stride *= 2;
    kept = 0;
    for (const draft of runs.values()) {
      for (const list of [draft.times, draft.rows, draft.errors] as unknown[][]) {
        list.splice(0, list.length, ...list.filter((_, i) => i % 2 === 0));
      }
      kept += draft.times.length;
    }
  };

  const line = (text: string): WrongRun | undefined => {
    number += 1;
    if (text.length > longestLine) {
      return wrong(`expected lines of at most ${longestLine} characters, got ${text.length}.`);
    }
    const trimmed = text.trim();
    if (trimmed === "") return undefined;
    if (trimmed.startsWith("#")) {
      facts = { ...facts, ...factOf(trimmed) };
      return undefined;
    }
    if (trimmed.startsWith("{")) {
      const read = jsonLine(trimmed, current);
      if (typeof read === "string") return wrong(read);
      if ("facts" in read) {
        facts = { ...facts, ...read.facts };
        return undefined;
      }
      return take(read);
    }
    const cells = cellsOf(trimmed);
    if (cells === undefined) return wrong("expected a closing quote, got the end of the line.");
    if (header === undefined) {
      const known = cells.some((name) => ["t", "time", "steps"].includes(name.trim()));
      if (!known) return wrong(`expected a header with a column t, got ${shown(trimmed)}.`);
      header = cells.map((name) => name.trim());
      const twice = header.find((name, i) => header?.indexOf(name) !== i);
      return twice === undefined
        ? undefined
        : wrong(`expected each column once, got ${twice} twice.`);
    }
    if (cells.length !== header.length) {
      return wrong(`expected ${header.length} cells, got ${cells.length}: ${shown(trimmed)}.`);
    }
    const row = rowOf(
      header.map((name, i) => [name, cells[i]!.trim()]),
      current,
    );
    return typeof row === "string" ? wrong(row) : take(row);
  };

  const end = (): RunTable | WrongRun => {
    if (runs.size === 0) return { problem: `expected rows of a run, got none in ${number} lines.` };
    const labels = new Set(
      [...runs.values()].flatMap(({ rows }) => rows.flatMap((r) => [...r.keys()])),
    );
    const columns = [...labels].flatMap((label): readonly RunColumn[] => {
      const column = columnOf(label);
      if (column === undefined) others.add(label);
      return column === undefined ? [] : [{ ...column, label }];
    });
    const recorded = [...runs].map(
      ([name, { times, rows, errors }]): RecordedRun => ({
        name,
        times,
        errors,
        rows: rows.map((row) => columns.map(({ label }) => row.get(label) ?? Number.NaN)),
      }),
    );
    const thinned = stride === 1 ? [] : [`every ${stride}th row was kept, of ${taken}`];
    const ignored =
      others.size === 0 ? [] : [`columns without a meaning here: ${[...others].join(", ")}`];
    return { columns, runs: recorded, facts, remarks: [...thinned, ...ignored] };
  };

  const begin = (run: string): void => {
    current = run;
    [number, header] = [0, undefined];
  };

  return { line, begin, rows: () => taken, end };
}

/** A fact in a comment. */
function factOf(comment: string): RunFacts {
  const [, name, text = ""] = /^#\s*(step|batch|error|parameters)\s*:\s*(.+)$/.exec(comment) ?? [];
  if (name === undefined) return {};
  if (name !== "parameters") return numericFact(name, Number(text));
  const pairs = [...text.matchAll(/(\w+)\s*=\s*(\[[^\]]*\]|[^,]+)/g)];
  return { parameters: new Map(pairs.map(([, key = "", value = ""]) => [key, value.trim()])) };
}

const numericFact = (name: string, value: number): RunFacts =>
  Number.isFinite(value) && value > 0 ? { [name]: value } : {};

/** A line of JSON: facts where it has no time, else a row. */
function jsonLine(text: string, run: string): Row | { readonly facts: RunFacts } | string {
  let read: unknown;
  try {
    read = JSON.parse(text.replaceAll(/\b(NaN|-?Infinity)\b/g, '"$1"'));
  } catch {
    return `expected a JSON object on one line, got ${shown(text)}.`;
  }
  const entries = Object.entries(read as Readonly<Record<string, unknown>>);
  const isRow = entries.some(([name]) => ["t", "time", "steps"].includes(name));
  if (!isRow) {
    const facts = entries.map(([name, value]): RunFacts => {
      if (name !== "parameters") {
        return ["step", "batch", "error"].includes(name) ? numericFact(name, Number(value)) : {};
      }
      const given = Object.entries((value ?? {}) as Readonly<Record<string, unknown>>);
      return { parameters: new Map(given.map(([key, at]) => [key, String(at)])) };
    });
    return { facts: Object.assign({}, ...facts) as RunFacts };
  }
  return rowOf(
    entries.flatMap(([name, value]): readonly (readonly [string, string])[] => {
      if (!Array.isArray(value)) return [[name, value === null ? "" : String(value)]];
      const from = name === "a" ? 0 : 1;
      return value.flatMap((entry: unknown, i): [string, string][] =>
        Array.isArray(entry)
          ? entry.map((x: unknown, j) => [`${name}[${i + 1},${j + 1}]`, String(x)])
          : [[`${name}[${i + from}]`, String(entry)] satisfies [string, string]],
      );
    }),
    run,
  );
}

function rowOf(entries: readonly (readonly [string, string])[], run: string): Row | string {
  const values = new Map<string, number>();
  let row: Row = { run, values };
  for (const [name, text] of entries) {
    if (name === "run" || name === "seed") {
      row = { ...row, run: text };
      continue;
    }
    if (text === "") continue;
    const value = numberOf(text);
    if (value === undefined) {
      if (!isOfRun(name)) continue;
      return `expected a number for ${name}, got ${shown(text)}.`;
    }
    if (name === "t" || name === "time") row = { ...row, t: value };
    else if (name === "steps") row = { ...row, steps: value };
    else if (name === "error") row = { ...row, error: Math.abs(value) };
    else values.set(name.replaceAll(" ", ""), value);
  }
  return row;
}

/** Whether a column means something here; others may hold what they like. */
const isOfRun = (name: string): boolean =>
  name === "time" || name === "error" || modelNames.has(columnOf(name)?.name ?? "");

/** Also the ways in which other languages write what is not finite. */
function numberOf(text: string): number | undefined {
  if (/^[-+]?(nan|inf|infinity)$/i.test(text)) return /nan/i.test(text) ? NaN : Infinity;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}

/** Cells of a line, quotes taken off; `undefined` for a quote that does not end. */
function cellsOf(line: string): readonly string[] | undefined {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (c === '"' && isQuoted && line[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (c === '"') isQuoted = !isQuoted;
    else if (c === "," && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += c;
  }
  return isQuoted ? undefined : [...cells, cell];
}

const shown = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
