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
/** The first time on a logarithmic axis is the last one divided by this. */
const decades = 1e4;
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
  return { times, moments };
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
  { scale }: Experiment,
  step: number | undefined,
): readonly number[] {
  const even = (i: number): number => (end * i) / (looks - 1);
  const first = step ?? end / decades;
  const spread = (i: number): number => first * (end / first) ** (i / (looks - 1));
  const times = Array.from({ length: looks }, (_, i) => (scale.x === "log" ? spread(i) : even(i)));
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
