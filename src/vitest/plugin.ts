/**
 * The plugin: specs are test files, a claim is a test, and a failure is shown at its line.
 *
 * A spec becomes a module whose tests stand on the lines where its claims stand, so that places
 * need no source map.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Effort } from "../checks/judge/verdict.ts";
import { loadSpec } from "../model/load.ts";

export interface LemmataPluginOptions {
  /** Which files are specs; `specs/**` with the ending yaml if left out. */
  readonly include?: readonly string[];
  /** How many cases are tried; quick if left out. */
  readonly effort?: Effort;
  /** Of all random numbers; 1 if left out. */
  readonly seed?: number;
  /** Milliseconds for a claim; two minutes if left out. */
  readonly timeout?: number;
}

/** What a plugin of the bundler is, as far as this one goes. */
export interface LemmataPlugin {
  readonly name: string;
  readonly enforce: "pre";
  readonly config: () => {
    readonly test: { readonly include: string[]; readonly setupFiles: string[] };
  };
  readonly transform: (code: string, id: string) => { code: string; map: null } | undefined;
}

/**
 * A plugin for `vitest.config.js`, beside whatever else is tested there.
 *
 * @example defineConfig({ plugins: [lemmata()] })
 */
export function lemmata(options: LemmataPluginOptions = {}): LemmataPlugin {
  const { include = ["specs/**/*.yaml"], effort = "quick", seed = 1, timeout = 120_000 } = options;
  return {
    name: "lemmata",
    enforce: "pre",
    config: () => ({
      test: { include: [...include], setupFiles: [moduleAt("./matchers")] },
    }),
    transform: (_, id) => {
      const path = id.split("?")[0] ?? id;
      if (!/\.ya?ml$/.test(path)) return undefined;
      return { code: moduleOf(resolve(path), { effort, seed, timeout }), map: null };
    },
  };
}

/** A module of this folder, with the ending that this one has. */
function moduleAt(name: string): string {
  const ending = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
  return fileURLToPath(new URL(name + ending, import.meta.url));
}

/** A test for each claim, on its line. */
function moduleOf(path: string, options: Required<Omit<LemmataPluginOptions, "include">>): string {
  const lines = [`import { specSuite } from ${JSON.stringify(moduleAt("./spec-suite"))};`];
  const suite = `const claim = specSuite(${JSON.stringify(path)}, ${JSON.stringify(options)});`;
  lines[0] += ` ${suite}`;
  for (const { id, position } of claimsOf(path)) {
    while (lines.length < position.line) lines.push("");
    lines[position.line - 1] +=
      ` claim(${JSON.stringify(id)}, ${position.line}, ${position.column});`;
  }
  return `${lines.join("\n")}\n`;
}

/** None for a spec that cannot be read: the suite says what is wrong with it. */
function claimsOf(path: string): ReturnType<typeof loadSpec>["spec"]["claims"] {
  try {
    return loadSpec(path).spec.claims.filter(({ position }) => resolve(position.file) === path);
  } catch {
    return [];
  }
}
