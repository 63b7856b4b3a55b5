/**
 * Cases that never end, Ctrl-C, and runs that go on where another stopped, on a copy of the built
 * program in which one observation is made to hang.
 */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderWith, lemmata } from "../command.ts";
import { root } from "../source-files.ts";
import { specText } from "../specs.ts";

let copy = "";
let main = "";
const folders: string[] = [];
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "lemmata-hang-"));
  cpSync(join(root, "dist"), join(copy, "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(copy, "package.json"));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  main = join(copy, "dist/cli/main.js");
  const observed = join(copy, "dist/checks/claims/morse-index.js");
  const sound = readFileSync(observed, "utf8");
  const from = "const simulation = simulationAt(at);";
  expect(sound.split(from)).toHaveLength(2);
  const hang = `while (at.claimId === "hangs" && at.key.startsWith("p=4")) {}\n${from}`;
  writeFileSync(
    observed,
    sound.replace(from, () => hang),
  );
});
afterAll(() => {
  for (const folder of [copy, ...folders]) rmSync(folder, { recursive: true });
});

const spec = specText({
  claims: [
    "before: { kind: morse-index, at: average, when: beta = 0, equals: k - 1 }",
    "hangs: { kind: morse-index, at: average, when: beta = 0, equals: k - 1 }",
    "after: { kind: stationary, at: average }",
  ],
});

function folder(): string {
  const made = folderWith({ "spec.yaml": spec });
  folders.push(made);
  return made;
}

const verdictsOf = (json: string): unknown =>
  (
    JSON.parse(json) as { specs: { claims: { id: string; verdict: string }[] }[] }
  ).specs[0]!.claims.map(({ id, verdict }) => `${id} ${verdict}`);

test("a case that never ends is stopped by the clock, and the others are reported", () => {
  const args = ["verify", "spec.yaml", "--case-limit", "3", "--format", "json", "--jobs", "2"];
  const { status, stdout } = lemmata(args, folder(), main);
  expect(status).toBe(1);
  expect(verdictsOf(stdout)).toEqual(["before proved", "hangs interrupted", "after proved"]);
  expect(stdout).toMatch(/stopped after 3 s/);
});

test("Ctrl-C prints and saves what is done, and the next run does not repeat it", async () => {
  const cwd = folder();
  const stopped = await new Promise<{ code: number | null; stdout: string; stderr: string }>(
    (resolve) => {
      const args = [main, "verify", "spec.yaml", "--format", "json", "--jobs", "2"];
      const child = spawn(process.execPath, args, { cwd, env: { ...process.env, NO_COLOR: "1" } });
      let [stdout, stderr] = ["", ""];
      child.stdout.on("data", (text) => {
        stdout += text;
      });
      child.stderr.on("data", (text) => {
        stderr += text;
      });
      // Time enough for everything that does not hang; what is not done then is not expected below.
      const timer = setTimeout(() => child.kill("SIGINT"), 8000);
      child.on("close", (code) => {
        clearTimeout(timer);
        resolve({ code, stdout, stderr });
      });
    },
  );
  expect(stopped.code).toBe(130);
  expect(verdictsOf(stopped.stdout)).toContain("hangs interrupted");
  expect(stopped.stdout).toMatch(/stopped by Ctrl-C/);
  expect(stopped.stderr).toMatch(/observations are kept in \.lemmata/);
  const kept = readdirSync(join(cwd, ".lemmata"));
  expect(kept.length).toBeGreaterThan(0);

  // A run that had to observe a kept case again would not see what is written into it here.
  for (const name of kept) {
    const path = join(cwd, ".lemmata", name);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('"status":"observed"', '"reason":"kept","status":"unusable"'));
  }
  const next = lemmata(["verify", "spec.yaml", "--case-limit", "3"], cwd, main);
  expect(next.stdout).toMatch(/kept/);
}, 60_000);

test("evidence in a cache is used, and that of another program is not", () => {
  const cwd = folder();
  const args = ["verify", "spec.yaml", "--case", "after", "--cache", "kept", "--format", "json"];
  const first = lemmata(args, cwd, main);
  const files = readdirSync(join(cwd, "kept"));
  expect(files.length).toBeGreaterThan(0);
  expect(lemmata(args, cwd, main).stdout).toBe(first.stdout);
  expect(readdirSync(join(cwd, "kept"))).toEqual(files);
  expect(lemmata(args, cwd).stdout).toBe(first.stdout);
  expect(readdirSync(join(cwd, "kept"))).toHaveLength(2 * files.length);
  expect(existsSync(join(cwd, ".lemmata"))).toBe(false);
});
