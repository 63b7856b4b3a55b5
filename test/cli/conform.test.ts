import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, lemmata, type Run } from "../command.ts";
import { isFull } from "../full.ts";
import { root } from "../source-files.ts";

const folder = join(root, "examples/conform");
const spec = "two-directions.yaml";
const node = process.execPath;
const conform = (...args: readonly string[]): Run => lemmata(["conform", spec, ...args], folder);
const flow = (...args: readonly string[]): Run => conform("--", node, "flow.mjs", ...args);

describe("the Node example", () => {
  test("conforms, and its claims agree", () => {
    const { stdout, status } = flow();
    expect(stdout).toMatch(/✓ conforms\n/);
    expect(stdout).toMatch(/4 of 4 wrong flows refuted/);
    expect(stdout).toMatch(/✓ agrees {7}flow/);
    expect(stdout).toMatch(/✓ contradicted no-radial-term/);
    expect(status).toBe(0);
  });

  const faults: readonly [string, RegExp][] = [
    ["rate", /signature it moves at 2 times the predicted speed/],
    ["link", /signature it follows the flow of the link h\(2, z\)/],
    ["projection", /signature an overlap has the size .*the state leaves the sphere/],
    ["sign", /signature it moves at -1 times .*uphill/],
    ["stuck", /signature it stays where it began/],
  ];
  test.each(isFull ? faults : faults.slice(0, 1))(
    "with the fault %s departs, and the fault is named",
    (fault, signature) => {
      const { stdout, status } = flow(fault);
      expect(stdout).toMatch(/✗ departs/);
      expect(stdout).toMatch(signature);
      expect(status).toBe(1);
    },
  );

  test("a fault that begins at t = 1 is seen there", () => {
    const { stdout } = flow("late-rate");
    const [, from, to] = /between t = (\S+) and (\S+):/.exec(stdout) ?? [];
    expect(Number(from)).toBeGreaterThanOrEqual(1);
    expect(Number(from)).toBeLessThan(1.1);
    expect(Number(to)).toBeLessThan(1.2);
  });
});

const python = "/usr/bin/python3";
const hasNumpy = existsSync(python) && spawnSync(python, ["-c", "import numpy"]).status === 0;

describe.skipIf(!hasNumpy)("the numpy example (python3-numpy)", () => {
  const sgd = (...fault: readonly string[]): Run =>
    conform("--step", "0.01", "--batch", "1000", "--rows", "81", "--", python, "sgd.py", ...fault);

  test("SGD conforms", () => {
    const right = sgd();
    expect(right.stdout).toMatch(/against {3}the derived SGD with step 0.01 and batch 1000/);
    expect(right.stdout).toMatch(/✓ conforms/);
    expect(right.status).toBe(0);
  });

  test.runIf(isFull)("at twice the learning rate it departs", () => {
    const wrong = sgd("--fault", "rate");
    expect(wrong.stdout).toMatch(/✗ departs/);
    expect(wrong.stdout).toMatch(/times the predicted speed/);
    expect(wrong.status).toBe(1);
  });

  test.runIf(isFull)("without the projection it leaves the sphere", () => {
    expect(sgd("--fault", "projection").stdout).toMatch(/✗ departs[\s\S]*leaves the sphere/);
  });
});

