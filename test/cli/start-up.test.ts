import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { entryPoint, folderWith, lemmata } from "../command.ts";
import { root } from "../source-files.ts";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
};

test("--version is that of package.json", () => {
  for (const flag of ["--version", "-V"]) {
    expect(lemmata([flag])).toMatchObject({
      status: 0,
      stdout: `${manifest.version}\n`,
      stderr: "",
    });
  }
});

test("--help names every command, option and exit status", () => {
  const { status, stdout, stderr } = lemmata(["--help"]);
  expect([status, stderr]).toEqual([0, ""]);
  for (const word of [
    "verify",
    "derive",
    "--effort",
    "--seed",
    "--case",
    "--format",
    "Exit status",
  ]) {
    expect(stdout).toContain(word);
  }
  expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
  expect(lemmata(["-h"]).stdout).toBe(stdout);
  expect(lemmata(["help"]).stdout).toBe(stdout);
});

test("nothing at all is wrong use, and answered with the help", () => {
  const { status, stdout } = lemmata([]);
  expect(status).toBe(2);
  expect(stdout).toBe(lemmata(["--help"]).stdout);
});

/** Paths of everything that is loaded beside node's own modules, by a hook on the loader. */
function loadedBy(args: readonly string[]): readonly string[] {
  const folder = folderWith({
    "hook.mjs": [
      'import { appendFileSync } from "node:fs";',
      "const log = (url) => appendFileSync(new URL('loaded.txt', import.meta.url), url + '\\n');",
      "export const load = (url, context, next) => (log(url), next(url, context));",
    ].join("\n"),
    "register.mjs":
      'import { register } from "node:module";\nregister("./hook.mjs", import.meta.url);\n',
    "loaded.txt": "",
  });
  const options = { encoding: "utf8", cwd: root } as const;
  spawnSync(
    process.execPath,
    ["--import", join(folder, "register.mjs"), entryPoint, ...args],
    options,
  );
  return readFileSync(join(folder, "loaded.txt"), "utf8")
    .split("\n")
    .filter((url) => url.startsWith("file:"))
    .map((url) => url.slice(pathToFileURL(root).href.length));
}

describe("what is loaded", () => {
  test.each(["--version", "--help"])("for %s: the entry point and the help texts alone", (flag) => {
    const texts = ["dist/cli/commands.js", "dist/cli/help.js"];
    expect(loadedBy([flag]).toSorted()).toEqual([...texts, "dist/cli/main.js"]);
  });

  test("the trace of this test sees packages where they are loaded", () => {
    const loaded = loadedBy(["verify", "no-such-file.yaml"]);
    expect(loaded.some((path) => path.startsWith("node_modules/commander/"))).toBe(true);
    expect(loaded.some((path) => path.startsWith("node_modules/yaml/"))).toBe(true);
  });

  test("a spec that is wrong costs no engine: neither solver nor algebra system is loaded", () => {
    const loaded = loadedBy(["verify", "no-such-file.yaml"]);
    expect(loaded.filter((path) => /node_modules\/(z3-solver|nerdamer)\//.test(path))).toEqual([]);
  });
});

describe("start-up", () => {
  const pairs = 9;
  /** The machine is shared: a slow round is repeated, a slow program is slow in every round. */
  const rounds = 4;

  const milliseconds = (args: readonly string[]): number => {
    const start = performance.now();
    spawnSync(process.execPath, args, { stdio: "ignore" });
    return performance.now() - start;
  };
  const ratio = (flag: string): number => {
    const found = Array.from({ length: pairs }, () => {
      const plain = milliseconds(["-e", "0"]);
      return milliseconds([entryPoint, flag]) / plain;
    });
    return found.sort((a, b) => a - b)[(pairs - 1) / 2]!;
  };

  test.each(["--version", "--help"])("%s takes at most 1.6 times as long as node -e 0", (flag) => {
    const ratios: number[] = [];
    do ratios.push(ratio(flag));
    while (ratios.length < rounds && Math.min(...ratios) > 1.6);
    expect(Math.min(...ratios)).toBeLessThanOrEqual(1.6);
  });
});
