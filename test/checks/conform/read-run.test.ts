import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runReader } from "../../../src/checks/conform/read-run.ts";
import type { RunTable } from "../../../src/checks/conform/run-table.ts";

function read(text: string): RunTable | string {
  const reader = runReader();
  for (const line of text.split("\n")) {
    const wrong = reader.line(line);
    if (wrong !== undefined) return wrong.problem;
  }
  const table = reader.end();
  return "problem" in table ? table.problem : table;
}

const table = (text: string): RunTable => {
  const found = read(text);
  if (typeof found === "string") throw new RangeError(found);
  return found;
};

describe("comma-separated values", () => {
  test("a quoted name with a comma, an empty cell, several seeds, facts", () => {
    const { columns, runs, facts } = table(
      '# step: 0.5\n# parameters: p=3, y=[1, 2], k=2\nseed,t,"M[1,2]",M\n7,0,1,2\n7,1,,3\n8,0,5,6\n',
    );
    expect(columns.map(({ name, places }) => [name, places])).toEqual([
      ["M", [1, 2]],
      ["M", []],
    ]);
    expect(runs.map(({ name, rows }) => [name, rows])).toEqual([
      [
        "7",
        [
          [1, 2],
          [Number.NaN, 3],
        ],
      ],
      ["8", [[5, 6]]],
    ]);
    expect(facts.step).toBe(0.5);
    expect([...(facts.parameters ?? [])]).toEqual([
      ["p", "3"],
      ["y", "[1, 2]"],
      ["k", "2"],
    ]);
  });

  test.each([
    ["t,m\n0,1\n0,2", "3: expected a time after 0 in run 1, got 0."],
    ["t,m\n0,nan", "2: expected a finite m at t=0, got NaN."],
    ["t,m\n0", '2: expected 2 cells, got 1: "0".'],
    ["t,m\n0,abc", '2: expected a number for m, got "abc".'],
    ['t,"m\n0,1', "1: expected a closing quote, got the end of the line."],
    ["t,m,m\n0,1,1", "1: expected each column once, got m twice."],
    ["steps,m\n1,2", "2: expected a time t, or steps with a step stated before, got neither."],
    ["", "expected rows of a run, got none in 1 lines."],
  ])("%j is refused with its line", (text, problem) => expect(read(text)).toBe(problem));
});

describe("JSON lines", () => {
  test("lists are entries of a vector or a matrix, from 1, coefficients from 0", () => {
    const { columns, runs, facts } = table(
      '{"batch": 8, "step": 0.1}\n{"steps": 3, "u": [0.5, -1e-3], "a": [7]}\n{"steps": 4, "M": [[1, 2]]}',
    );
    expect(columns.map(({ label }) => label)).toEqual(["u[1]", "u[2]", "a[0]", "M[1,1]", "M[1,2]"]);
    expect(runs[0]!.times[0]).toBeCloseTo(0.3, 15);
    expect(runs[0]!.rows[0]!.slice(0, 3)).toEqual([0.5, -1e-3, 7]);
    expect(facts).toEqual({ batch: 8, step: 0.1 });
  });

  test("words are refused in a column of the language, and nobody's business in another", () => {
    const { runs } = table('{"t": 0, "m": 0.5, "optimizer": "sgd"}');
    expect(runs[0]!.rows).toEqual([[0.5]]);
    expect(read('{"t": 0, "loss": "low"}')).toBe('1: expected a number for loss, got "low".');
  });

  test("doubles come back as they were", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const [csv, json] = [`t,m\n0,${x}`, JSON.stringify({ t: 0, m: x })].map(
          (text) => table(text).runs[0]!.rows[0]![0],
        );
        expect(csv).toBe(x === 0 ? csv : x);
        expect(json! + 0).toBe(x + 0);
      }),
    );
  });
});

test("no text makes the reader throw", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => void read(text)));
});

test("of a long run every second row is kept, every fourth, ...", () => {
  const lines = Array.from({ length: 50_001 }, (_, i) => `${i},${i}`);
  const { runs, remarks } = table(["t,m", ...lines].join("\n"));
  const { times } = runs[0]!;
  expect(times.length).toBeLessThanOrEqual(20_000);
  expect(times.slice(0, 3)).toEqual([0, 4, 8]);
  expect(times.every((t, i) => t === 4 * i)).toBe(true);
  expect(remarks).toEqual(["every 4th row was kept, of 50001"]);
});
