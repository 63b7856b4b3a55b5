/**
 * One claim on a page: what it says and where it stands, its verdict with the numbers behind it,
 * the wrong versions of it, the derivation, and the command that judges it again.
 */
import type { Ablation } from "../../checks/ablate.ts";
import type { Figure } from "../../checks/judge/figure.ts";
import type {
  ClaimReport,
  ComparedPair,
  Resolution,
  TwinOutcome,
} from "../../checks/judge/verdict.ts";
import type { Claim } from "../../model/claim.ts";
import { ablationLines } from "../ablation.ts";
import { budgetChart } from "../figure/budget-chart.ts";
import { casesChart, ratioOf } from "../figure/cases-chart.ts";
import {
  budgetText,
  claimedText,
  controlsText,
  derivedText,
  formatNumber,
  predictedText,
  replayCommand,
  sidesText,
  sourceText,
} from "../sentences.ts";
import { statementOf } from "../statement/statement.ts";
import { htmlBlock, inline } from "./blocks.ts";
import { figureHtml } from "./figure.ts";
import { escaped } from "./page.ts";
import { commandHtml, foldedHtml, tableHtml, termsHtml, verdictHtml } from "./parts.ts";

/** @param claim the claim as it was read; without it only the written fields are shown */
export function claimSection(
  report: ClaimReport,
  claim: Claim | undefined,
  ablations: readonly Ablation[],
): string {
  const { id, figure } = report;
  return [
    `<section id="${escaped(id)}" aria-labelledby="${escaped(id)}-heading">`,
    `<h2 id="${escaped(id)}-heading">${escaped(id)} ${verdictHtml(report)}</h2>`,
    headOf(report, claim),
    verdictPart(report),
    ...(figure === undefined ? [] : [figureHtml(figure, `${id}-seen`, seenCaption(figure))]),
    controlsPart(report),
    ablationPart(ablations),
    derivationPart(report),
    "<h3>To judge it again</h3>",
    commandHtml(replayCommand(report.replay)),
    "</section>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

const seenCaption = ({ x, y }: Figure): string =>
  `<span class="quiet">What was observed, and what is claimed: ${escaped(`${y.join(", ")} against ${x}`)}</span>`;

function headOf(report: ClaimReport, claim: Claim | undefined): string {
  const { kind, source, says, position } = report;
  const written = claimedText(report);
  const statement = claim === undefined ? [] : statementOf(claim);
  const place = `${position.file}:${position.line}`;
  const cited = sourceText(source);
  const origin = [
    escaped(kind),
    ...(cited === "" ? [] : [escaped(cited)]),
    `<code>${escaped(place)}</code>`,
  ];
  return [
    `<p class="quiet">${origin.join(" \u00b7 ")}</p>`,
    ...(statement.length === 0
      ? []
      : [
          `<div class="statement">${statement.map((sentence) => `<p class="wide" tabindex="0">${inline(sentence)}</p>`).join("\n")}</div>`,
        ]),
    ...(says === undefined ? [] : [`<p>${escaped(says)}</p>`]),
    ...(written === ""
      ? []
      : [`<p class="quiet">As written: <code>${escaped(written)}</code></p>`]),
  ].join("\n");
}

/** The pair that the verdict turns on, else the one that comes nearest to refuting. */
function decisivePair({
  conflict,
  counterexample,
  observed,
}: ClaimReport): ComparedPair | undefined {
  const ratio = (pair: ComparedPair): number => ratioOf(pair) ?? -1;
  const [first, ...rest] = observed;
  return (
    conflict ??
    counterexample ??
    (first && rest.reduce((a, b) => (ratio(b) > ratio(a) ? b : a), first))
  );
}

function verdictPart(report: ClaimReport): string {
  const { id, observed, resolution, reason, cases, restsOn } = report;
  const pair = decisivePair(report);
  const terms: (readonly [string, string])[] = [
    [
      "predicted",
      report.derived === undefined
        ? escaped(predictedText(report))
        : `<code>${escaped(report.derived)}</code>`,
    ],
    ...(pair === undefined ? [] : pairTerms(pair, observed.length)),
    ...(resolution === undefined ? [] : [["resolution", resolutionText(resolution)] as const]),
    ["cases", casesText(cases)],
    ...(reason === undefined ? [] : [["reason", escaped(reason)] as const]),
  ];
  const budget = pair && budgetChart(pair, `${id}-budget`);
  const spread = casesChart(observed, `${id}-cases`);
  const charts = [
    chartHtml(
      budget,
      `The gap, and every term of what it was held against, at ${pair?.at || "the only case"}`,
    ),
    chartHtml(
      spread,
      "The gap of each case in units of the uncertainty; right of the line it refutes",
    ),
  ].filter((chart) => chart !== "");
  return [
    "<h3>Verdict</h3>",
    termsHtml(terms),
    ...(charts.length === 0 ? [] : [`<div class="charts">${charts.join("\n")}</div>`]),
    ...(restsOn.length === 0
      ? []
      : [foldedHtml(`Statements that it rests on (${restsOn.length})`, groundsHtml(restsOn))]),
    ...(observed.length === 0
      ? []
      : [foldedHtml(`Numbers that were compared (${observed.length})`, pairsTable(observed))]),
  ].join("\n");
}

const groundsHtml = (grounds: ClaimReport["restsOn"]): string =>
  `<ul>${grounds.map(({ kind, statement }) => `<li><code>${escaped(statement)}</code> <span class="quiet">(${escaped(kind.replace("-", " "))})</span></li>`).join("\n")}</ul>`;

const chartHtml = (chart: string | undefined, caption: string): string =>
  chart === undefined
    ? ""
    : `<figure><figcaption class="quiet">${escaped(caption)}</figcaption>${chart}</figure>`;

function resolutionText({ below, above, at }: Resolution): string {
  const where = at || "the only case";
  const width = Math.max(below, above);
  return escaped(
    width === 0
      ? `exact: every other value is refuted at ${where}`
      : `a value off by ${rough(width)} is refuted at ${where}`,
  );
}

/** An error, to three digits. */
const rough = (x: number): string => formatNumber(Number(x.toPrecision(3)));

const casesText = ({ tried, inapplicable }: ClaimReport["cases"]): string =>
  `${tried} tried${inapplicable === 0 ? "" : `, ${inapplicable} to which the claim does not apply`}`;

function pairTerms(pair: ComparedPair, compared: number): readonly (readonly [string, string])[] {
  const { gap, uncertainty, name, at } = pair;
  const which =
    compared > 1
      ? "; of all numbers that were compared the nearest to refuting, or what refutes"
      : "";
  return [
    [
      "observed",
      `${escaped(sidesText(pair))}<br><span class="quiet">${escaped(`${name} at ${at || "the only case"}${which}`)}</span>`,
    ],
    [
      "budget",
      escaped(
        Number.isNaN(gap)
          ? budgetText(pair)
          : `gap ${rough(gap)} against ${rough(uncertainty)}: ${budgetText(pair)}`,
      ),
    ],
  ];
}

/** Most rows of a table on a page. */
const mostRows = 30;

function pairsTable(pairs: readonly ComparedPair[]): string {
  const cell = (x: number | undefined): string => (x === undefined ? "" : escaped(formatNumber(x)));
  const rows = pairs
    .slice(0, mostRows)
    .map((pair) => [
      escaped(pair.at),
      escaped(pair.name),
      cell(pair.claimed),
      escaped(derivedText(pair)),
      cell(pair.observed),
      Number.isNaN(pair.gap) ? "" : cell(pair.gap),
      cell(pair.uncertainty),
    ]);
  const numbers = ["claimed", "derived", "observed", "gap", "uncertainty"];
  const columns = [
    { head: "case" },
    { head: "what" },
    ...numbers.map((head) => ({ head, isNumber: true })),
  ];
  const more = pairs.length - rows.length;
  const rest = more <= 0 ? "" : `<p class="quiet">${more} more are in the JSON report.</p>`;
  return tableHtml("Numbers that were compared", columns, rows) + rest;
}

function controlsPart(report: ClaimReport): string {
  const { twins } = report;
  const table = tableHtml(
    "Wrong versions of the claim",
    [
      { head: "wrong version" },
      { head: "refuted" },
      { head: "at" },
      { head: "margin", isNumber: true },
    ],
    twins.slice(0, mostRows).map(twinRow),
  );
  return [
    "<h3>Controls</h3>",
    `<p>${escaped(sentence(controlsText(report)))}</p>`,
    ...(twins.length === 0
      ? []
      : [foldedHtml("Every wrong version, and how clearly it was refuted", table)]),
  ].join("\n");
}

const twinRow = ({ label, refuted, at, margin }: TwinOutcome): readonly string[] => [
  `<code>${escaped(label)}</code>`,
  refuted ? "yes" : '<span class="bad">survived</span>',
  escaped(at ?? ""),
  margin === undefined ? "" : escaped(`${formatNumber(Number(margin.toPrecision(3)))}\u00d7`),
];

function ablationPart(ablations: readonly Ablation[]): string {
  if (ablations.length === 0) return "";
  const items = ablations.map((one) => {
    const [head = "", ...rest] = ablationLines(one);
    const replays = rest.map((line) => `<br><span class="quiet">${escaped(line.trim())}</span>`);
    return `<li>${escaped(head)}${replays.join("")}</li>`;
  });
  return `<h3>Without an assumption</h3>\n<ul>${items.join("\n")}</ul>`;
}

function derivationPart({ derivation, noDerivation }: ClaimReport): string {
  if (derivation.length === 0) {
    return `<h3>Derivation</h3>\n<p>None: ${escaped(noDerivation ?? "no rule")}.</p>`;
  }
  return `<h3>Derivation</h3>\n${htmlBlock({ kind: "steps", steps: derivation, from: 1 })}`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
