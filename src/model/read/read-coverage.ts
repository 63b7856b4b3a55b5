/**
 * Lists of what a paper says, item by item, each with the claims that check it or the reason why
 * none does; docs/coverage.md is made from them.
 */
import { type Issue, SpecError } from "../issue.ts";
import type { MapShape } from "../schema/keys.ts";
import type { SourceNode } from "../source/node.ts";
import { readYaml } from "../source/read-yaml.ts";
import { sourceFile } from "../source/source-file.ts";
import { readEntries, readFields } from "./read-map.ts";
import { complain, described, newReport, type Reader, readText, under } from "./reader.ts";

/** A claim, an experiment or a remark of a spec. */
export interface Reference {
  /** From the folder of specs, without its ending: `simsek2025/frames`. */
  readonly spec: string;
  readonly id: string;
}

/** One thing that a paper says. It has references, or a reason, or a reason for what is left. */
export interface CoverageItem {
  /** The place in the paper: `Lemma 1.1`. */
  readonly where: string;
  readonly says: string;
  readonly references: readonly Reference[];
  /** What no spec says yet, and why. */
  readonly open?: string;
  /** Why no spec will. */
  readonly outOfScope?: string;
}

export interface CoverageSection {
  readonly title: string;
  readonly items: readonly CoverageItem[];
}

/** All that a paper says. */
export interface CoverageList {
  readonly title: string;
  /** A key of docs/references.bib. */
  readonly paper: string;
  /** What the items were read from. */
  readonly from: string;
  /** The folders of specs whose every claim, experiment and remark an item must name. */
  readonly folders: readonly string[];
  readonly sections: readonly CoverageSection[];
}

const listShape: MapShape = {
  name: "a coverage list",
  required: ["title", "paper", "from", "folders", "sections"],
  optional: [],
};

const itemShape: MapShape = {
  name: "an item",
  required: ["where", "says"],
  optional: ["specs", "open", "out-of-scope"],
};

/**
 * The list that a text is.
 *
 * @param name What the text is called in messages.
 * @throws SpecError with every issue.
 */
export function readCoverage(text: string, name: string): CoverageList {
  const report = newReport();
  const reader: Reader = { report, path: "" };
  const { root, issues } = readYaml(sourceFile(name, text));
  const list = root && readList(reader, root);
  const all: readonly Issue[] = [...issues, ...report.issues];
  if (all.length > 0 || list === undefined) throw new SpecError(all);
  return list;
}

function readList(reader: Reader, node: SourceNode): CoverageList | undefined {
  const fields = readFields(reader, node, listShape);
  if (fields === undefined) return undefined;
  const text = (key: string): string => {
    const value = fields.get(key)?.value;
    return (value && readText(under(reader, key), value)) ?? "";
  };
  const folders = fields.get("folders")?.value;
  const sections = fields.get("sections")?.value;
  return {
    title: text("title"),
    paper: text("paper"),
    from: text("from"),
    folders: folders === undefined ? [] : readWords(under(reader, "folders"), folders),
    sections: sections === undefined ? [] : readSections(under(reader, "sections"), sections),
  };
}

const readSections = (reader: Reader, node: SourceNode): readonly CoverageSection[] =>
  readEntries(reader, node, "a map from titles to lists of items").map(({ key, value }) => {
    const here = under(reader, key.text);
    return {
      title: key.text,
      items: listItems(here, value, "a list of items").flatMap((item) => readItem(here, item)),
    };
  });

function readItem(reader: Reader, node: SourceNode): readonly CoverageItem[] {
  const fields = readFields(reader, node, itemShape);
  if (fields === undefined) return [];
  const text = (key: string): string | undefined => {
    const value = fields.get(key)?.value;
    return value && readText(under(reader, key), value);
  };
  const [where, says, open, outOfScope] = ["where", "says", "open", "out-of-scope"].map(text);
  if (where === undefined || says === undefined) return [];
  const specs = fields.get("specs")?.value;
  const references = specs === undefined ? [] : readReferences(under(reader, "specs"), specs);
  if (references.length === 0 && open === undefined && outOfScope === undefined) {
    complain(reader, node, {
      expected: "specs, open or out-of-scope",
      got: where,
      cure: "Name the claims that check it, or say why none does.",
    });
  }
  return [
    {
      where,
      says,
      references,
      ...(open === undefined ? {} : { open }),
      ...(outOfScope === undefined ? {} : { outOfScope }),
    },
  ];
}

const readReferences = (reader: Reader, node: SourceNode): readonly Reference[] =>
  readEntries(reader, node, "a map from specs to lists of ids").flatMap(({ key, value }) =>
    readWords(under(reader, key.text), value).map((id) => ({ spec: key.text, id })),
  );

const readWords = (reader: Reader, node: SourceNode): readonly string[] =>
  listItems(reader, node, "a list of names").flatMap((item) => readText(reader, item) ?? []);

function listItems(reader: Reader, node: SourceNode, expected: string): readonly SourceNode[] {
  if (node.kind === "list") return node.items;
  complain(reader, node, { expected, got: described(node) });
  return [];
}
