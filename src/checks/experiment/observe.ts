/**
 * An experiment of a spec, observed: its panels, series and what is missing.
 *
 * What is on the x axis decides how one looks: the clock gives curves in time, a quantity of the
 * state gives the plane, anything else is a sweep over settings and starts.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { mentionsStatistic } from "../../model/expression/mentions.ts";
import type { Experiment } from "../../model/spec.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import { kept, type Panel, type Series } from "../judge/figure.ts";
import { arrows, curve } from "./field.ts";
import { mentionsClock, mentionsMoment } from "./look.ts";
import type { ExperimentReport } from "./report.ts";
import { type ExperimentCase, type ExperimentSettings, settingsOf } from "./settings.ts";
import { atSetting } from "./sweep.ts";
import { againstTime, type Drawn, inPlane } from "./trajectories.ts";

/**
 * What is seen in an experiment; the same for the same seed.
 *
 * @param draw looks at the settings, wherever that is done; here if left out
 * @param runs that are made at each
 */
export async function observeExperiment(
  experiment: Experiment,
  seed: number,
  draw: Draw = drawHere,
  runs: number = experiment.runs,
): Promise<ExperimentReport> {
  const settings = settingsFor(experiment, seed);
  const drawn = await Promise.all(
    settings.cases.map(async (setting, place) => ({
      setting,
      ...(await draw({ experiment, runs, seed, place })),
    })),
  );
  return reportOf({ ...experiment, runs }, seed, settings, drawn);
}

/** One setting of an experiment: all that its picture depends on there. */
export interface AskedSetting {
  readonly experiment: Experiment;
  /** Runs that are made, which may be fewer than the experiment asks for. */
  readonly runs: number;
  readonly seed: number;
  /** Its place among the settings of the experiment, from 0. */
  readonly place: number;
}

/** Looks at a setting. What is not seen is `missing` there, and never thrown. */
export type Draw = (asked: AskedSetting) => Promise<Drawn>;

/** Looks in this process. */
export const drawHere: Draw = async (asked) => drawnAt(asked);

/** What is drawn of a setting. */
export function drawnAt({ experiment, runs, seed, place }: AskedSetting): Drawn {
  const setting = settingsFor(experiment, seed).cases[place];
  if (setting === undefined) {
    throw new RangeError(`drawnAt: expected a setting of ${experiment.id}, got ${place}.`);
  }
  return lookOf(experiment)({ ...experiment, runs }, setting);
}

const settingsKnown = new WeakMap<Experiment, Map<number, ExperimentSettings>>();

function settingsFor(experiment: Experiment, seed: number): ExperimentSettings {
  const known = settingsKnown.get(experiment) ?? new Map<number, ExperimentSettings>();
  settingsKnown.set(experiment, known);
  const { x, parameters } = experiment;
  const axis = x.kind === "name" && parameters.has(x.name) ? x.name : undefined;
  const settings = known.get(seed) ?? settingsOf(experiment, axis, seed);
  known.set(seed, settings);
  return settings;
}

function reportOf(
  experiment: Experiment,
  seed: number,
  settings: ExperimentSettings,
  drawn: readonly DrawnSetting[],
): ExperimentReport {
  const { id, title, source, mark, scale, x, y, by, panels, runs } = experiment;
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
    interval: y.some(mentionsStatistic) ? "statistic" : "middle-half",
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
