/**
 * `invariant`: a predicate that holds at the start holds at all times.
 *
 * The set is a right-hand side as a whole; what is observed without it are trajectories from starts
 * under the conditions, on which derivation and simulation can be compared. Once the set is known
 * its least slack along paths from within is searched for. As a control the neighbouring sets, the
 * complement and those a little smaller and larger, are asked in the same way, and at last the one
 * whose boundary lies half-way down the path that came nearest to it: at least one of them must be
 * seen to be left, or the search could not have failed.
 */
import { isFailure } from "../../numeric/failure.ts";
import { type Measured, measured } from "../../numeric/measured.ts";
import { type Case, failureText, simulationAt } from "../cases/case.ts";
import { isStartFixed, startsOf } from "../cases/starts.ts";
import { uncertaintyOf } from "../judge/budget.ts";
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

export const invariant: KindOfClaim<"invariant", Evidence> = {
  kind: "invariant",
  open: () => [],
  asksOnly: () => false,
  observe: (_, at) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    return { status: "observed", readings: [], evidence: undefined };
  },
  seen: (answer, _, at) => {
    const found = leastOf(answer, at, itself);
    if (found === noStart && isStartFixed(at)) return [];
    if (typeof found === "string") return unusable(found);
    const { least, start } = found;
    const simulation = simulationAt(at);
    const described = typeof simulation === "string" ? "" : simulation.describe(start);
    return [
      {
        name,
        value: least.value,
        budget: [{ name: "integration", error: least.error, basis: least.basis }],
        where: `the start u = (${described})`,
      },
    ];
  },
  claimed: (answer, _, at) =>
    leastOf(answer, at, itself) === noStart
      ? []
      : [{ name, value: 0, budget: [], side: "at-least" }],
  derived: () => [],
  twins: () => [],
  evidenceTwins: {
    labels: () => [neighbour],
    claimed: (_, answer, __, at, ___, seen) => {
      let left: Measured | undefined;
      for (const version of neighbours) {
        const found = leastOf(answer, at, version);
        if (typeof found === "string" || !isNegative(found.least)) continue;
        left = found.least;
        break;
      }
      left ??= leftBetween(leastOf(answer, at, itself));
      if (left === undefined) return seen.map(({ value }) => ({ name, value, budget: [] }));
      // As far from what was seen as the neighbour's slack is below 0.
      const { value, error } = left;
      return seen.map((reading) => ({
        name,
        value: reading.value - value + uncertaintyOf(reading),
        budget: [{ name: "integration", error, basis: "estimate" }],
      }));
    },
  },
};

/**
 * How far the path that comes nearest to the boundary is beyond the set whose boundary is half-way
 * between where the path begins and where it is least: a set that this start is in, and leaves.
 */
function leftBetween(found: LeastAlong | string): Measured | undefined {
  if (typeof found === "string") return undefined;
  const { least, atStart } = found;
  const beyond = measured((least.value - atStart.value) / 2, least.error + atStart.error);
  return isNegative(beyond) ? beyond : undefined;
}

/** Where the only start is outside, the case says nothing about the set and nothing against it. */
const noStart = "no start was found in the set";

const isNegative = ({ value, error }: Measured): boolean => value + error < 0;

const known = new WeakMap<Case, Map<string, LeastAlong | string>>();

/** The least slack of a version of the set, or why there is none. */
function leastOf(
  { holds }: AnswerOf<"invariant">,
  at: Case,
  version: Version,
): LeastAlong | string {
  const ofCase = known.get(at) ?? new Map<string, LeastAlong | string>();
  known.set(at, ofCase);
  const key = `${JSON.stringify(version)} ${JSON.stringify(holds, plain)}`;
  const found = ofCase.get(key) ?? search(holds, at, version);
  ofCase.set(key, found);
  return found;
}

const plain = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : value;

function search(
  holds: AnswerOf<"invariant">["holds"],
  at: Case,
  version: Version,
): LeastAlong | string {
  const simulation = simulationAt(at);
  if (typeof simulation === "string") return simulation;
  const starts = startsOf(at, simulation, { use: "starts" });
  const found = leastSlackAlong(at.close(holds), version, at, simulation, starts);
  if (isFailure(found)) return failureText(found);
  return found ?? noStart;
}
