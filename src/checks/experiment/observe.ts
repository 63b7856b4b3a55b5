/**
 * An experiment of a spec, observed: its panels, series and what is missing.
 *
 * What is on the x axis decides how one looks: the clock gives curves in time, a quantity of the
 * state gives the plane, anything else is a sweep over settings and starts.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { mentionsRandomness } from "../../model/expression/mentions.ts";
import type { Experiment } from "../../model/spec.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import { kept, type Panel, type Series } from "../judge/figure.ts";
import { arrows, curve } from "./field.ts";
import { mentionsClock, mentionsMoment } from "./look.ts";
import type { ExperimentReport } from "./report.ts";
import { type ExperimentCase, settingsOf } from "./settings.ts";
import { atSetting } from "./sweep.ts";
import { againstTime, type Drawn, inPlane } from "./trajectories.ts";

/** What is seen in an experiment; the same for the same seed. */
export function observeExperiment(experiment: Experiment, seed: number): ExperimentReport {
  const { id, title, source, mark, scale, x, y, by, panels, runs, parameters } = experiment;
  const isAxis = x.kind === "name" && parameters.has(x.name);
  const settings = settingsOf(experiment, isAxis ? x.name : undefined, seed);
  const look = lookOf(experiment);
  const drawn = settings.cases.map((setting) => ({ setting, ...look(experiment, setting) }));
  const missing = drawn.flatMap((each) => each.missing);
  const none = settings.cases.length === 0 ? [{ at: "", reason: "no setting applies" }] : [];
  return {
    id,
    ...(title !== undefined && { title }),
    ...(source !== undefined && { source }),
    mark,
    scale,
    x: formatExpression(x),
    y: y.map((one) => formatExpression(one)),
    ...(by !== undefined && { by }),
    ...(panels !== undefined && { panelsBy: panels }),
    at: settings.common,
    runs,
    interval: y.some(mentionsRandomness) ? "statistic" : "middle-half",
    seed,
    panels: panelsOf(experiment, drawn),
    missing: [...none, ...missing],
  };
}

type Look = (experiment: Experiment, setting: ExperimentCase) => Drawn;

function lookOf({ mark, x }: Experiment): Look {
  if (mark === "field") return arrows;
  if (mark === "curve") return curve;
  if (mentionsClock(x)) return againstTime;
  return mentionsMoment(x) ? inPlane : atSetting;
}

interface DrawnSetting extends Drawn {
  readonly setting: ExperimentCase;
}

function panelsOf(experiment: Experiment, drawn: readonly DrawnSetting[]): readonly Panel[] {
  const labels = [...new Set(drawn.map(({ setting }) => setting.panel))];
  return labels.map((label) => {
    const own = drawn.filter(({ setting }) => setting.panel === label);
    return {
      label,
      series: joined(own),
      rules: rulesOf(experiment.rules, own),
    };
  });
}

/** Points of the same curve in one series; what is laid on top is drawn once where it is the same. */
function joined(drawn: readonly DrawnSetting[]): readonly Series[] {
  const found = new Map<string, { readonly of: string; readonly series: Series }>();
  for (const { setting, series } of drawn) {
    for (const one of series) {
      const { label, colour, role, style } = one;
      const key = [setting.series, label, colour, role, style].join("\n");
      const points = [...(found.get(key)?.series.points ?? []), ...one.points];
      found.set(key, { of: setting.series, series: { ...one, points } });
    }
  }
  const all = [...found.values()];
  const observed = all.map(({ series }) => series).filter(({ role }) => role === "observed");
  const overlays = new Map<string, (typeof all)[number]>();
  for (const each of all.filter(({ series }) => series.role === "overlay")) {
    const key = JSON.stringify([each.series.label, each.series.points]);
    if (!overlays.has(key)) overlays.set(key, each);
  }
  const above = [...overlays.values()];
  const same = (label: string): number =>
    above.filter(({ series }) => series.label === label).length;
  return [
    ...observed,
    ...above.map(({ of, series: { colour, ...series } }) =>
      same(series.label) > 1
        ? { ...series, label: `${series.label}, ${of}`, ...(colour !== undefined && { colour }) }
        : series,
    ),
  ];
}

function rulesOf(rules: readonly Expression[], own: readonly DrawnSetting[]): Panel["rules"] {
  const found = new Map<string, Panel["rules"][number]>();
  for (const { setting } of own) {
    for (const rule of rules) {
      const value = evaluateNumber(setting.at.close(rule));
      if (isFailure(value)) continue;
      const x = kept(value.value);
      const label = formatExpression(rule);
      found.set(`${label} ${x}`, { label, x });
    }
  }
  return [...found.values()];
}
