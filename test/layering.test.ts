import { describe, expect, test } from "vitest";
import { forbiddenImports, gates, importsOf, rooms } from "./import-rules.ts";
import { filesIn } from "./source-files.ts";

const sources = filesIn("src", ".ts");

describe("the rooms of the house", () => {
  test.each(Object.keys(rooms))("%s imports only what it may", (layer) => {
    const own = sources.filter(({ path }) => path.startsWith(`src/${layer}/`));
    expect(own.length).toBeGreaterThan(0);
    expect(own.flatMap(({ path, text }) => forbiddenImports(path, text))).toEqual([]);
  });

  test("every file of src lies in a room, but for the one that names what is public", () => {
    const homeless = sources.filter(({ path }) => !/^src\/[a-z]+\/.*\.ts$/.test(path));
    expect(homeless.map(({ path }) => path).filter((path) => path !== "src/index.ts")).toEqual([]);
  });

  test.each(Object.entries(gates))("%s is named in %s and nowhere else", (name, gate) => {
    const naming = sources.filter(({ text }) =>
      importsOf(text).some((specifier) => specifier.split("/")[0] === name),
    );
    expect(naming.map(({ path }) => path)).toEqual([gate]);
  });
});

describe("a rule that is broken is noticed", () => {
  const inSymbolic = (source: string) => forbiddenImports("src/symbolic/predict.ts", source);
  const numeric = "../numeric/measured.ts";

  test.each<[string, string]>([
    ["a value", `import { measured } from "${numeric}";`],
    ["a type", `import type { Measured } from "${numeric}";`],
    ["a type among values", `import { type Measured } from "${numeric}";`],
    ["a side effect", `import "${numeric}";`],
    ["a namespace", `import * as measured from "${numeric}";`],
    ["a re-export", `export { measured } from "${numeric}";`],
    ["a re-export of everything", `export * from "${numeric}";`],
    ["a re-export of a type", `export type { Measured } from "${numeric}";`],
    ["an import when it is wanted", `const m = await import("${numeric}");`],
    ["an import in a template", `const m = await import(\`${numeric}\`);`],
    ["the type of a module", `let x: import("${numeric}").Measured;`],
    ["a type of a module's value", `let x: typeof import("${numeric}").measured;`],
    ["an import as of old", `import measured = require("${numeric}");`],
    ["a require", `const m = require("${numeric}");`],
    ["a path that turns around", 'import "./exact/../../numeric/measured.ts";'],
    ["an import on several lines", `import {\n  measured,\n} from\n  "${numeric}";`],
  ])("%s of the other witness", (_, source) => {
    expect(inSymbolic(source)).toEqual([
      "src/symbolic/predict.ts imports src/numeric/measured.ts: symbolic may not import numeric",
    ]);
  });

  test("the other direction is closed too, and so is the way up", () => {
    const from = (path: string, to: string) => forbiddenImports(path, `import "${to}";`);
    expect(from("src/numeric/measured.ts", "../symbolic/cells.ts")).toHaveLength(1);
    expect(from("src/model/load.ts", "../symbolic/cells.ts")).toHaveLength(1);
    expect(from("src/field/field.ts", "../model/rational.ts")).toHaveLength(1);
    expect(from("src/checks/verify.ts", "../report/json.ts")).toHaveLength(1);
    expect(from("src/report/json.ts", "../numeric/measured.ts")).toHaveLength(1);
    expect(from("src/report/json.ts", "../cli/run.ts")).toHaveLength(1);
    expect(from("src/checks/verify.ts", "../index.ts")).toHaveLength(1);
    expect(from("src/checks/verify.ts", "../../test/import-rules.ts")).toHaveLength(1);
  });

  test("packages belong to rooms, and two of them to one file", () => {
    expect(inSymbolic('import { match } from "ts-pattern";')).toEqual([]);
    expect(inSymbolic('import { Matrix } from "ml-matrix";')).toHaveLength(1);
    expect(inSymbolic('import { readFileSync } from "node:fs";')).toHaveLength(1);
    expect(inSymbolic('import nerdamer from "nerdamer/all.js";')).toEqual([
      "src/symbolic/predict.ts imports nerdamer/all.js: src/symbolic/cas/nerdamer.ts",
    ]);
    expect(inSymbolic('const z3 = await import("z3-solver");')).toHaveLength(1);
    expect(forbiddenImports("src/symbolic/prove/z3.ts", 'await import("z3-solver");')).toEqual([]);
  });

  test("a module without a plain name is not trusted", () => {
    expect(inSymbolic("await import(where);")).toEqual([
      "src/symbolic/predict.ts imports ?: symbolic may not",
    ]);
  });

  test("words in comments and texts are no imports", () => {
    expect(importsOf(`// import "${numeric}";\nconst x = 'from "${numeric}"';`)).toEqual([]);
  });
});
