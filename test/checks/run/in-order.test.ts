import { expect, test } from "vitest";
import { inOrder } from "../../../src/checks/run/in-order.ts";

function gate() {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Work of which each part ends when it is told to, and the parts that were begun. */
function gated(count: number, atOnce: number) {
  const begun: number[] = [];
  const gates = Array.from({ length: count }, () => gate());
  const made = inOrder([...gates.keys()], atOnce, async (i) => {
    begun.push(i);
    await gates[i]!.promise;
    return i;
  });
  return { begun, made, open: (i: number) => gates[i]!.resolve() };
}

test("results come in order, whichever part is done first", async () => {
  const { made, open } = gated(3, 3);
  const first = made.next();
  for (const i of [2, 1, 0]) open(i);
  expect((await first).value).toBe(0);
  expect((await made.next()).value).toBe(1);
  expect((await made.next()).value).toBe(2);
  expect((await made.next()).done).toBe(true);
});

test("so many parts are begun ahead, and no more", async () => {
  const { begun, made, open } = gated(5, 2);
  const first = made.next();
  expect(begun).toEqual([0, 1]);
  open(0);
  await first;
  expect(begun).toEqual([0, 1]);
  void made.next();
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
});
