/**
 * Two overlaps under gradient descent with the link h_3, in plain Node: u' = 3 (u^2 - u sum u^3).
 *
 * Reads an instance as JSON on standard input, writes comma-separated rows. An argument names a fault.
 */
import { readFileSync } from "node:fs";

const instance = JSON.parse(readFileSync(0, "utf8"));
const fault = process.argv[2] ?? "";
const step = 0.01;
let u = instance.columns.map((name) => instance.start[name]);
let across = Math.sqrt(1 - u[0] ** 2 - u[1] ** 2);
let steps = 0;

console.log(`# step: ${step}`);
console.log('t,"u[1]","u[2]",loss');
for (const time of instance.times) {
  for (; (steps + 0.5) * step <= time; steps++) {
    const power = fault === "link" ? 1 : 2;
    const pull = u.map((x) => -(power + 1) * x ** power);
    const radial = fault === "projection" ? 0 : u.reduce((sum, x, i) => sum + x * pull[i], 0);
    const late = fault === "late-rate" && steps * step >= 1 ? 2 : 1;
    const scale = fault === "rate" ? 2 : fault === "sign" ? -1 : fault === "stuck" ? 0 : late;
    u = u.map((x, i) => x - scale * step * (pull[i] - radial * x));
    across += scale * step * radial * across;
    const length = fault === "projection" ? 1 : Math.hypot(...u, across);
    u = u.map((x) => x / length);
    across /= length;
  }
  const loss = -(u[0] ** 3 + u[1] ** 3);
  console.log([steps * step, ...u, loss].join(","));
}
