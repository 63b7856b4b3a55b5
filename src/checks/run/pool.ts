/**
 * Worker threads that observe cases: one case at a time each, none of them able to stall the rest.
 * Settings of experiments are looked at where no case is waiting.
 *
 * An observation is synchronous code, which nothing can stop from within its own thread. A case
 * that takes longer than the clock allows is ended with its thread, counted as interrupted, and the
 * thread replaced. What comes out of a case does not depend on which thread looked at it, nor when.
 */
import { Worker } from "node:worker_threads";
import type { Claim } from "../../model/claim.ts";
import type { Experiment } from "../../model/spec.ts";
import { encode } from "../evidence/codec.ts";
import type { AskedSetting } from "../experiment/observe.ts";
import { faultObservation, type Make, type Observation, observationText } from "./observation.ts";
import type { Asked, Said } from "./observer.ts";

export interface PoolOptions {
  /** Threads, at least 1. */
  readonly jobs: number;
  /** Seconds of the clock that one case may take. */
  readonly caseSeconds: number;
  /** Told how long a case or a setting took in its thread, by the clock. */
  readonly onObserved?: (of: Claim | Experiment, seconds: number) => void;
}

export interface Pool {
  readonly observe: Make;
  readonly draw: (asked: AskedSetting) => Promise<string>;
  /** Every case that is not done yet, and every later one, is interrupted for this reason. */
  readonly stop: (reason: string) => void;
  readonly close: () => Promise<void>;
}

interface Task {
  readonly asked: Asked;
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
  /** Settings of experiments, which no verdict waits for. */
  const later: Task[] = [];
  const seats: readonly Seat[] = Array.from({ length: jobs }, () => ({ tasks: [] }));
  const numbers = new Map<Claim | Experiment, number>();
  let stopped: string | undefined;

  const interrupted = (reason: string): string =>
    encode({ status: "interrupted", reason } satisfies Observation);

  const queueOf = (asked: Asked): Task[] => ("claim" in asked ? waiting : later);

  const put = (asked: Asked, isFirst = false): Promise<string> =>
    new Promise((resolve) => {
      const queue = queueOf(asked);
      if (isFirst) queue.unshift({ asked, resolve });
      else queue.push({ asked, resolve });
      handOut();
    });

  const numberOf = (of: Claim | Experiment): number => {
    const number = numbers.get(of) ?? numbers.size;
    numbers.set(of, number);
    return number;
  };

  /** Ends the thread of a seat; what waited in it goes back to the front of the queue. */
  const vacate = (seat: Seat, outcome: string): void => {
    clearTimeout(seat.timer);
    void seat.worker?.terminate();
    delete seat.worker;
    const [current, ...rest] = seat.tasks.splice(0);
    current?.resolve(outcome);
    for (const task of rest.reverse()) queueOf(task.asked).unshift(task);
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
      if (task !== undefined) onObserved?.(subjectOf(task.asked), seconds);
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
        // The last cases are not queued behind others: another thread may be free first. Settings
        // take long, so that nothing is queued behind one, nor they behind anything.
        const isBusyDrawing = seat.tasks.some(({ asked }) => !("claim" in asked));
        if (depth > 1 && (waiting.length < jobs || isBusyDrawing)) continue;
        const task = waiting.shift() ?? (depth === 1 ? later.shift() : undefined);
        if (task === undefined) continue;
        seat.worker ??= seated(seat);
        seat.tasks.push(task);
        seat.worker.postMessage(task.asked);
        if (seat.tasks.length === 1) begun(seat);
      }
    }
  };

  return {
    observe: (claim, at, fineness, sought) => {
      if (stopped !== undefined) return Promise.resolve(interrupted(stopped));
      const { origin, key, seed } = at;
      // A case that no list has cannot be made again elsewhere.
      if (origin === undefined) {
        return Promise.resolve(observationText(claim, at, fineness, sought));
      }
      // A claim that is being judged waits for a finer look, or a search; what was asked for ahead
      // nobody waits for yet.
      const isFirst = fineness > 0 || sought !== undefined;
      const more = sought === undefined ? {} : { sought };
      return put({ number: numberOf(claim), claim, origin, key, seed, fineness, ...more }, isFirst);
    },
    draw: (asked) =>
      stopped === undefined
        ? put({ ...asked, number: numberOf(asked.experiment) })
        : Promise.resolve(interrupted(stopped)),
    stop: (reason) => {
      stopped = reason;
      const tasks = [
        ...seats.flatMap((seat) => seat.tasks.splice(0)),
        ...waiting.splice(0),
        ...later.splice(0),
      ];
      for (const { resolve } of tasks) resolve(interrupted(reason));
      for (const seat of seats) vacate(seat, "");
    },
    close: async () => {
      await Promise.all(seats.map(({ worker }) => worker?.terminate()));
    },
  };
}

/** What a thread looks at something of. */
const subjectOf = (asked: Asked): Claim | Experiment =>
  "claim" in asked ? asked.claim : asked.experiment;
