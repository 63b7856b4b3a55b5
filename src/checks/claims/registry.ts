/**
 * The kinds of claims that can be judged. A kind that is missing here is undecided, with that as
 * the reason; it is never a pass.
 */
import type { Kind } from "../../model/claim.ts";
import type { KindOfClaim } from "../kind.ts";
import { identity } from "./identity.ts";
import { limit } from "./limit.ts";
import { morseIndex } from "./morse-index.ts";
import { reduction } from "./reduction.ts";
import { stationary } from "./stationary.ts";
import { threshold } from "./threshold.ts";

const kinds: { readonly [K in Kind]?: KindOfClaim<K> } = {
  identity,
  reduction,
  stationary,
  "morse-index": morseIndex,
  threshold,
  limit,
};

/** The rules of a kind, if it has any yet. */
export const kindNamed = <K extends Kind>(kind: K): KindOfClaim<K> | undefined =>
  kinds[kind] as KindOfClaim<K> | undefined;
