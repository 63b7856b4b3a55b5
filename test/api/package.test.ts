/**
 * The packed package, as a program that depends on it sees it: the examples of docs/api.md compile
 * against its types, run, and print what the page says.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../source-files.ts";

const folder = mkdtempSync(join(tmpdir(), "lemmata-package-"));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
  }).trim();
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "lemmata"), { recursive: true });
  execFileSync("tar", [
    "-xzf",
    join(folder, packed),
    "-C",
    join(modules, "lemmata"),
    "--strip-components=1",
  ]);
  const manifest = JSON.parse(readFileSync(join(modules, "lemmata/package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(manifest.dependencies)) {
    const place = join(modules, name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, "node_modules", name), place);
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});

const page = readFileSync(join(root, "docs/api.md"), "utf8");
const examples = [...page.matchAll(/```ts\n(.*?)```\n\n```text\n(.*?)```/gs)].map(
  ([, code = "", printed = ""], i) => [`example ${i + 1}`, code, printed] as const,
);

const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  noEmit: true,
};

/** What the compiler says of a program that uses the package. */
function issuesOf(name: string, code: string): readonly string[] {
  const path = join(folder, `${name}.ts`);
  writeFileSync(path, code);
  const program = ts.createProgram([path], options);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("the examples of docs/api.md", () => {
  test("are six", () => expect(examples).toHaveLength(6));

  test.each(examples)("%s compiles, and prints what the page says", (name, code, printed) => {
    const file = name.replace(" ", "-");
    expect(issuesOf(file, code)).toEqual([]);
    const compilerOptions = { ...options, module: ts.ModuleKind.ES2022 };
    const { outputText } = ts.transpileModule(code, { compilerOptions });
    writeFileSync(join(folder, `${file}.mjs`), outputText);
    const run = spawnSync(process.execPath, [`${file}.mjs`], {
      cwd: folder,
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(run.stderr).toBe("");
    expect(run.stdout).toBe(printed);
    expect(run.status).toBe(0);
  });
});

describe("the types ask for every part", () => {
  const [, kind = ""] = examples.find(([, code]) => code.includes("registerKind(")) ?? [];

  test.each([
    ["observe", /observe: .*?\n {2}\},\n/s],
    ["predict", /predict: .*\n/],
    ["claimed", /claimed: .*?\n {2}\},\n/s],
    ["twins", /twins: .*\n/],
    ["answers", /answers: .*\n/],
  ])("a kind without %s does not compile", (part, text) => {
    const without = kind.replace(text, "");
    expect(without).not.toBe(kind);
    expect(issuesOf(`without-${part}`, without).join("\n")).toMatch(new RegExp(`'${part}'`));
  });

  test("nor does an observation that asks for the answer, or a claim without its fields", () => {
    const peeking = kind.replace("({ at: point }, at)", "({ at: point, equals }, at)");
    expect(issuesOf("peeking", peeking).join("\n")).toMatch(/'equals'/);
    const claim = 'import type { ClaimText } from "lemmata";\nexport const c: ClaimText = ';
    expect(issuesOf("whole", `${claim}{ kind: "morse-index", at: "average" };`)).toEqual([]);
    expect(issuesOf("misspelt", `${claim}{ kind: "morse-indx", at: "average" };`)).not.toEqual([]);
    expect(issuesOf("partial", `${claim}{ kind: "threshold", in: "p" };`)).not.toEqual([]);
  });
});
