/**
 * Worker threads that observe cases: one case at a time each, none of them able to stall the rest.
 *
 * An observation is synchronous code, which nothing can stop from within its own thread. A case
 * that takes longer than the clock allows is ended with its thread, counted as interrupted, and the
 * thread replaced. What comes out of a case does not depend on which thread looked at it, nor when.
 */
import { Worker } from "node:worker_threads";
import type { Claim } from "../../model/claim.ts";
import type { Case } from "../cases/case.ts";
import { encode } from "../evidence/codec.ts";
import type { Fineness } from "../kind.ts";
import { faultObservation, type Observation, observationText } from "./observation.ts";
import type { Asked, Said } from "./observer.ts";

export interface PoolOptions {
  /** Threads, at least 1. */
  readonly jobs: number;
  /** Seconds of the clock that one case may take. */
  readonly caseSeconds: number;
  /** Told how long a case of a claim took in its thread, by the clock. */
  readonly onObserved?: (claim: Claim, seconds: number) => void;
}

export interface Pool {
  readonly observe: (claim: Claim, at: Case, fineness: Fineness) => Promise<string>;
  /** Every case that is not done yet, and every later one, is interrupted for this reason. */
  readonly stop: (reason: string) => void;
  readonly close: () => Promise<void>;
}

interface Task {
  readonly asked: Asked;
  readonly key: string;
  readonly resolve: (text: string) => void;
}

interface Seat {
  worker?: Worker;
  /** The case being looked at, then those that wait in the same thread. */
  readonly tasks: Task[];
  timer?: NodeJS.Timeout;
}

/** Cases handed to a thread at once, so that it need not wait for this one. */
const handed = 2;

export function workerPool({ jobs, caseSeconds, onObserved }: PoolOptions): Pool {
  const waiting: Task[] = [];
  const seats: readonly Seat[] = Array.from({ length: jobs }, () => ({ tasks: [] }));
  const claims = new Map<Claim, number>();
  let stopped: string | undefined;

  const interrupted = (reason: string): string =>
    encode({ status: "interrupted", reason } satisfies Observation);

  /** Ends the thread of a seat; what waited in it goes back to the front of the queue. */
  const vacate = (seat: Seat, outcome: string): void => {
    clearTimeout(seat.timer);
    void seat.worker?.terminate();
    delete seat.worker;
    const [current, ...rest] = seat.tasks.splice(0);
    current?.resolve(outcome);
    waiting.unshift(...rest);
    handOut();
  };

  const begun = (seat: Seat): void => {
    clearTimeout(seat.timer);
    const task = seat.tasks[0];
    if (task === undefined) return;
    seat.timer = setTimeout(() => {
      // What the thread said while this one was busy is heard first.
      setImmediate(() => {
        if (seat.tasks[0] !== task) return;
        vacate(seat, interrupted(`stopped after ${caseSeconds} s`));
      });
    }, caseSeconds * 1000);
    seat.timer.unref();
  };

  const seated = (seat: Seat): Worker => {
    const worker = new Worker(new URL("./observer.js", import.meta.url));
    worker.on("message", ({ text, seconds }: Said) => {
      if (seat.worker !== worker) return;
      const task = seat.tasks.shift();
      if (task !== undefined) onObserved?.(task.asked.claim, seconds);
      task?.resolve(text);
      begun(seat);
      handOut();
    });
    worker.on("error", (error) => {
      if (seat.worker === worker) vacate(seat, encode(faultObservation(error)));
    });
    seat.worker = worker;
    return worker;
  };

  const handOut = (): void => {
    for (let depth = 1; depth <= handed; depth++) {
      for (const seat of seats) {
        if (seat.tasks.length >= depth) continue;
        // The last cases are not queued behind others: another thread may be free first.
        if (depth > 1 && waiting.length < jobs) return;
        const task = waiting.shift();
        if (task === undefined) return;
        seat.worker ??= seated(seat);
        seat.tasks.push(task);
        seat.worker.postMessage(task.asked);
        if (seat.tasks.length === 1) begun(seat);
      }
    }
  };

  return {
    observe: (claim, at, fineness) => {
      if (stopped !== undefined) return Promise.resolve(interrupted(stopped));
      const { origin, key, seed } = at;
      // A case that no list has cannot be made again elsewhere.
      if (origin === undefined) return Promise.resolve(observationText(claim, at, fineness));
      const number = claims.get(claim) ?? claims.size;
      claims.set(claim, number);
      const asked: Asked = { number, claim, origin, key, seed, fineness };
      return new Promise((resolve) => {
        waiting.push({ asked, key, resolve });
        handOut();
      });
    },
    stop: (reason) => {
      stopped = reason;
      const tasks = [...seats.flatMap((seat) => seat.tasks.splice(0)), ...waiting.splice(0)];
      for (const { resolve } of tasks) resolve(interrupted(reason));
      for (const seat of seats) vacate(seat, "");
    },
    close: async () => {
      await Promise.all(seats.map(({ worker }) => worker?.terminate()));
    },
  };
}
