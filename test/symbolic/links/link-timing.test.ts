import { expect, test } from "vitest";
import { expandLink } from "../../../src/symbolic/links/expand-link.ts";
import { parseLink } from "./parse-link.ts";

// The fastest of 15, 0.2 to 2 ms: what the work takes, whatever else the machine is doing.
test.each(["relu(x)", "abs(x)", "erf(x)", "x*Phi(x)", "sin(2*x)", "exp(x/2)", "max(-1,min(1,x))"])(
  "the whole expansion of %s to order 20 takes at most 5 ms",
  (link) => {
    const expression = parseLink(link);
    const times = Array.from({ length: 15 }, () => {
      const started = performance.now();
      expandLink(expression, "x", 20);
      return performance.now() - started;
    });
    expect(Math.min(...times)).toBeLessThan(5);
  },
);
