/**
 * Runs looked at at the same times, from their start to where the last of them is over.
 *
 * Slow moments on the way, plateaus and saddles, are no end: the time is doubled while that moves
 * the state. A run is made up to twice its end at once, since that is dearer only where it goes on.
 */
import type { Experiment } from "../../model/spec.ts";
import type { Moment, Path } from "../../numeric/along/path.ts";
import { isFailure } from "../../numeric/failure.ts";
import { minus, norm } from "../../numeric/vectors.ts";
import { type Case, failureText } from "../cases/case.ts";
import { stepOf } from "./look.ts";

export interface Walks {
  readonly times: readonly number[];
  /** For each run its states at the times, or why there are none. */
  readonly moments: readonly (readonly Moment[] | string)[];
}

/** Times at which a run is looked at. */
const looks = 81;
/** Decades of a logarithmic axis, or more where the runs move before: saddles may be far apart. */
const decades = 4;
/** Decades that are looked at, with so many times in each. */
const mostDecades = 12;
const perDecade = 20;
/** A run is over where twice the time moves its state by less than this part of its length. */
const stillness = 0.01;
/** The time is doubled this often at most. */
const mostDoublings = 2;

/** The runs of one setting, at times that they share. */
export function walksOf(experiment: Experiment, at: Case, paths: readonly Path[]): Walks {
  const timesTo = (end: number): readonly number[] => timesUpTo(end, experiment, stepOf(at));
  const whole = paths.map((path) => wholeWalk(path, timesTo, isNoisy(at) ? 0 : mostDoublings));
  const end = Math.max(...whole.map((walk) => walk.end), 0);
  const times = timesTo(end);
  const moments = paths.map((path, i) => {
    const walk = whole[i];
    return walk?.end === end ? walk.moments : momentsAt(path, times);
  });
  const from = isLogarithmic(experiment, stepOf(at)) ? beginningOf(moments, paths) : 0;
  return {
    times: times.slice(from),
    moments: moments.map((walk) => (typeof walk === "string" ? walk : walk.slice(from))),
  };
}

const isLogarithmic = ({ scale }: Experiment, step: number | undefined): boolean =>
  scale.x === "log" && step === undefined;

/** Which time to begin at: a decade before a run moves, or where the usual decades begin. */
function beginningOf(moments: Walks["moments"], paths: readonly Path[]): number {
  const usual = (mostDecades - decades) * perDecade;
  const moved = moments.map((walk, run) => {
    const from = paths[run]!.start.w;
    if (typeof walk === "string") return usual;
    const at = walk.findIndex(({ w }) => norm(minus(w, from)) > stillness * norm(from));
    return at < 0 ? usual : at - perDecade;
  });
  return Math.max(0, Math.min(usual, ...moved));
}

interface Walk {
  readonly end: number;
  readonly moments: readonly Moment[] | string;
}

function wholeWalk(
  path: Path,
  timesTo: (end: number) => readonly number[],
  doublings: number,
): Walk {
  const end = path.times(looks).at(-1) ?? 0;
  return walkTo(path, end, timesTo, end > 0 ? doublings : 0);
}

function walkTo(
  path: Path,
  end: number,
  timesTo: (end: number) => readonly number[],
  doublings: number,
): Walk {
  const times = timesTo(end);
  if (doublings === 0) return { end, moments: momentsAt(path, times) };
  const further = momentsAt(path, [...times, 2 * end]);
  // It does not last twice as long: then it is looked at as far as it lasts.
  if (typeof further === "string") return { end, moments: momentsAt(path, times) };
  const [before, after] = further.slice(-2);
  const isOver =
    before === undefined ||
    after === undefined ||
    norm(minus(after.w, before.w)) <= stillness * norm(before.w);
  return isOver
    ? { end, moments: further.slice(0, -1) }
    : walkTo(path, 2 * end, timesTo, doublings - 1);
}

/** Fresh samples never let a run come to rest, so that nothing is learned from going on. */
function isNoisy(at: Case): boolean {
  const instance = at.instance();
  return typeof instance !== "string" && instance.dynamics.kind === "sgd";
}

function timesUpTo(
  end: number,
  experiment: Experiment,
  step: number | undefined,
): readonly number[] {
  const even = (i: number): number => (end * i) / (looks - 1);
  if (isLogarithmic(experiment, step) && end > 0) {
    const intervals = mostDecades * perDecade;
    return Array.from(
      { length: intervals + 1 },
      (_, i) => end * 10 ** (i / perDecade - mostDecades),
    );
  }
  const first = step ?? end;
  const spread = (i: number): number => first * (end / first) ** (i / (looks - 1));
  const isSpread = experiment.scale.x === "log" && end > 0;
  const times = Array.from({ length: looks }, (_, i) => (isSpread ? spread(i) : even(i)));
  const rounded = step === undefined ? times : times.map((t) => Math.round(t / step) * step);
  return [...new Set(rounded)];
}

/** States at the times; the first is the start where the first time is 0. */
function momentsAt(path: Path, times: readonly number[]): readonly Moment[] | string {
  const later = times.filter((t) => t > 0);
  const moments = path.at(later);
  const before = times.length > later.length ? [path.start] : [];
  return isFailure(moments) ? failureText(moments) : [...before, ...moments];
}
