/** Expansions of links given as text, for these tests. */
import { expandLink } from "../../../src/symbolic/links/expand-link.ts";
import type { LinkExpansion } from "../../../src/symbolic/links/expansion.ts";
import type { LinkIssue } from "../../../src/symbolic/links/link-issue.ts";
import { parseLink } from "./parse-link.ts";

type Route = "either" | "exact" | "numeric";

/** The expansion of a link that has one. */
export function expansionOf(link: string, order: number, route: Route = "either"): LinkExpansion {
  const outcome = expandLink(parseLink(link), "x", order, route);
  if (outcome.kind === "issue") throw new Error(`${link}: ${outcome.reason}`);
  return outcome;
}

/** The issue of a link that has none. */
export function issueOf(link: string, order = 20): LinkIssue {
  const outcome = expandLink(parseLink(link), "x", order);
  if (outcome.kind === "expansion") throw new Error(`${link}: has an expansion`);
  return outcome;
}

/** The closed forms of the first coefficients. */
export const texts = (link: string, order: number): readonly (string | undefined)[] =>
  expansionOf(link, order).coefficients.map((c) => c.text);
