import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lemmata } from "../command.ts";
import { specText } from "../specs.ts";

const claims = [
  "index: { kind: morse-index, at: average, when: beta < 1/5, equals: k - 1 }",
  "wrong: { kind: morse-index, at: average, when: beta < 1/5, equals: k }",
];
const parameters = ["p: 3", "k: 2", "d: 3", "beta: { in: 0 <= real < 1, sampled: [0, 1/10] }"];
const more = ["experiments:", '  drawn: { x: beta, y: "at(loss, average)" }'];

describe("verify --html", () => {
  const folder = mkdtempSync(join(tmpdir(), "lemmata-html-"));
  beforeAll(() => {
    // Two specs of one name, and one that is called like the overview.
    for (const name of ["one/a-b.yaml", "one-a/b.yaml", "index.yaml"]) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), specText({ parameters, more, claims }));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("writes an overview and a page for each spec, and prints and exits as without", () => {
    const args = ["verify", "one", "one-a", "index.yaml", "--format", "markdown"];
    const { status, stdout, stderr } = lemmata([...args, "--html", "out"], folder);
    expect([status, stderr]).toEqual([1, ""]);
    const without = lemmata(["verify", "one", "--format", "markdown"], folder);
    expect(without.status).toBe(status);
    expect(stdout).toContain(without.stdout.trimEnd());
    const names = readdirSync(join(folder, "out")).sort();
    expect(names).toEqual(["index-2.html", "index.html", "one-a-b-2.html", "one-a-b.html"]);
    const overview = readFileSync(join(folder, "out", "index.html"), "utf8");
    for (const name of names.filter((one) => one !== "index.html")) {
      expect(overview).toContain(`href="${name}"`);
      const page = readFileSync(join(folder, "out", name), "utf8");
      expect(page).toContain("claimed 2, derived 1, observed 1");
      expect(page).toContain("at(loss, average)");
    }
  });
});
