/**
 * A setting of an experiment, looked at somewhere: in this process, in a thread, or in an earlier
 * run. What goes wrong is `missing` from the picture, and costs the other settings nothing.
 */
import { decode, encode } from "../evidence/codec.ts";
import { bare, type EvidenceStore, sha256 } from "../evidence/store.ts";
import { type AskedSetting, type Draw, drawnAt } from "../experiment/observe.ts";
import type { Drawn } from "../experiment/trajectories.ts";
import { faultObservation, type Observation } from "./observation.ts";

/** What became of looking at a setting. */
type Drawing =
  | ({ readonly status: "drawn" } & Drawn)
  | Extract<Observation, { readonly status: "interrupted" | "fault" }>;

/** What is drawn of a setting, as text. */
export function drawingText(asked: AskedSetting): string {
  try {
    return encode({ status: "drawn", ...drawnAt(asked) } satisfies Drawing);
  } catch (error) {
    return encode(faultObservation(error));
  }
}

/** Draws by means of `look`, unless the store knows; keeps what can be kept. */
export function filedDraw(
  { store, version }: { readonly store: EvidenceStore; readonly version: string },
  look: (asked: AskedSetting) => Promise<string>,
): Draw {
  return async (asked) => {
    const key = keyOf(asked, version);
    const kept = store.read(key);
    const text = kept ?? (await look(asked));
    const drawing = decode(text) as Drawing;
    if (drawing.status === "drawn") {
      if (kept === undefined) store.write(key, text);
      return drawing;
    }
    const reason = drawing.status === "fault" ? `a fault: ${drawing.fault}` : drawing.reason;
    return { series: [], missing: [{ at: `setting ${asked.place + 1}`, reason }] };
  };
}

/** A picture's name and source change nothing that is seen. */
function keyOf({ experiment, runs, seed, place }: AskedSetting, version: string): string {
  const { title: _, source: __, ...content } = experiment;
  return sha256(encode(["experiment", version, bare(content), runs, seed, place]));
}
