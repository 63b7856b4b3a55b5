import { describe, expect, test } from "vitest";
import { filesIn } from "./source-files.ts";

const [bibliography] = filesIn("docs", "references.bib");
const entries = [...(bibliography?.text ?? "").matchAll(/^@([a-z]+)\{([^,\s]+),(.*)\}$/gm)].map(
  ([, type = "", key = "", fields = ""]) => ({ type, key, fields }),
);
const keys = new Set(entries.map(({ key }) => key));

/** Keys in `[Key]`, `[Key, place]`, `[Key, place; Key2, place]`. */
function citedIn(text: string): readonly string[] {
  const groups = text.replaceAll(/\s+(?:\*|\/\/)?\s*/g, " ").matchAll(/\[([^[\]]+)\]/g);
  return [...groups].flatMap(([, group = ""]) =>
    group
      .split(";")
      .map((part) => part.split(",")[0]?.trim() ?? "")
      .filter((key) => /^[A-Za-z]+[0-9]{4}[a-z]?$/.test(key) || keys.has(key)),
  );
}

describe("every key that is cited is in docs/references.bib", () => {
  test.each([
    ["src", ".ts"],
    ["docs", ".md"],
    ["test", ".ts"],
  ])("in %s", (folder, ending) => {
    const unknown = filesIn(folder, ending)
      .filter(({ path }) => path !== "test/references.test.ts")
      .flatMap(({ path, text }) => citedIn(text).map((key) => ({ path, key })))
      .filter(({ key }) => !keys.has(key));
    expect(unknown).toEqual([]);
  });

  test("the sources that a derivation prints beside its steps", () => {
    const printed = filesIn("src", ".ts").flatMap(({ text }) =>
      [...text.matchAll(/"([A-Za-z]+[0-9]{4}), /g)].map(([, key = ""]) => key),
    );
    expect(printed.length).toBeGreaterThan(0);
    expect(printed.filter((key) => !keys.has(key))).toEqual([]);
  });

  test("the paper of every spec", () => {
    const papers = filesIn("specs", ".yaml").flatMap(({ text }) =>
      [...text.matchAll(/\bpaper: *([A-Za-z0-9]+)/g)].map(([, key = ""]) => key),
    );
    expect(papers.length).toBeGreaterThan(0);
    expect(papers.filter((key) => key !== "lemmata" && !keys.has(key))).toEqual([]);
  });
});

describe("docs/references.bib", () => {
  test("has one entry a line, in the order of the keys, none twice", () => {
    const lines = (bibliography?.text ?? "").trim().split("\n");
    expect(entries).toHaveLength(lines.length);
    const lower = entries.map(({ key }) => key.toLowerCase());
    expect(lower).toEqual([...new Set(lower)].sort());
  });

  test("gives a title and an author for each", () => {
    const bare = entries.filter(
      ({ fields }) => !/title=\{.+\}/.test(fields) || !/(author|organization)=\{.+\}/.test(fields),
    );
    expect(bare).toEqual([]);
  });
});

test("a citation is found in every way of writing it, and other brackets are none", () => {
  expect(
    citedIn("[Absil2008, Eq. 5.15], [Brown1971; Geddes1992, §7.4] and\n * [DLMF, Eq.\n * 1]"),
  ).toEqual(["Absil2008", "Brown1971", "Geddes1992", "DLMF"]);
  expect(citedIn("[Nobody1999]")).toEqual(["Nobody1999"]);
  expect(citedIn("u[j], A[i,j], [1, 2], [-13.5, 13.5], [text](link.md)")).toEqual([]);
});
