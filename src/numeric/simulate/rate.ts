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
import { addScaled, dot, norm } from "../vectors.ts";
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
  const direction = new Float64Array(w.length);
  for (const e of simulation.tangents(w)) {
    const [right, left] = [arc, -arc].map((x) => f(simulation.movedAlong(w, e, x)));
    if (isFailure(right)) return right;
    if (isFailure(left)) return left;
    slopes.push((right!.value - left!.value) / (2 * arc));
    // The velocity is tangent up to rounding, which a geodesic must not see. A state need not be
    // one unit vector: what is tangent the tangents say.
    addScaled(direction, dot(e, velocity.value) / speed, e);
  }
  const steepness = Math.hypot(...slopes);
  const doubt = velocity.error * steepness;
  if (speed === 0) return measured(0, doubt, "estimate");
  const along = differenceQuotient((x) => f(simulation.movedAlong(w, direction, x)), arc);
  if (isFailure(along)) return along;
  return measured(speed * along.value, speed * along.error + doubt, "estimate");
}
