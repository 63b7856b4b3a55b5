/**
 * `invariant`: a predicate that holds at the start holds at all times.
 *
 * The set is a right-hand side as a whole; what is observed without it are trajectories from starts
 * under the conditions, on which derivation and simulation can be compared. Once the set is known
 * its least slack along paths from within is searched for. As a control a neighbouring set must be
 * seen to be left, or the search could not have failed: the one whose boundary lies half-way down
 * the path that came nearest to it, or else the complement and those a little smaller and larger,
 * which are asked in the same way.
 */
import { isFailure } from "../../numeric/failure.ts";
import { type Measured, measured } from "../../numeric/measured.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { type Case, failureText, simulationAt } from "../cases/case.ts";
import { isStartFixed, startsOf } from "../cases/starts.ts";
import { type Reading, uncertaintyOf } from "../judge/budget.ts";
import { type AnswerOf, type KindOfClaim, unusable } from "../kind.ts";
import {
  type LeastAlong,
  leastSlackAlong,
  type Version,
} from "../observables/least-slack-along.ts";

const name = "least slack along the flow";
const neighbour = "some neighbouring set";

/** Nothing is seen before the set is known. */
type Evidence = undefined;

const itself: Version = { sign: 1, shift: 0 };
const neighbours: readonly Version[] = [
  { sign: 1, shift: 1 / 8 },
  { sign: -1, shift: 0 },
  { sign: 1, shift: -1 / 8 },
];

/** The slack of a neighbouring set where that is left; nothing where no start is in the set. */
interface Finding {
  readonly isApplicable: boolean;
  readonly left: Measured | undefined;
}

export const invariant: KindOfClaim<"invariant", Evidence, Finding> = {
  kind: "invariant",
  open: () => [],
  asksOnly: () => false,
  observe: (_, at) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    return { status: "observed", readings: [], evidence: undefined };
  },
  search: ({ holds }, _, at) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    const leastOf = (version: Version): LeastAlong | string =>
      leastIn(holds, at, simulation, version);
    const found = leastOf(itself);
    if (found === noStart && isStartFixed(at)) {
      return { status: "found", readings: [], finding: { isApplicable: false, left: undefined } };
    }
    if (typeof found === "string") return unusable(found);
    const { least, start } = found;
    const reading: Reading = {
      name,
      value: least.value,
      budget: [{ name: "integration", error: least.error, basis: least.basis }],
      where: `the start u = (${simulation.describe(start)})`,
    };
    // What the path itself shows costs no other path.
    const left = leftBetween(found) ?? neighbourLeft(leastOf);
    return { status: "found", readings: [reading], finding: { isApplicable: true, left } };
  },
  claimed: (_, __, ___, ____, finding) =>
    finding?.isApplicable === true ? [{ name, value: 0, budget: [], side: "at-least" }] : [],
  derived: () => [],
  twins: () => [],
  evidenceTwins: {
    labels: () => [neighbour],
    claimed: (_, __, ___, ____, { readings, finding }) => {
      const left = finding?.left;
      if (left === undefined) return readings.map(({ value }) => ({ name, value, budget: [] }));
      // As far from what was seen as the neighbour's slack is below 0.
      const { value, error } = left;
      return readings.map((reading) => ({
        name,
        value: reading.value - value + uncertaintyOf(reading),
        budget: [{ name: "integration", error, basis: "estimate" }],
      }));
    },
  },
};

/** The least slack of the first neighbouring set that is seen to be left. */
function neighbourLeft(leastOf: (version: Version) => LeastAlong | string): Measured | undefined {
  for (const version of neighbours) {
    const found = leastOf(version);
    if (typeof found !== "string" && isNegative(found.least)) return found.least;
  }
  return undefined;
}

/**
 * How far the path that comes nearest to the boundary is beyond the set whose boundary is half-way
 * between where the path begins and where it is least: a set that this start is in, and leaves.
 */
function leftBetween({ least, atStart }: LeastAlong): Measured | undefined {
  const beyond = measured((least.value - atStart.value) / 2, least.error + atStart.error);
  return isNegative(beyond) ? beyond : undefined;
}

/** Where the only start is outside, the case says nothing about the set and nothing against it. */
const noStart = "no start was found in the set";

const isNegative = ({ value, error }: Measured): boolean => value + error < 0;

/** The least slack of a version of the set, or why there is none. */
function leastIn(
  holds: AnswerOf<"invariant">["holds"],
  at: Case,
  simulation: Simulation,
  version: Version,
): LeastAlong | string {
  const starts = startsOf(at, simulation, { use: "starts" });
  const found = leastSlackAlong(at.close(holds), version, at, simulation, starts);
  if (isFailure(found)) return failureText(found);
  return found ?? noStart;
}
