/**
 * What of a paper is checked: the page made from its list of items, its specs and their verdicts.
 */
import type { Claim } from "../model/claim.ts";
import type { CoverageItem, CoverageList, Reference } from "../model/read/read-coverage.ts";
import type { Spec } from "../model/spec.ts";

/** What is kept of a claim's judgement. */
export interface Judged {
  readonly verdict: string;
  /** Of a refutation: what its counterexample rests on. */
  readonly grade?: string;
  readonly asExpected: boolean;
  /** Wrong versions of it that were tried, and those that were noticed; 0 where it has none. */
  readonly mutants: number;
  readonly caught: number;
}

/** Specs by their path from the folder of specs, without its ending: `simsek2025/frames`. */
export type Specs = ReadonlyMap<string, Spec>;
/** Judgements by `simsek2025/frames#circulant`. */
export type Judgements = ReadonlyMap<string, Judged>;

export const referenceText = ({ spec, id }: Reference): string => `${spec}#${id}`;

/**
 * What is wrong with the lists as a whole: names of nothing, folders without a list, what no item
 * names.
 */
export function coverageProblems(lists: readonly CoverageList[], specs: Specs): readonly string[] {
  const named = new Set(lists.flatMap((list) => itemsOf(list).flatMap(namesOf)));
  const owned = new Set(lists.flatMap(({ folders }) => folders));
  const known = new Set([...specs].flatMap(([path, spec]) => idsOf(path, spec)));
  return [
    ...[...named].filter((name) => !known.has(name)).map((name) => `there is no ${name}`),
    ...[...specs.keys()]
      .filter((path) => !owned.has(folderOf(path)))
      .map((path) => `no list has the folder of ${path}`),
    ...[...known].filter((name) => !named.has(name)).map((name) => `no item names ${name}`),
  ];
}

/** The claims without a verdict; the page shows them as not judged. */
export const unjudged = (specs: Specs, judgements: Judgements): readonly string[] =>
  claimNames(specs).flatMap(([name]) => (judgements.has(name) ? [] : [`${name} was not judged`]));

/** The page: a section a paper, a table for each part of its list. */
export const coverageMarkdown = (
  lists: readonly CoverageList[],
  specs: Specs,
  judgements: Judgements,
): string =>
  `${[
    "# Coverage",
    "Made by `npm run coverage` from the lists in [coverage/](coverage/README.md), which say what each mark means.",
    ...lists.flatMap((list) => paperSection(list, specs, judgements)),
  ].join("\n\n")}\n`;

function paperSection(list: CoverageList, specs: Specs, judgements: Judgements): readonly string[] {
  const items = itemsOf(list);
  const count = (what: (item: CoverageItem) => boolean): number => items.filter(what).length;
  const own = claimNames(specs).filter(([name]) => list.folders.includes(folderOf(name)));
  const sum = (of: (judged: Judged) => number): number =>
    own.reduce(
      (total, [name]) => total + (judgements.has(name) ? of(judgements.get(name)!) : 0),
      0,
    );
  return [
    `## ${list.title}`,
    `\`${list.paper}\`, read from ${list.from}.`,
    [
      `${items.length} items: ${count(({ references }) => references.length > 0)} in specs,`,
      `${count(({ references, outOfScope }) => references.length === 0 && outOfScope !== undefined)} out of scope,`,
      `${count(({ open }) => open !== undefined)} open or partly open.`,
      `${own.length} claims; ${sum(({ caught }) => caught)} of ${sum(({ mutants }) => mutants)} wrong versions caught.`,
    ].join(" "),
    ...list.sections.flatMap(({ title, items: part }) => [
      `### ${title}`,
      [
        "| where | what | spec | verdict | caught |",
        "|---|---|---|---|---|",
        ...part.flatMap((item) => itemRows(item, specs, judgements)),
      ].join("\n"),
    ]),
  ];
}

/** The rows of an item: one for each claim, one for what is open or out of scope. */
function itemRows(item: CoverageItem, specs: Specs, judgements: Judgements): readonly string[] {
  const cells = [
    ...item.references.map((reference) => referenceCells(reference, specs, judgements)),
    ...(item.open === undefined ? [] : [["", `open: ${item.open}`, ""]]),
    ...(item.outOfScope === undefined ? [] : [["", `out of scope: ${item.outOfScope}`, ""]]),
  ];
  return cells.map((rest, i) => {
    const head = i === 0 ? [item.where, item.says] : ["", ""];
    return `| ${[...head, ...rest].map(cell).join(" | ")} |`;
  });
}

function referenceCells(
  reference: Reference,
  specs: Specs,
  judgements: Judgements,
): readonly string[] {
  const { spec: path, id } = reference;
  const spec = specs.get(path);
  const link = `[${referenceText(reference)}](../specs/${path}.yaml)`;
  const claim = spec?.claims.find((each) => each.id === id);
  if (claim !== undefined)
    return [link, ...claimCells(claim, judgements.get(referenceText(reference)))];
  if (spec?.experiments.some((each) => each.id === id)) return [link, "observed", ""];
  return [link, "remark", ""];
}

function claimCells({ narrowed }: Claim, judged: Judged | undefined): readonly string[] {
  const tail = narrowed === undefined ? "" : `; narrowed: ${narrowed}`;
  if (judged === undefined) return [`not judged${tail}`, ""];
  const { verdict, grade, asExpected, mutants, caught } = judged;
  const graded = grade === undefined ? verdict : `${verdict} (${grade})`;
  const text = asExpected ? graded : `**${graded}, not as expected**`;
  return [text + tail, mutants === 0 ? "" : `${caught}/${mutants}`];
}

const itemsOf = ({ sections }: CoverageList): readonly CoverageItem[] =>
  sections.flatMap(({ items }) => items);

const namesOf = ({ references }: CoverageItem): readonly string[] => references.map(referenceText);

const idsOf = (path: string, { claims, experiments, remarks }: Spec): readonly string[] =>
  [...claims, ...experiments, ...remarks].map(({ id }) => `${path}#${id}`);

const claimNames = (specs: Specs): readonly (readonly [string, Claim])[] =>
  [...specs].flatMap(([path, { claims }]) =>
    claims.map((claim) => [`${path}#${claim.id}`, claim] as const),
  );

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));

/** Text of one cell of a table. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
