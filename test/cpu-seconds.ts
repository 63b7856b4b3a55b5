/**
 * Seconds of processor time that this process has used.
 *
 * For bounds on work done in the process: unlike the time on the wall it does not depend on what
 * else the machine is doing.
 */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
