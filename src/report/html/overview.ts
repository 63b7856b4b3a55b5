/**
 * The first page of a report: verdicts by paper, what is not as expected, kill rates, time.
 */
import type { ClaimReport, SpecReport } from "../../checks/judge/verdict.ts";
import { ablationLines } from "../ablation.ts";
import type { Extras } from "../extras.ts";
import { mutationLines } from "../mutation.ts";
import { countedClaims, killsText, narrowestText, sourceText, stateText } from "../sentences.ts";
import { escaped, page } from "./page.ts";
import { tableHtml, tallyHtml, verdictHtml } from "./parts.ts";

/** A spec with the name of its page. */
export interface Listed {
  readonly report: SpecReport;
  readonly page: string;
  /** That its cases took in their threads. */
  readonly seconds: number;
  /** That its experiments took. */
  readonly drawing: number;
}

/** @param verifying seconds until the last verdict, by the clock @param note what made the page */
export function overviewPage(
  listed: readonly Listed[],
  extras: Extras,
  verifying: number,
  note: string,
): string {
  const claims = listed.flatMap(({ report }) => report.claims);
  const papers = [...new Set(listed.map(paperOf))];
  const narrowest = narrowestText(claims);
  const unexpected = listed.flatMap((one) =>
    one.report.claims.filter(({ asExpected }) => !asExpected).map((claim) => ({ one, claim })),
  );
  const isWell = unexpected.length === 0;
  const body = [
    "<h1>Report of verdicts</h1>",
    `<p><strong class="${isWell ? "good" : "bad"}">${escaped(capital(stateText(claims)))}.</strong> ${listed.length} specs, ${escaped(countedClaims(claims))}. ${escaped(capital(killsText(claims)))}. The verdicts took ${verifying.toFixed(0)} s.</p>`,
    ...experimentsPart(listed),
    ...(narrowest === undefined ? [] : [`<p class="quiet">${escaped(capital(narrowest))}.</p>`]),
    ...(isWell
      ? []
      : [
          "<h2>Not as expected</h2>",
          `<ul>${unexpected.map(({ one, claim }) => `<li>${claimLink(one, claim)} ${verdictHtml(claim)}</li>`).join("\n")}</ul>`,
        ]),
    "<h2>By paper</h2>",
    papersTable(listed, papers),
    ...papers.map((paper) =>
      paperSection(
        paper,
        listed.filter((one) => paperOf(one) === paper),
      ),
    ),
    ...extrasPart(extras),
  ];
  return page({ title: "Report of verdicts", body: body.join("\n"), note });
}

/** How many experiments were observed, and links to those that were not, with the reason. */
function experimentsPart(listed: readonly Listed[]): readonly string[] {
  const all = listed.flatMap((one) =>
    (one.report.experiments ?? []).map((experiment) => ({ one, experiment })),
  );
  if (all.length === 0) return [];
  const drawn = all.filter(({ experiment }) => experiment.status === "observed").length;
  const seconds = listed.reduce((sum, { drawing }) => sum + drawing, 0);
  const took = seconds === 0 ? "" : `, for ${seconds.toFixed(0)} s in all threads`;
  const left = all.flatMap(({ one, experiment }) => {
    if (experiment.status === "observed") return [];
    const { id, title = id, reason = "" } = experiment;
    const link = `<a href="${one.page}#experiment-${escaped(id)}">${escaped(title)}</a>`;
    return [`<li>${link}${reason === "" ? "" : `: ${escaped(reason)}`}</li>`];
  });
  const said = `<p>${drawn} of ${all.length} experiments were observed${took}.`;
  return left.length === 0
    ? [`${said}</p>`]
    : [`${said} Not drawn:</p>`, `<ul class="quiet">${left.join("\n")}</ul>`];
}

const paperOf = ({ report }: Listed): string => report.source?.paper ?? "of no paper";

const claimLink = ({ page: name, report }: Listed, { id }: ClaimReport): string =>
  `<a href="${name}#${escaped(id)}">${escaped(`${report.title}: ${id}`)}</a>`;

const percent = (part: number, of: number): string =>
  of === 0 ? "" : `${part}/${of} (${((100 * part) / of).toFixed(1)} %)`;

function killRate(claims: readonly ClaimReport[]): string {
  const twins = claims.flatMap((claim) => claim.twins);
  return percent(twins.filter(({ refuted }) => refuted).length, twins.length);
}

function papersTable(listed: readonly Listed[], papers: readonly string[]): string {
  const rows = papers.map((paper) => {
    const own = listed.filter((one) => paperOf(one) === paper);
    const claims = own.flatMap(({ report }) => report.claims);
    const expected = claims.filter(({ asExpected }) => asExpected).length;
    return [
      `<a href="#${anchorOf(paper)}" class="name">${escaped(paper)}</a>`,
      String(own.length),
      tallyHtml(claims),
      `${expected}/${claims.length}`,
      killRate(claims),
      secondsText(own.reduce((sum, { seconds }) => sum + seconds, 0)),
    ];
  });
  return tableHtml(
    "Verdicts by paper",
    [
      { head: "paper" },
      { head: "specs", isNumber: true },
      { head: "verdicts" },
      { head: "as expected", isNumber: true },
      { head: "wrong twins refuted", isNumber: true },
      { head: "observed for", isNumber: true },
    ],
    rows,
  );
}

/** Seconds in threads; nothing where all was known before. */
const secondsText = (seconds: number): string => (seconds === 0 ? "" : `${seconds.toFixed(1)} s`);

const anchorOf = (paper: string): string => `paper-${paper.replace(/[^A-Za-z0-9]+/g, "-")}`;

function paperSection(paper: string, own: readonly Listed[]): string {
  const rows = own.map(({ report, page: name, seconds }) => {
    const { title, source, claims } = report;
    const cited = sourceText(source === undefined ? undefined : withoutPaper(source));
    const place = cited === "" ? "" : `<span class="quiet">${escaped(cited)}</span>`;
    const isWell = claims.every(({ asExpected }) => asExpected);
    const mark = isWell
      ? '<span class="good">\u2713 yes</span>'
      : '<span class="bad">\u2717 no</span>';
    return [
      `<a href="${name}" class="title">${escaped(title)}</a>${place}`,
      tallyHtml(claims),
      claims.length === 0 ? "" : mark,
      killRate(claims),
      secondsText(seconds),
    ];
  });
  const table = tableHtml(
    `Specs of ${paper}`,
    [
      { head: "spec" },
      { head: "verdicts" },
      { head: "as expected" },
      { head: "wrong twins refuted", isNumber: true },
      { head: "observed for", isNumber: true },
    ],
    rows,
  );
  return `<h2 id="${anchorOf(paper)}">${escaped(paper)}</h2>\n${table}`;
}

const withoutPaper = ({ paper: _, ...rest }: NonNullable<SpecReport["source"]>) => rest;

function extrasPart({ mutation, ablations }: Extras): readonly string[] {
  const list = (title: string, lines: readonly string[]): string =>
    `<h2>${title}</h2>\n<ul>${lines.map((line) => `<li>${escaped(line.trim())}</li>`).join("\n")}</ul>`;
  return [
    ...(mutation === undefined
      ? []
      : [list("Every right-hand side put wrong", mutationLines(mutation))]),
    ...(ablations === undefined || ablations.length === 0
      ? []
      : [
          list(
            "Every assumption dropped",
            ablations.flatMap((one) => ablationLines(one)[0] ?? []),
          ),
        ]),
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
