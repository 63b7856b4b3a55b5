/**
 * The page of one spec: its setting, its claims, its pictures, its remarks.
 */
import type { SpecReport } from "../../checks/judge/verdict.ts";
import type { Spec } from "../../model/spec.ts";
import type { Extras } from "../extras.ts";
import { sourceText } from "../sentences.ts";
import { latexOfExpression, latexOfMembership } from "../statement/expression-latex.ts";
import { modelTexts } from "../statement/model-texts.ts";
import { entryText } from "../statement/statement.ts";
import { inline } from "./blocks.ts";
import { claimSection } from "./claim-section.ts";
import { figureHtml } from "./figure.ts";
import { escaped, page } from "./page.ts";
import { tallyHtml, termsHtml, verdictHtml } from "./parts.ts";

/** The document. @param note what made it */
export function specPage(spec: Spec, report: SpecReport, extras: Extras, note: string): string {
  const { title, file, source, claims, remarks, experiments = [] } = report;
  const cited = sourceText(source);
  const claimOf = new Map(spec.claims.map((claim) => [claim.id, claim]));
  const ablationsOf = (id: string) =>
    (extras.ablations ?? []).filter((one) => one.file === file && one.claimId === id);
  const body = [
    `<h1>${escaped(title)}</h1>`,
    `<p class="quiet">${cited === "" ? "" : `${escaped(cited)} \u00b7 `}<code>${escaped(file)}</code></p>`,
    ...(spec.says === undefined ? [] : [`<p>${escaped(spec.says)}</p>`]),
    ...(claims.length === 0
      ? []
      : [`<p>${claims.length} claim${claims.length === 1 ? "" : "s"}: ${tallyHtml(claims)}.</p>`]),
    settingSection(spec),
    ...claims.map((claim) => claimSection(claim, claimOf.get(claim.id), ablationsOf(claim.id))),
    ...(experiments.length === 0 ? [] : [experimentsSection(experiments, note)]),
    ...(remarks.length === 0 ? [] : [remarksSection(remarks)]),
  ];
  return page({ title, body: body.join("\n"), note, contents: contentsOf(report) });
}

function contentsOf({ claims, remarks, experiments = [] }: SpecReport): string {
  const link = (id: string, text: string): string =>
    `<li><a href="#${escaped(id)}">${escaped(text)}</a></li>`;
  return [
    '<p><a href="index.html">All specs</a></p>',
    "<ul>",
    link("setting", "Setting"),
    ...claims.map(
      (claim) =>
        `<li><a href="#${escaped(claim.id)}">${escaped(claim.id)}</a> ${verdictHtml(claim)}</li>`,
    ),
    ...(experiments.length === 0 ? [] : [link("experiments", "Experiments")]),
    ...(remarks.length === 0 ? [] : [link("remarks", "Remarks")]),
    "</ul>",
  ].join("\n");
}

function settingSection({ parameters, assumptions, model, start = [] }: Spec): string {
  const membership = [...parameters.values()].map(({ name, domain, index }) => {
    const letter = latexOfExpression({ kind: "name", name });
    const letters = index.map(
      ({ from, to }) => `${latexOfExpression(from)} \\ldots ${latexOfExpression(to)}`,
    );
    const family = letters.length === 0 ? letter : `{${letter}}_{${letters.join(",\\,")}}`;
    return `$${latexOfMembership(family, domain)}$`;
  });
  const named = [...assumptions].map(
    ([id, condition]) => [escaped(id), inline(`$${latexOfExpression(condition)}$`)] as const,
  );
  const entries: (readonly [string, string])[] = [
    ...(membership.length === 0
      ? []
      : [["parameters", inline(membership.join(",\u2003"))] as const]),
    ...modelTexts(model ?? {}).map(({ axis, text }) => [axis, inline(text)] as const),
    ...(start.length === 0 ? [] : [["start", inline(start.map(entryText).join(", "))] as const]),
  ];
  return [
    '<section id="setting" aria-labelledby="setting-heading">',
    '<h2 id="setting-heading">Setting</h2>',
    termsHtml(entries),
    ...(named.length === 0 ? [] : ["<h3>Assumptions</h3>", termsHtml(named)]),
    "</section>",
  ].join("\n");
}

function experimentsSection(
  experiments: NonNullable<SpecReport["experiments"]>,
  note: string,
): string {
  const parts = experiments.map((experiment) => {
    const { id, title = id } = experiment;
    if (experiment.status === "not-drawn") {
      const why = experiment.reason === undefined ? "" : `: ${experiment.reason}`;
      return `<p id="experiment-${escaped(id)}"><strong>${escaped(title)}</strong>: not drawn${escaped(why)}.</p>`;
    }
    const { at, source, missing } = experiment;
    const where = [sourceText(source), at].filter((part) => part !== "").join("; ");
    const lost = missing.map((one) => `<li>${escaped(`${one.at}: ${one.reason}`)}</li>`);
    const caption = `<strong>${escaped(title)}</strong><br><span class="quiet">${escaped(where)}</span>`;
    return [
      figureHtml(experiment, `experiment-${id}`, caption),
      ...(lost.length === 0
        ? []
        : [`<p class="quiet">Not observed:</p><ul class="quiet">${lost.join("")}</ul>`]),
    ].join("\n");
  });
  return [
    '<section id="experiments" aria-labelledby="experiments-heading">',
    '<h2 id="experiments-heading">Experiments</h2>',
    `<p class="quiet">Observed as well as a picture shows, and compared with nothing. ${escaped(note)}</p>`,
    ...parts,
    "</section>",
  ].join("\n");
}

const remarksSection = (remarks: SpecReport["remarks"]): string =>
  [
    '<section id="remarks" aria-labelledby="remarks-heading">',
    '<h2 id="remarks-heading">Remarks</h2>',
    termsHtml(remarks.map(({ text, reason }) => [escaped(text), escaped(reason)] as const)),
    "</section>",
  ].join("\n");
