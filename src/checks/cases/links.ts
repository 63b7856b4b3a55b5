/**
 * Links at which `link: any` is tried: a staircase, degrees that grow, and one without symmetry.
 */
import { literal } from "../../model/bind/bind-expression.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { integer, type Rational, rational } from "../../model/rational.ts";
import type { RandomStream } from "../../numeric/random/stream.ts";

export interface TriedLink {
  readonly label: string;
  readonly link: Expression;
}

const whole = (n: number): Expression => literal(integer(n));
const times = (left: Expression, right: Expression): Expression => ({
  kind: "binary",
  operator: "*",
  left,
  right,
});
const sumOf = ([first, ...rest]: readonly Expression[]): Expression =>
  rest.reduce<Expression>(
    (left, right) => ({ kind: "binary", operator: "+", left, right }),
    first ?? whole(0),
  );

/**
 * Links that depend on all of q variables z[1..q]; on `z` where `q` is absent.
 *
 *   staircase   z[1] + z[1] z[2] + z[1] z[2] z[3] + ...
 *   degrees     h_2(z[1]) + h_3(z[2]) + ...
 *   generic     all Hermite degrees from 1 to 3 in every variable, and products of neighbours
 */
export function triedLinks(q: number | undefined, random: RandomStream): readonly TriedLink[] {
  const variables: readonly Expression[] =
    q === undefined
      ? [{ kind: "name", name: "z" }]
      : Array.from({ length: q }, (_, i) => ({
          kind: "indexed",
          name: "z",
          indices: [whole(i + 1)],
        }));
  const hermite = (degree: number, z: Expression): Expression => ({
    kind: "call",
    name: "h",
    args: [whole(degree), z],
  });
  // Twelfths from 1/4 to 1, of either sign: no coefficient is near 0.
  const weight = (): Expression => {
    const size: Rational = rational(BigInt(3 + random.below(10)), 12n);
    return literal(random.below(2) === 0 ? size : { ...size, num: -size.num });
  };
  const generic = variables.flatMap((z, i) => {
    const before = variables[i - 1];
    const single = [1, 2, 3].map((degree) => times(weight(), hermite(degree, z)));
    return before === undefined ? single : [...single, times(weight(), times(before, z))];
  });
  return [
    {
      label: "staircase",
      link: sumOf(variables.map((_, i) => variables.slice(0, i + 1).reduce(times))),
    },
    { label: "degrees", link: sumOf(variables.map((z, i) => hermite(i + 2, z))) },
    { label: "generic", link: sumOf(generic) },
  ];
}
