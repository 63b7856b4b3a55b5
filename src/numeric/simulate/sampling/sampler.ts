/** What draws inputs. */
import type { RandomStream } from "../../random/stream.ts";

/** Fills x with one draw, from the stream and nothing else. */
export type Sampler = (random: RandomStream, x: Float64Array) => void;
