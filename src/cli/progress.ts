/**
 * What is being done, on standard error: how many of how many, and the time that is left.
 *
 * On a terminal it is one line that is written over, from the first second on; elsewhere there is a
 * line now and then, so that a long run in a log is not mistaken for one that hangs.
 */
export interface Progress {
  /** Says what is begun next; all before it is done. */
  readonly show: (what: string) => void;
  /** Writes lines that stay, above the progress. */
  readonly print: (lines: string, to: { readonly write: (text: string) => unknown }) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/** Milliseconds before anything is shown, and between lines where there is no terminal. */
const patience = { terminal: 1_000, log: 15_000 };

export interface ProgressOptions {
  /** Whether nothing is to be said. */
  readonly isQuiet?: boolean;
  /** Which part of the work is done, where things are worked at before their turn; else counted. */
  readonly share?: () => number | undefined;
  readonly stream?: ProgressStream;
  readonly now?: () => number;
}

/** @param total how many things there are to do */
export function progressLine(
  total: number,
  {
    isQuiet = false,
    share = () => undefined,
    stream = process.stderr,
    now = () => performance.now(),
  }: ProgressOptions = {},
): Progress {
  if (isQuiet) {
    return { show: () => {}, print: (lines, to) => void to.write(lines), clear: () => {} };
  }
  const isTerminal = stream.isTTY === true;
  const begun = now();
  let [done, what, shown, last] = [-1, "", "", begun];
  const erase = (): void => {
    if (shown !== "") stream.write("\r\u001b[K");
  };
  const draw = (): void => {
    const elapsed = now() - begun;
    const part = share() ?? done / total;
    const left = part > 0 ? `, ${secondsText((elapsed / part) * (1 - part))} left` : "";
    const line = `[${Math.min(done + 1, total)}/${total}] ${what}${left}`;
    if (isTerminal) {
      if (elapsed < patience.terminal) return;
      erase();
      shown = line.slice(0, (stream.columns ?? 80) - 1);
      stream.write(shown);
    } else if (now() - last >= patience.log) {
      last = now();
      stream.write(`${line}\n`);
    }
  };
  // What takes long is seen to go on.
  const timer = setInterval(() => {
    if (done >= 0) draw();
  }, patience.terminal);
  timer.unref();
  return {
    show: (next) => {
      done += 1;
      what = next;
      draw();
    },
    print: (lines, to) => {
      erase();
      to.write(lines);
      if (shown !== "") stream.write(shown);
    },
    clear: () => {
      clearInterval(timer);
      erase();
      shown = "";
    },
  };
}

/** `7 s`, `2 min 5 s`. */
function secondsText(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
