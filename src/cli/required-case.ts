/**
 * What `--case` names must be there.
 */
import { frameName, linkName } from "../checks/cases/cases.ts";
import { SpecError } from "../model/issue.ts";
import type { Spec } from "../model/spec.ts";

/** @throws SpecError if no spec has the claim or the parameters that `--case` names. */
export function requireCase(specs: readonly Spec[], caseId: string): void {
  const [id = "", ...pinned] = caseId.split("@");
  const claims = specs.flatMap((spec) => spec.claims);
  const named = claims.filter((claim) => claim.id === id);
  if (named.length === 0)
    throw noSuch(
      "the id of a claim",
      claims.map((claim) => claim.id),
      id,
    );
  const parameters = named.flatMap(({ setting }) => [
    ...setting.parameters.keys(),
    frameName,
    linkName,
  ]);
  const pins = pinned
    .join("@")
    .split(",")
    .flatMap((pin) => (pin === "" ? [] : [pin]));
  for (const pin of pins) {
    const [name = ""] = pin.trim().split("=");
    if (!parameters.includes(name) || !pin.includes("=")) {
      throw noSuch("name=value of a parameter", parameters, pin);
    }
  }
}

function noSuch(what: string, known: readonly string[], got: string): SpecError {
  const listed = [...new Set(known)];
  const names = `${listed.slice(0, 8).join(", ")}${listed.length > 8 ? ", ..." : ""}`;
  const position = { file: "--case", line: 1, column: 1 };
  const expected = `${what} (${names})`;
  return new SpecError([{ severity: "error", position, path: "", expected, got }]);
}
