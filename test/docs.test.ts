/**
 * The commands and examples of the tutorial pages, run as a reader would run them.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadSpec } from "../src/model/load.ts";
import { parseSpec } from "../src/model/parse-spec.ts";
import { folderWith, lemmata, shellLine } from "./command.ts";
import { isFull } from "./full.ts";
import { root } from "./source-files.ts";

const page = (name: string): string => readFileSync(join(root, "docs", name), "utf8");
const blocks = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, b = ""]) => b,
  );

describe("docs/tutorial.md", () => {
  const text = page("tutorial.md");
  const [spec = ""] = blocks(text, "yaml");
  const [said = "", corrected = ""] = blocks(text, "text");
  const verdictsIn = (output: string): readonly string[] =>
    output.split("\n").filter((line) => /^ {2}[✓✗]/.test(line));

  test("its spec gives the verdicts of the page, and the corrected one too", () => {
    const folder = folderWith({
      "specs/fourth.yaml": spec,
      "specs/right.yaml": spec.replace("equals: k\n", "equals: k - 1\n"),
    });
    const wrong = lemmata(["verify", "specs/fourth.yaml"], folder);
    expect(verdictsIn(wrong.stdout)).toEqual(said.trimEnd().split("\n"));
    expect(wrong.status).toBe(1);
    const right = lemmata(["verify", "specs/right.yaml"], folder);
    expect(verdictsIn(right.stdout).at(-1)).toBe(corrected.trimEnd());
    expect(right.status).toBe(0);
  });

  test("its commands are commands", () => {
    const folder = folderWith({});
    const commands = blocks(text, "sh").flatMap((block) => block.trim().split("\n"));
    expect(commands).toContain("lemmata verify specs/fourth.yaml --mutate");
    expect(shellLine(commands[0]!, folder).status).toBe(0);
  });
});

describe("docs/activation.md", () => {
  const text = page("activation.md");
  const commands = blocks(text, "sh").map((block) => block.trim());

  test.each(isFull ? commands : commands.slice(1))("%s", (command) => {
    const { status, stdout } = shellLine(command, root);
    expect(status).toBe(0);
    expect(stdout.length).toBeGreaterThan(500);
  });

  test("its spec holds", () => {
    const folder = folderWith({ "link.yaml": blocks(text, "yaml")[0]! });
    expect(lemmata(["verify", "link.yaml"], folder).stdout).toMatch(/✓ (proved|supported) +loss/);
  });
});

describe("docs/ci.md", () => {
  test("its workflow is YAML, and its commands have options that exist", () => {
    const [workflow = ""] = blocks(page("ci.md"), "yaml");
    const { jobs } = parse(workflow) as {
      jobs: { verify: { steps: readonly { run?: string }[] } };
    };
    const lines = jobs.verify.steps.flatMap(({ run }) =>
      run?.startsWith("npx lemmata") ? [run] : [],
    );
    expect(lines).toHaveLength(3);
    const { stdout } = lemmata(["--help"]);
    for (const option of lines.join(" ").match(/--[a-z-]{2,}/g) ?? [])
      expect(stdout).toContain(option);
  });
});

describe("docs/verdicts.md", () => {
  test("its report is the one that is printed", () => {
    const [spec = ""] = blocks(page("tutorial.md"), "yaml");
    const [shown = ""] = blocks(page("verdicts.md"), "text");
    const folder = folderWith({ "specs/fourth.yaml": spec });
    const { stdout } = lemmata(["verify", "specs/fourth.yaml"], folder);
    for (const line of shown.trimEnd().split("\n")) {
      if (!/ reason /.test(line)) expect(stdout).toContain(line);
    }
  });
});

describe("docs/conform.md", () => {
  test("its rows are rows, and its spec is there", () => {
    expect(loadSpec(join(root, "examples/conform/two-directions.yaml")).spec.claims).toHaveLength(
      4,
    );
    const [csv = ""] = blocks(page("conform.md"), "csv");
    const [json = ""] = blocks(page("conform.md"), "json");
    const spec = join(root, "examples/conform/two-directions.yaml");
    for (const [name, rows] of [
      ["run.csv", csv],
      ["run.jsonl", json],
    ] as const) {
      const folder = folderWith({ [name]: rows });
      const { stdout, status } = lemmata(["conform", spec, "--trajectory", name], folder);
      expect(stdout).toMatch(/undecided: fewer than six rows/);
      expect(stdout).toMatch(/gradient descent with step 0\.01/);
      expect(status).toBe(1);
    }
  });
});

test("parts of specs in the pages can be read", () => {
  expect(parseSpec(blocks(page("activation.md"), "yaml")[0]!, "a.yaml").spec.title).toMatch(/link/);
});