describe.skipIf(!hasNumpy)("the training example, with numpy in the place of torch", () => {
  test("its protocol conforms", () => {
    const options = ["--step", "0.01", "--batch", "1000", "--rows", "81"];
    const { stdout, status } = conform(...options, "--", python, "training.py", "numpy");
    expect(stdout).toMatch(/✓ conforms/);
    expect(status).toBe(0);
  });

  test("its loss, which torch and jax would differentiate, has the gradient that numpy takes", () => {
    const code = `
import numpy as np, training as t
rng = np.random.default_rng(1)
x, frame, w, link = rng.standard_normal((50, 6)), np.eye(2, 6), np.full(6, 6**-0.5), [0, 0, 0.5, 1]
loss = lambda e: t.loss(w + 1e-5 * e, x, frame, link) - t.loss(w - 1e-5 * e, x, frame, link)
found = np.array([loss(e) / 2e-5 for e in np.eye(6)])
print(np.abs(found / t.numpy_gradient(w, x, frame, link) - 1).max())`;
    const { stdout } = spawnSync(python, ["-c", code], { cwd: folder, encoding: "utf8" });
    // The third differences of a polynomial of degree 6, times the square of the step.
    expect(Number(stdout)).toBeLessThan(1e-6);
  });

  test("is the one that the documentation shows", () => {
    const page = readFileSync(join(root, "docs/conform.md"), "utf8");
    const [, shown] = /```python\n([\s\S]*?)```/.exec(page) ?? [];
    const program = readFileSync(join(folder, "training.py"), "utf8");
    const parts = (shown ?? "").split(/\n+# \.\.\.\n+/);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(program).toContain(part.trim());
  });
});

describe("programs that do not work", () => {
  const program = (code: string, ...options: readonly string[]): Run =>
    conform(...options, "--", node, "-e", code);
  const rows =
    "for (let i = 0; i < 9; i++) console.log(JSON.stringify({ t: i / 10, u: [0.5, 0.25] }));";

  const broken: readonly [string, string, readonly string[], RegExp][] = [
    [
      "hangs",
      `${rows} setInterval(() => {}, 1000)`,
      ["--time-limit", "1"],
      /still running after 1 s; 9 rows came before/,
    ],
    [
      "crashes",
      `${rows} console.error("no GPU"); process.exit(7)`,
      [],
      /ended with status 7; 9 rows came before; standard error ends with:\nno GPU/,
    ],
    [
      "prints garbage",
      `${rows} console.log("loading... {")`,
      [],
      /line 10: expected a header with a column t, got "loading... \{"/,
    ],
    [
      "prints NaN",
      `${rows} console.log('{"t": 1, "u": [NaN, 0.2]}')`,
      [],
      /line 10: expected a finite u\[1\] at t=1, got NaN\.; 9 rows came before/,
    ],
    [
      "prints one endless line",
      "const s = 'x'.repeat(1 << 16), more = () => process.stdout.write(s, more); more()",
      [],
      /printed a line of more than 1048576 characters|expected lines of at most/,
    ],
    [
      "goes back in time",
      `${rows} console.log('{"t": 0.5, "u": [0.5, 0.2]}')`,
      [],
      /line 10: expected a time after 0\.8 in run 1, got 0\.5/,
    ],
    ["prints nothing", "0", [], /expected rows of a run, got none/],
  ];
  test.each(isFull ? broken : broken.slice(0, 4))(
    "one that %s is told of, with what came before",
    (_, code, options, message) => {
      const { stderr, status } = program(code, ...options);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/fault in lemmata/);
      expect([1, 2]).toContain(status);
    },
  );

  test("one that prints a gigabyte is stopped, in bounded memory", () => {
    const code = `const s = '# '+'x'.repeat(1000)+'\\n'; let n = 0;
      const more = () => { while (n++ < 1e6) if (!process.stdout.write(s)) return process.stdout.once('drain', more); }; more();`;
    const { stderr, seconds } = program(code);
    expect(stderr).toMatch(/printed more than 64 MB; 0 rows came before/);
    expect(seconds).toBeLessThan(30);
  });

  test.runIf(isFull)("one that is not there, and a child that outlives its parent", () => {
    expect(conform("--", "no-such-program").stderr).toMatch(/could not be started: .*ENOENT/);
    const code = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(()=>{},1e3)"], { stdio: "inherit" }); ${rows}`;
    const { stderr } = program(code, "--time-limit", "1");
    expect(stderr).toMatch(/still running after 1 s; 9 rows came before/);
  });

  test.runIf(isFull)("what it printed is kept where that is asked for", () => {
    const there = folderWith({});
    program(rows, "--save", join(there, "run.jsonl"));
    expect(existsSync(join(there, "run.jsonl"))).toBe(true);
  });
});

describe("wrong use", () => {
  test.each<[string, readonly string[], RegExp]>([
    ["no source", [], /expected --trajectory FILE or -- COMMAND, got neither/],
    ["two sources", ["--trajectory", "x.csv", "--", "true"], /got both/],
    ["no file", ["--trajectory", "x.csv"], /x\.csv: expected a file of rows, got nothing there/],
    ["an unknown parameter", ["--set", "e=3", "--", "true"], /expected a parameter \(d\)/],
  ])("%s", (_, args, message) => {
    const { stderr, status } = conform(...args);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});

describe("files of rows", () => {
  const csv = (lines: readonly string[]): Run => {
    const there = folderWith({ "run.csv": lines.join("\n") });
    return conform("--trajectory", join(there, "run.csv"));
  };

  test("what simulate writes conforms, with its stated errors", () => {
    const { stdout } = lemmata(["simulate", spec, "--until", "3"], folder);
    const { stdout: report, status } = csv(stdout.split("\n"));
    expect(report).toMatch(/against {3}the derived gradient flow/);
    expect(report).toMatch(/✓ conforms/);
    expect(report).toMatch(/✓ agrees {7}loss/);
    expect(status).toBe(0);
  });

  test("columns of other names are said to be ignored, columns of none refused", () => {
    const { stderr } = csv(["t,accuracy", "0,1", "1,2"]);
    expect(stderr).toMatch(/expected columns of the state \(u\[1\], u\[2\]\), got accuracy/);
  });
});
