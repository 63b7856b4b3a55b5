/**
 * A project of a user: the packed package, what `lemmata init` makes, and the test runner.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { lemmata } from "../command.ts";
import { isFull } from "../full.ts";
import { packedProject } from "../packed-project.ts";

let folder = "";
let main = "";

beforeAll(() => {
  folder = packedProject();
  main = join(folder, "node_modules/lemmata/dist/cli/main.js");
  expect(lemmata(["init"], folder, main).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/COLOR|^CI$|^VITEST|^NODE_OPTIONS$/.test(name)),
);

function npmTest(): { readonly output: string; readonly status: number | null } {
  const { stdout, stderr, status } = spawnSync("npm", ["test", "--silent"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...environment, NO_COLOR: "1" },
    timeout: 120_000,
  });
  return { output: stdout + stderr, status };
}

describe("a project made by lemmata init", () => {
  const spec = (): string => join(folder, "specs/first.yaml");

  test("passes as made; a wrong claim fails at its line", () => {
    const right = npmTest();
    expect(right.output).toMatch(/2 passed/);
    expect(right.status).toBe(0);
    const text = readFileSync(spec(), "utf8");
    const wrong = text.replace("equals: 1/(k + 1)", "equals: 1/(k + 2)");
    expect(wrong).not.toBe(text);
    writeFileSync(spec(), wrong);
    const line = wrong.split("\n").indexOf("  threshold:") + 1;
    const { output, status } = npmTest();
    writeFileSync(spec(), text);
    expect(output).toContain(`claim specs/first.yaml:${line}:3`);
    expect(output).toMatch(/threshold: refuted, expected holds/);
    expect(output).toMatch(/1 failed \| 1 passed/);
    expect(status).toBe(1);
  });

  test.runIf(isFull)("a spec that cannot be read fails at the line of its first issue", () => {
    const text = readFileSync(spec(), "utf8");
    writeFileSync(spec(), text.replace("kind: threshold", "kind: treshold"));
    const { output, status } = npmTest();
    writeFileSync(spec(), text);
    expect(output).toMatch(/Did you mean threshold\?/);
    expect(output).toMatch(/specs\/first\.yaml:19:11/);
    expect(status).toBe(1);
  });

  test("nothing is overwritten", () => {
    const { status, stderr } = lemmata(["init"], folder, main);
    expect(stderr).toMatch(/expected a folder without package\.json, vitest\.config\.js/);
    expect(status).toBe(2);
  });

  test("the schema line of the first spec leads to a schema that the spec meets", () => {
    const text = readFileSync(spec(), "utf8");
    const [, path = ""] = /^# yaml-language-server: \$schema=(\S+)/.exec(text) ?? [];
    const schema = resolve(dirname(spec()), path);
    expect(existsSync(schema)).toBe(true);
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(readFileSync(schema, "utf8")),
    );
    expect(validate(parse(text))).toBe(true);
    expect(validate(parse(text.replace("kind: threshold", "kind: treshold")))).toBe(false);
  });
});

describe("matchers and arbitraries", () => {
  const tests = `import { readFileSync } from "node:fs";
import fc from "fast-check";
import { defineSpec } from "lemmata";
import { frames, models } from "lemmata/fast-check";
import "lemmata/vitest/matchers";
import { expect, test } from "vitest";

const spec = "node_modules/lemmata/examples/conform/two-directions.yaml";
const rows = (speed: number) =>
  Array.from({ length: 60 }, (_, i) => {
    const t = i / 20;
    // One direction alone: m' = 3 (m^2 - m^4) is solved by the inverse of t(m).
    const time = (m: number) => (Math.atanh(m) - 1 / m - Math.atanh(0.5) + 2) / 3;
    let [low, high] = [0.5, 1 - 1e-12];
    for (let j = 0; j < 60; j++) {
      const middle = (low + high) / 2;
      if (time(middle) < speed * t) low = middle;
      else high = middle;
    }
    return { t, u: [low, 0] };
  });

test("rows follow", { timeout: 60_000 }, () => {
  const set = { d: 30, "u[1]": "1/2", "u[2]": 0 };
  expect(rows(1)).toFollow({ spec, set, error: 1e-9 });
  expect(rows(1.1)).not.toFollow({ spec, set, error: 1e-9 });
  expect(() => expect(rows(2)).toFollow({ spec, set, error: 1e-9 })).toThrow(/2 times the predicted/);
});

test("a spec is verified", { timeout: 60_000 }, async () => {
  await expect("specs/first.yaml").toBeVerified();
  const wrong = readFileSync("specs/first.yaml", "utf8").includes("k + 2");
  expect(wrong).toBe(false);
});

test("models can be defined", () => {
  fc.assert(
    fc.property(models, (model) => {
      const claims = { loss: { kind: "identity", of: "loss", equals: "loss" } } as const;
      expect(defineSpec({ title: "A model", model, claims }).claims).toHaveLength(1);
    }),
  );
  fc.assert(fc.property(frames(3), (frame) => frame !== undefined));
});
`;

  test("work in the test runner", () => {
    const config = join(folder, "vitest.config.js");
    const before = readFileSync(config, "utf8");
    writeFileSync(join(folder, "own.test.ts"), tests);
    writeFileSync(
      config,
      before.replace(
        "plugins: [lemmata()]",
        'plugins: [lemmata()], test: { include: ["*.test.ts"] }',
      ),
    );
    const { output, status } = npmTest();
    writeFileSync(config, before);
    expect(output).toMatch(/5 passed/);
    expect(status).toBe(0);
  });

  test.each([
    ["node16", ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16],
    ["bundler", ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
  ])("types resolve under %s", (_, module, moduleResolution) => {
    const path = join(folder, "own.test.ts");
    writeFileSync(path, tests);
    const plugin = join(folder, "plugin.ts");
    writeFileSync(
      plugin,
      'import { lemmata } from "lemmata/vitest";\nimport { defineConfig } from "vitest/config";\nexport const config = defineConfig({ plugins: [lemmata({ effort: "quick" })] });\n',
    );
    const program = ts.createProgram([path, plugin], {
      strict: true,
      target: ts.ScriptTarget.ES2022,
      module,
      moduleResolution,
      types: ["node"],
      typeRoots: [join(folder, "node_modules/@types")],
      skipLibCheck: true,
      noEmit: true,
    });
    const issues = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    expect(issues).toEqual([]);
  });
});
