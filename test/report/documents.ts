/**
 * What a document must be, apart from what it says.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Of every TeX distribution; all but the fonts of amssymb are in the LaTeX base and its tools. */
const packages = new Set(["amsmath", "amssymb", "array", "geometry", "hyperref", "longtable"]);

/** What would keep a LaTeX document from compiling, as far as its structure shows. */
export function latexIssues(latex: string): readonly string[] {
  const issues: string[] = [];
  const bare = latex.replace(/\\[{}$]/g, "");
  const open: string[] = [];
  for (const [, verb, name = ""] of bare.matchAll(/\\(begin|end)\{([a-z*]+)\}/g)) {
    if (verb === "begin") open.push(name);
    else if (open.pop() !== name) issues.push(`\\end{${name}} out of place`);
  }
  if (open.length > 0) issues.push(`not ended: ${open.join(", ")}`);
  let depth = 0;
  for (const c of bare) {
    depth += c === "{" ? 1 : c === "}" ? -1 : 0;
    if (depth < 0) break;
  }
  if (depth !== 0) issues.push("braces");
  for (const [, names = ""] of latex.matchAll(/\\usepackage(?:\[[^\]]*\])?\{([^}]*)\}/g)) {
    for (const name of names.split(",")) if (!packages.has(name)) issues.push(`package ${name}`);
  }
  if (/[^\n -\u024f]/.test(latex)) issues.push("characters that no font of the document has");
  for (const [formula] of latex.matchAll(/\$[^$]*\$|\\\[[\s\S]*?\\\]/g)) {
    if (/[^\n -~]/.test(formula)) issues.push(`not plain in mathematics: ${formula}`);
  }
  if ((bare.match(/\$/g) ?? []).length % 2 === 1) issues.push("a dollar without another");
  const body = /\\begin\{document\}([\s\S]*)\\end\{document\}\n$/.exec(latex)?.[1];
  if (body === undefined) issues.push("no document");
  return issues;
}

/** What is wrong with a page that must stand by itself. */
export function pageIssues(html: string): readonly string[] {
  const issues: string[] = [];
  if (!html.startsWith("<!doctype html>\n<html lang=")) issues.push("no doctype or language");
  if (!/<title>[^<]+<\/title>/.test(html)) issues.push("no title");
  if ((html.match(/<h1/g) ?? []).length !== 1) issues.push("not one heading of the first level");
  if (!html.includes("<h2")) issues.push("no headings");
  if (!html.includes('name="viewport"')) issues.push("no viewport");
  if (!html.includes("prefers-color-scheme: dark")) issues.push("no dark colours");
  const outside = /src=|href=(?!"#)|@import|url\(|<link|<iframe/.exec(html);
  if (outside !== null) issues.push(`something from elsewhere: ${outside[0]}`);
  if (/temml-error|katex/.test(html)) issues.push("a formula that was not set");
  const open: string[] = [];
  const voids = new Set(["meta", "br", "hr", "mspace", "col"]);
  for (const [, slash, name = "", rest = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
    if (voids.has(name) || rest.endsWith("/")) continue;
    if (slash === "") open.push(name);
    else if (open.pop() !== name) issues.push(`</${name}> out of place`);
  }
  if (open.length > 0) issues.push(`not closed: ${open.join(", ")}`);
  return [...new Set(issues)];
}

/**
 * Runs a TeX that is installed on a document and gives its complaint: an error, or a line that is
 * wider than the page. Undefined if none is installed.
 */
export function compiledByTex(): ((latex: string) => string) | undefined {
  const engines = [
    { file: "pdflatex", args: ["-interaction=nonstopmode", "-halt-on-error", "x.tex"] },
    { file: "tectonic", args: ["x.tex"] },
  ];
  const engine = engines.find(({ file }) => spawnSync(file, ["--version"]).status === 0);
  if (engine === undefined) return undefined;
  return (latex) => {
    const folder = mkdtempSync(join(tmpdir(), "lemmata-tex-"));
    writeFileSync(join(folder, "x.tex"), latex);
    const { status, stdout } = spawnSync(engine.file, engine.args, {
      cwd: folder,
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    if (status !== 0) return stdout.slice(-2000);
    return (stdout.match(/^Overfull \\hbox.*$/gm) ?? []).join("\n");
  };
}
