/**
 * Which room of the house may import from which, and how the imports of a source are read.
 */
import { dirname, join, normalize } from "node:path/posix";
import ts from "typescript";

export type Layer =
  | "model"
  | "field"
  | "symbolic"
  | "numeric"
  | "checks"
  | "report"
  | "cli"
  | "vitest";

interface Room {
  /** Layers that its files may import from, its own among them. */
  readonly layers: readonly Layer[];
  readonly packages: readonly string[];
}

/** The arrows of docs/architecture.md. The two witnesses know nothing of each other. */
export const rooms: Readonly<Record<Layer, Room>> = {
  model: { layers: ["model"], packages: ["yaml"] },
  field: { layers: ["field"], packages: [] },
  symbolic: {
    layers: ["symbolic", "model", "field"],
    packages: ["ts-pattern", "nerdamer", "z3-solver", "node:worker_threads", "node:module"],
  },
  numeric: { layers: ["numeric", "model", "field"], packages: ["ml-matrix"] },
  checks: { layers: ["checks", "symbolic", "numeric", "model", "field"], packages: [] },
  report: {
    layers: ["report", "checks", "model", "symbolic"],
    packages: ["chalk", "node:crypto", "temml", "@observablehq/plot", "linkedom"],
  },
  cli: {
    layers: ["cli", "report", "checks", "symbolic", "numeric", "model", "field"],
    packages: ["commander", "node:crypto", "node:fs", "node:os", "node:path", "node:url"],
  },
  vitest: {
    layers: ["vitest", "report", "checks", "symbolic", "numeric", "model", "field"],
    packages: ["vitest", "fast-check", "node:path", "node:url"],
  },
};

/** Packages that a few named files may import beside those of their room. */
export const exceptions: Readonly<Record<string, readonly string[]>> = {
  "src/model/load.ts": ["node:fs", "node:path"],
  "src/checks/ablate.ts": ["fast-check"],
  "src/cli/conform.ts": ["node:readline"],
  "src/cli/foreign-program.ts": ["node:child_process"],
  "src/checks/evidence/store.ts": ["node:crypto"],
  "src/checks/run/pool.ts": ["node:worker_threads"],
  "src/checks/run/observer.ts": ["node:worker_threads"],
};

/** Packages that one file alone may name. */
export const gates: Readonly<Record<string, string>> = {
  nerdamer: "src/symbolic/cas/nerdamer.ts",
  "z3-solver": "src/symbolic/prove/z3.ts",
};

/**
 * All modules that a source names: imports and re-exports, of types too, `import(...)` as a value
 * and as a type, `require(...)` and `.resolve(...)`.
 *
 * A module that is not named by a plain text is given as `?`: nobody can say where it leads.
 */
export function importsOf(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const named = moduleOf(node);
    if (named !== undefined) found.push(ts.isStringLiteralLike(named) ? named.text : "?");
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true));
  return found;
}

function moduleOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const [first = node] = node.arguments;
  const isImport = expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(expression) && expression.text === "require";
  const isResolve =
    ts.isPropertyAccessExpression(expression) &&
    expression.name.text === "resolve" &&
    ts.isStringLiteralLike(first);
  return isImport || isRequire || isResolve ? first : undefined;
}

/**
 * The arrows that a source must not have, each as a sentence; empty if there are none.
 *
 * @param path from the root of the repository, `src/symbolic/decide/cells.ts`
 */
export function forbiddenImports(path: string, source: string): readonly string[] {
  const layer = layerOf(path);
  if (layer === undefined) return [`${path} lies in no layer`];
  const { layers, packages } = rooms[layer];
  return importsOf(source).flatMap((specifier) => {
    if (specifier.startsWith(".")) {
      const target = normalize(join(dirname(path), specifier));
      const other = layerOf(target);
      return other !== undefined && layers.includes(other)
        ? []
        : [`${path} imports ${target}: ${layer} may not import ${other ?? "from there"}`];
    }
    const name = packageOf(specifier);
    const allowed = [...packages, ...(exceptions[path] ?? [])].includes(name);
    const gate = gates[name];
    if (allowed && (gate === undefined || gate === path)) return [];
    return [`${path} imports ${specifier}: ${gate ?? `${layer} may not`}`];
  });
}

/** `ml-matrix` of `ml-matrix/matrix`, `@scope/name` of `@scope/name/file`. */
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

function layerOf(path: string): Layer | undefined {
  const [, layer] = /^src\/([a-z]+)\//.exec(path) ?? [];
  return layer !== undefined && layer in rooms ? (layer as Layer) : undefined;
}
