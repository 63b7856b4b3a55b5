/**
 * What expressions mean along a path of a case: at each of its moments as at any state, with
 * vectors such as `v[1]`, rates, and what is said at points elsewhere, `at(loss, average)`.
 */
import { alongPath } from "../../numeric/along/along.ts";
import type { Moment, Path } from "../../numeric/along/path.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import type { Case } from "../cases/case.ts";
import { environmentAt, stateless } from "./environment.ts";

/**
 * The environment of a path of a case.
 *
 * @param moment what bare names of the state mean; without it they mean nothing
 * @param more values of parameters that the case leaves open
 */
export function alongCase(
  at: Case,
  simulation: Simulation,
  path: Path,
  moment?: Moment,
  more?: Parameters<typeof environmentAt>[3],
): Environment {
  const along = alongPath(
    (w, error) => environmentAt(at, simulation, w, more, error),
    path,
    moment,
  );
  if (moment !== undefined) return along;
  let apart: Environment | undefined;
  return {
    ...along,
    node: (node, inner, letters) => {
      const given = along.node?.(node, inner, letters);
      const isFixed = node.kind === "call" || node.kind === "over-states" || node.kind === "name";
      if (given !== undefined || !isFixed) return given;
      apart ??= stateless(at, simulation, more);
      return apart.node?.(node, inner, letters);
    },
  };
}
