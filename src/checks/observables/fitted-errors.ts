/**
 * `kernel_error(K, n, ridge)` and `layer_error(n, width, ridge)`: errors of what is fitted to fresh
 * samples, which have values in a run alone, under `mean`, `median`, `quantile` and `probability`.
 *
 * The samples of a fit belong to the run and to the text of the fit: a second look at the same run
 * finds the same number, and two fits of one run do not share theirs.
 */
import type { Call, Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { alongPath } from "../../numeric/along/along.ts";
import type { Path } from "../../numeric/along/path.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { type Result, real, toMeasured } from "../../numeric/evaluate/value.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import { link } from "../../numeric/link.ts";
import { measured } from "../../numeric/measured.ts";
import type { RandomStream } from "../../numeric/random/stream.ts";
import type { Fit } from "../../numeric/simulate/sampling/fitted-error.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";

/** The numbers of one run that belong to a use. */
export type StreamOf = (use: string) => RandomStream;

/** What expressions mean along the path of one run. */
export function alongRun(simulation: Simulation, path: Path, streamOf: StreamOf): Environment {
  const withFits =
    (w: Float64Array, inner: Environment): NonNullable<Environment["node"]> =>
    (node, recurse, letters) =>
      node.kind === "call" && (node.name === "kernel_error" || node.name === "layer_error")
        ? fitted(node, recurse, simulation, w, streamOf)
        : inner.node?.(node, recurse, letters);
  const along = alongPath((w, error) => {
    const here = simulation.observables(w, error);
    return { ...here, node: withFits(w, here) };
  }, path);
  // A kernel needs no state, and its error has a value without a time.
  const ofKernel = withFits(path.start.w, along);
  return {
    ...along,
    node: (node, recurse, letters) =>
      node.kind === "call" && node.name === "kernel_error"
        ? ofKernel(node, recurse, letters)
        : along.node?.(node, recurse, letters),
  };
}

function fitted(
  call: Call,
  recurse: (part: Expression) => Result,
  { fittedError }: Simulation,
  w: Float64Array,
  streamOf: StreamOf,
): Result {
  if (fittedError === undefined) {
    return failure("unsupported-model", `${call.name}: samples of this model`);
  }
  const fit = fitOf(call, recurse);
  if (isFailure(fit)) return fit;
  const error = fittedError(w, fit, streamOf(formatExpression(call)));
  return typeof error === "number" ? real(measured(error, 0, "estimate")) : error;
}

function fitOf({ name, args }: Call, recurse: (part: Expression) => Result): Fit | Failure {
  const isKernel = name === "kernel_error";
  const numbers: number[] = [];
  for (const arg of isKernel ? args.slice(1) : args) {
    const value = toMeasured(recurse(arg));
    if (isFailure(value)) return value;
    numbers.push(value.value);
  }
  const [samples = 0, width = 0] = numbers;
  const ridge = numbers.at(-1)!;
  const counts = isKernel ? [samples] : [samples, width];
  if (!counts.every((n) => Number.isInteger(n) && n >= 1) || !(ridge >= 0)) {
    return failure("wrong-arguments", `${name}: expected counts >= 1 and a ridge >= 0`);
  }
  if (!isKernel) return { samples, ridge, by: { kind: "layer", width } };
  const kernel = link(args[0]!);
  return isFailure(kernel)
    ? kernel
    : { samples, ridge, by: { kind: "kernel", kernel: kernel.fill } };
}
