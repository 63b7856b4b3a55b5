/** Phase diagrams from the text of a link, for these tests. */
import { parseExpression } from "../../../src/model/expression/parse.ts";
import {
  type PhaseDiagram,
  type PhaseOptions,
  phaseDiagram,
} from "../../../src/symbolic/phase/phase-diagram.ts";

/** The diagram of a link. @throws Error if it has none */
export async function diagramOf(
  link: string,
  k?: number,
  options: Partial<PhaseOptions> = {},
): Promise<PhaseDiagram> {
  const parsed = parseExpression(link);
  if (!parsed.ok) throw new SyntaxError(link);
  const diagram = await phaseDiagram(parsed.value, "x", {
    frame: "equiangular",
    order: 20,
    ...options,
    ...(k === undefined ? {} : { k: BigInt(k) }),
  });
  if ("code" in diagram) throw new Error(diagram.reason);
  return diagram;
}
