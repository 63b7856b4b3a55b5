/**
 * Axes: from numbers to places on paper, and the round numbers that are written beside them.
 */

export interface Axis {
  readonly kind: "linear" | "log";
  readonly from: number;
  readonly to: number;
}

/** Room beyond the outermost numbers, as a part of the whole. */
const margin = 0.04;

/** An axis on which all the numbers have room; those that a logarithm has no place for do not count. */
export function axisOver(numbers: readonly number[], kind: Axis["kind"]): Axis {
  const finite = numbers.filter((x) => Number.isFinite(x) && (kind === "linear" || x > 0));
  if (finite.length === 0)
    return { kind, from: kind === "log" ? 1 : 0, to: kind === "log" ? 10 : 1 };
  const [low, high] = [least(finite), greatest(finite)];
  if (kind === "log") {
    const ratio = high > low ? (high / low) ** margin : 10;
    return { kind, from: low / ratio, to: high * ratio };
  }
  const room = high > low ? (high - low) * margin : Math.max(Math.abs(high), 1) / 2;
  return { kind, from: low - room, to: high + room };
}

const least = (all: readonly number[]): number => all.reduce((a, b) => Math.min(a, b));
const greatest = (all: readonly number[]): number => all.reduce((a, b) => Math.max(a, b));

/** Where a number lies between the ends, 0 to 1; not a number where a logarithm has no place. */
export function placeOn({ kind, from, to }: Axis, x: number): number {
  return kind === "linear"
    ? (x - from) / (to - from)
    : (Math.log(x) - Math.log(from)) / (Math.log(to) - Math.log(from));
}

/** Round numbers within the axis, about `count` of them, in ascending order. */
export function ticksOf(axis: Axis, count: number): readonly number[] {
  return axis.kind === "linear" ? linearTicks(axis, count) : logTicks(axis, count);
}

function linearTicks({ from, to }: Axis, count: number): readonly number[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough) ?? 10;
  const step = factor * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // A multiple of the step as a decimal has no more digits than the step.
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toFixed(Math.min(digits, 20))),
  );
}

function logTicks(axis: Axis, count: number): readonly number[] {
  const { from, to } = axis;
  const [first, last] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
  const powers = last - first + 1;
  if (powers < 2) return linearTicks({ ...axis, kind: "linear" }, count).filter((x) => x > 0);
  const every = Math.ceil(powers / count);
  return Array.from({ length: Math.ceil(powers / every) }, (_, i) => 10 ** (first + i * every));
}

/** A number beside an axis: `0.25`, `1000`, `1e6`. */
export function tickText(x: number): string {
  const size = Math.abs(x);
  if (size !== 0 && (size >= 1e5 || size < 1e-4)) {
    return x.toExponential().replace("e+", "e").replace(/\.0+e/, "e");
  }
  return String(x).replace("-", "\u2212");
}
