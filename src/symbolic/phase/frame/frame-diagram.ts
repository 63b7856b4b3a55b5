/**
 * The phase diagram of one neuron and a weighted sum of ridge functions over a frame that is
 * written out: what its symmetry shows, part by part, or why a part is missing.
 */
import { bindExpression } from "../../../model/bind/bind-expression.ts";
import type { Binding } from "../../../model/bind/instance.ts";
import type { Setting } from "../../../model/claim.ts";
import { formatExpression } from "../../../model/expression/format.ts";
import * as Q from "../../../model/rational.ts";
import * as P from "../../exact/polynomial.ts";
import { plantedSum } from "../../planted-sum.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { deepExpansion, slopeNorm } from "../average-diagram.ts";
import { type Derived, derivedOr } from "../derived-part.ts";
import { enclosureOf, type LinkWeights, linkWeights } from "../link-weights.ts";
import { type AllPoints, allPoints } from "./all-points.ts";
import { type FrameAverage, frameAverage } from "./frame-average.ts";
import { type FrameEscape, frameEscape } from "./frame-escape.ts";
import { type FrameSlice, frameSlice } from "./frame-slices.ts";
import {
  coarsestPartition,
  type Partition,
  type PartitionClass,
  partitionsInTwo,
} from "./partitions.ts";
import { type TeacherFrame, teacherFrame } from "./teacher-frame.ts";
import { type SupportType, weightedTypes } from "./weighted-orthonormal.ts";

export interface FrameDiagram {
  readonly kind: "frame";
  readonly link: string;
  readonly frame: TeacherFrame;
  readonly weights: LinkWeights;
  /** The coarsest partition that the flow respects: one cell where the average is stationary. */
  readonly coarsest: Partition;
  readonly average: Derived<FrameAverage>;
  readonly slices: readonly {
    readonly partition: PartitionClass;
    readonly slice: Derived<FrameSlice>;
  }[];
  /** Over an orthonormal frame with weights: points by support. */
  readonly types?: Derived<readonly SupportType[]>;
  /** Where no letter is open. */
  readonly all?: Derived<AllPoints>;
  readonly escapeLaw: Derived<FrameEscape>;
}

/** Elimination of the ratio takes seconds up to here, with one parity and with both. */
const most = { degree: 7, mixedDegree: 4 };

/** The diagram. @throws NotDerivable where the model is another one, or the link is refused. */
export function frameDiagram(setting: Setting, binding: Binding): FrameDiagram {
  const planted = plantedSum(setting.model);
  const link = bindExpression(planted.link, binding);
  const expansion = deepExpansion(link, "z", 20);
  if (expansion.kind === "issue") throw new NotDerivable(`the link: ${expansion.reason}`);
  const weights = linkWeights(expansion);
  const slope = slopeNorm({ expression: link, variable: "z" }, expansion);
  const frame = teacherFrame(setting, binding);
  const coarsest = coarsestPartition(frame);
  const isOrthonormal = frame.gram.every((row, i) => row.every((a, j) => i === j || P.isZero(a)));
  const [pure, ...others] = weights.ratios?.keys() ?? [];
  return {
    kind: "frame",
    link: formatExpression(link),
    frame,
    weights,
    coarsest,
    average: derivedOr(() => {
      if (coarsest.length > 1) throw new NotDerivable(noAverage);
      return frameAverage(frame, weights);
    }),
    slices: partitionsInTwo(frame).map((partition) => ({
      partition,
      slice: derivedOr(() => frameSlice(frame, partition, weights, ratiosOf(weights))),
    })),
    ...(isOrthonormal && pure !== undefined && others.length === 0
      ? { types: derivedOr(() => weightedTypes(frame, pure, weights)) }
      : {}),
    ...(frame.letter === undefined
      ? {
          all: derivedOr(() =>
            allPoints(frame, weights, Q.zero, slope && enclosureOf(slope).upper),
          ),
        }
      : {}),
    escapeLaw: derivedOr(() => frameEscape(frame, weights)),
  };
}

const noAverage =
  "row sums of the Gram matrix times the weights differ, so that equal overlaps do not stay equal";

function ratiosOf({ ratios }: LinkWeights): ReadonlyMap<number, Q.Rational> {
  if (ratios === undefined) {
    throw new NotDerivable(
      "points with two values of a link that is no polynomial with rational ratios of weights",
    );
  }
  const degrees = [...ratios.keys()];
  const highest = Math.max(...degrees);
  const isMixed = degrees.some((q) => (highest - q) % 2 === 1);
  const limit = isMixed ? most.mixedDegree : degrees.length === 1 ? 12 : most.degree;
  if (highest > limit) {
    throw new NotDerivable(`points with two values above degree ${limit}: the elimination is long`);
  }
  return ratios;
}
