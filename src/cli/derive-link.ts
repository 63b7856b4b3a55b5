/**
 * `lemmata derive --link EXPR`: the phase diagram of a link, as a document or as data.
 */
import type { Expression } from "../model/expression/expression.ts";
import { parseExpression } from "../model/expression/parse.ts";
import { closeCas } from "../symbolic/cas/nerdamer.ts";
import type { LinkIssue } from "../symbolic/links/link-issue.ts";
import { type PhaseDiagram, phaseDiagram } from "../symbolic/phase/phase-diagram.ts";
import { closeSolver } from "../symbolic/prove/z3.ts";
import { exitStatus } from "./exit-status.ts";
import type { DeriveCommandOptions } from "./options.ts";

/** The letter in which a link is written on the command line. */
const variable = "x";
/** Characters of a link; what is longer was not written by a person. */
const longest = 2_000;

const largest = { k: 1_000_000, order: 200 };

/** @returns the exit status: 2, with one line on stderr, for a link that has no diagram. */
export async function deriveLinkCommand(
  path: string | undefined,
  { link: given, frame = "equiangular", k, order = 20, format }: DeriveCommandOptions,
): Promise<number> {
  if (given === undefined)
    return refuse("derive: expected a spec file or --link, got neither. Name one of them.");
  if (path !== undefined)
    return refuse("derive: expected a spec file or --link, got both. Leave one out.");
  if (k !== undefined && (k < 2 || k > largest.k)) {
    return refuse(`--k: expected an integer in [2, ${largest.k}], got ${k}.`);
  }
  if (order < 1 || order > largest.order) {
    return refuse(`--order: expected an integer in [1, ${largest.order}], got ${order}.`);
  }
  const link = readLink(given);
  if (typeof link === "string") return refuse(link);
  try {
    const options = { frame, order, ...(k === undefined ? {} : { k: BigInt(k) }) };
    const diagram = await phaseDiagram(link, variable, options);
    if ("code" in diagram) return refuse(located(diagram));
    process.stdout.write(await documentOf(given, diagram, format));
    return exitStatus.expected;
  } finally {
    await closeSolver();
    await closeCas();
  }
}

async function documentOf(
  link: string,
  diagram: PhaseDiagram,
  format: DeriveCommandOptions["format"],
): Promise<string> {
  if (format !== "json") {
    const { phaseDocument } = await import("../report/derivation/phase-document.ts");
    return phaseDocument(link, diagram, format);
  }
  const { phaseJson } = await import("../report/derivation/phase-json.ts");
  return `${JSON.stringify(phaseJson(link, diagram), null, 2)}\n`;
}

/** The tree of a link, or the message that says why there is none. */
function readLink(text: string): Expression | string {
  if (text.length > longest) {
    return `--link: expected at most ${longest} characters, got ${text.length}.`;
  }
  const parsed = parseExpression(text);
  if (parsed.ok) return parsed.value;
  const { offset, expected, got, cure } = parsed.problem;
  return `--link:1:${offset + 1} expected ${expected}, got ${got}.${cure ? ` ${cure}` : ""}`;
}

const located = ({ span, expected, got, cure }: LinkIssue): string =>
  `--link:1:${(span?.start ?? 0) + 1} expected ${expected}, got ${got}. ${cure}`;

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return exitStatus.wrongUse;
}
