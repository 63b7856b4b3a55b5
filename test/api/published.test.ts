/**
 * What is published, as the tools that look at packages see it.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isFull } from "../full.ts";
import { root } from "../source-files.ts";

test("every entry that the manifest exports is built", () => {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    exports: Record<string, string | Record<string, string>>;
  };
  const targets = Object.values(exports).flatMap((entry) =>
    typeof entry === "string" ? [entry] : Object.values(entry),
  );
  expect(targets.length).toBeGreaterThan(8);
  expect(targets.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test.runIf(isFull)(
  "publint and arethetypeswrong find nothing",
  () => {
    const run = (program: string, ...args: readonly string[]): string =>
      execFileSync(join(root, "node_modules/.bin", program), args, { cwd: root, encoding: "utf8" });
    expect(run("publint", "--strict")).toMatch(/All good!/);
    const folder = mkdtempSync(join(tmpdir(), "lemmata-packed-"));
    const printed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
      cwd: root,
      encoding: "utf8",
    });
    const packed = join(folder, printed.trim().split("\n").at(-1) ?? "");
    // The package has modules alone: old resolution and require are not its business.
    // It ends with another status than 0, which throws here, where there is a problem.
    const lines = run("attw", packed, "--profile", "esm-only").split("\n");
    const asked = lines.filter((line) => /^(node16 \(from ESM\)|bundler):/.test(line));
    expect(asked.length).toBeGreaterThan(12);
    expect(asked.filter((line) => !line.includes("\u{1f7e2}"))).toEqual([]);
    rmSync(folder, { recursive: true });
  },
  300_000,
);
