/**
 * Time derivatives along the defined flow of any quantity of the state.
 *
 * With the unit direction e = w'/|w'| and a geodesic through w along e, the rate is |w'|
 * times the derivative along the geodesic, which finite differences give. The velocity is known to
 * within an error delta, and the rate then within delta times the length of the quantity's own
 * gradient, which is measured along the tangent directions.
 */
import { differenceQuotient } from "../evaluate/difference-quotient.ts";
import { type Failure, isFailure } from "../failure.ts";
import { type Measured, measured } from "../measured.ts";
import { norm, scaled } from "../vectors.ts";
import type { Simulation } from "./simulation.ts";

/** Arc that the differences span, in radians; Richardson's last term is its sixth power. */
const arc = 1 / 64;

/** d/dt f(w(t)) at the state w. */
export function rateAlongFlow(
  simulation: Simulation,
  w: Float64Array,
  f: (w: Float64Array) => Measured | Failure,
): Measured | Failure {
  const velocity = simulation.velocity(w);
  const speed = norm(velocity.value);
  const slopes: number[] = [];
  for (const e of simulation.tangents(w)) {
    const [right, left] = [arc, -arc].map((x) => f(simulation.movedAlong(w, e, x)));
    if (isFailure(right)) return right;
    if (isFailure(left)) return left;
    slopes.push((right!.value - left!.value) / (2 * arc));
  }
  const steepness = Math.hypot(...slopes);
  const doubt = velocity.error * steepness;
  if (speed === 0) return measured(0, doubt, "estimate");
  const direction = scaled(1 / speed, velocity.value);
  const along = differenceQuotient((x) => f(simulation.movedAlong(w, direction, x)), arc);
  if (isFailure(along)) return along;
  return measured(speed * along.value, speed * along.error + doubt, "estimate");
}
