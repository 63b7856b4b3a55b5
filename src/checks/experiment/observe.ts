/**
 * An experiment of a spec, observed: its panels, series and what is missing.
 *
 * What is on the x axis decides how one looks: the clock gives curves in time, a quantity of the
 * state gives the plane, anything else is a sweep over settings and starts.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import type { Experiment } from "../../model/spec.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import { arrows, curve } from "./field.ts";
import { mentionsClock, mentionsMoment } from "./look.ts";
import { type ExperimentReport, kept, type Panel, type Series } from "./report.ts";
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
      series: joined(own.flatMap(({ series }) => series)),
      rules: rulesOf(experiment.rules, own),
    };
  });
}

/** Points of the same curve, in one series; what is laid on top is drawn once. */
function joined(all: readonly Series[]): readonly Series[] {
  const found = new Map<string, Series>();
  for (const series of all) {
    const { label, colour, role, style } = series;
    const key = [label, colour, role, style].join("\n");
    const known = found.get(key);
    const points = [...(known?.points ?? []), ...series.points];
    found.set(key, { ...series, points });
  }
  const unique = new Map<string, Series>();
  for (const series of found.values()) {
    const key = series.role === "overlay" ? JSON.stringify(series.points) : JSON.stringify(series);
    if (!unique.has(key)) unique.set(key, series);
  }
  return [...unique.values()];
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
