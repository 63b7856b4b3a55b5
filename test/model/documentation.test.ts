import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseSpec, type SpecReader } from "../../src/model/parse-spec.ts";
import { bad, messagesOf } from "./bad-spec.ts";

const text = readFileSync(join(import.meta.dirname, "../../docs/spec-language.md"), "utf8");
const section = (from: string, to: string): string =>
  text.slice(text.indexOf(`## ${from}`), text.indexOf(`## ${to}`));

/** The examples of section 5 by file name; two files in one block are parted by `---`. */
const examples = new Map(
  [...section("5.", "6.").matchAll(/^\*\*5\.\d+[^\n]*\*\*([^\n]*)\n```yaml\n(.*?)```/gms)].flatMap(
    ([, names = "", block = ""]) => {
      const files = block.split(/^---\n/m);
      return [...names.matchAll(/`([\w-]+\.yaml)`/g)].map(
        ([, name = ""], i) => [name, files[i] ?? ""] as const,
      );
    },
  ),
);

const others: SpecReader = {
  resolve: (path) => path.replace(/^\.\//, ""),
  read: (name) => examples.get(name) ?? { expected: "an example", got: name },
};

describe("docs/spec-language.md", () => {
  test.each([...examples.keys()])("the example %s is a spec without warnings", (name) => {
    expect(parseSpec(examples.get(name) ?? "", name, others).warnings).toEqual([]);
  });

  test("has sixteen examples", () => {
    expect(examples.size).toBe(16);
  });

  test("every message of section 6 is tested as it is printed there", () => {
    const tests = readFileSync(join(import.meta.dirname, "messages.test.ts"), "utf8");
    const messages = section("6.", "7.").matchAll(/`(bad\.yaml:\d[^`]*)`/g);
    const printed = [...messages].map(([, message = ""]) => message);
    expect(printed).toHaveLength(15);
    for (const message of printed) expect(tests).toContain(message);
  });

  test("the spec that section 6 changes is the one of the tests", () => {
    const block = /```yaml\n(title: Bad.*?)```/s.exec(text)?.[1] ?? "";
    const lines = block.split("\n").map((line) => line.replace(/\s+# \d+$/, ""));
    expect(lines.slice(0, -1)).toEqual(bad);
    expect(messagesOf(block)).toEqual([]);
  });
});
