/**
 * One line on a terminal that says what is being done; nothing where there is no terminal.
 */
export interface Progress {
  readonly show: (what: string) => void;
  readonly clear: () => void;
}

/** @param total how many things there are to do */
export function progressLine(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  let done = 0;
  return {
    show: (what) => {
      done += 1;
      const line = `[${done}/${total}] ${what}`;
      stream.write(`\r\u001b[K${line.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear: () => {
      stream.write("\r\u001b[K");
    },
  };
}
