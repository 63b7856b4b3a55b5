/** Differences of decimals of any length, exactly, for comparing with 45-digit oracles. */

/** |a - b| as a double, from two decimal texts. */
export function gapOf(a: string, b: string): number {
  const difference = scaled(a) - scaled(b);
  return Number(difference < 0n ? -difference : difference) * 1e-80;
}

/** a 10^80, cut off. */
function scaled(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
  if (match === null) throw new SyntaxError(`expected a decimal, got ${text}`);
  const [, minus, whole = "", fraction = "", exponent = "0"] = match;
  const shift = 80 + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  const value = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return minus === "-" ? -value : value;
}
