import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { escaped, page } from "../../../src/report/html/page.ts";
import { chromiumPath, openBrowser, seenIn, type Window } from "../../browser.ts";
import { lemmata } from "../../command.ts";
import { isFull } from "../../full.ts";
import { derivedPage, pages } from "./made-up-pages.ts";

const windows: readonly Window[] = [
  { width: 400, scheme: "light" },
  { width: 1600, scheme: "dark" },
];
const everyWindow: readonly Window[] = [
  ...windows,
  { width: 400, scheme: "dark" },
  { width: 1600, scheme: "light" },
];
const fine = { messages: [], requests: [], sideways: 0, violations: [] };

describe.skipIf(chromiumPath === undefined)("pages in Chromium", () => {
  const folder = mkdtempSync(join(tmpdir(), "lemmata-pages-"));
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
    for (const [name, html] of pages()) writeFileSync(join(folder, name), html);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  test.each(windows)("are legible to all at $width pixels, $scheme", async (window) => {
    for (const name of ["index.html", "one.html"]) {
      expect(await seenIn(browser, join(folder, name), window)).toEqual(fine);
    }
  });

  test("copy a command, by the keyboard too, and unfold for the printer", async () => {
    await seenIn(browser, join(folder, "one.html"), windows[0]!, async (open) => {
      const button = open.locator("button[data-copy]").first();
      await button.focus();
      await open.keyboard.press("Enter");
      await expect.poll(() => button.textContent()).toMatch(/Copied|Selected/);
      await open.evaluate('dispatchEvent(new Event("beforeprint"))');
      expect(await open.locator("details:not([open])").count()).toBe(0);
      expect((await open.pdf()).byteLength).toBeGreaterThan(10_000);
    });
  });

  test("the look finds a request, a sideways page, a faint text and a loud script", async () => {
    const wide = '<p style="min-width:3000px;color:#ddd;background:#fff">faint</p>';
    const asking = '<img src="http://example.org/a.png" alt="none">';
    const loud = '<script>console.log("loud")</script>';
    const path = join(folder, "bad.html");
    const bad = page({
      title: escaped("bad"),
      body: `<h1>bad</h1>${wide}${asking}${loud}`,
      note: "",
    });
    writeFileSync(path, bad);
    const seen = await seenIn(browser, path, windows[0]!);
    expect(seen.requests).toEqual(["http://example.org/a.png"]);
    expect(seen.messages).toContain("loud");
    expect(seen.sideways).toBeGreaterThan(1000);
    expect(seen.violations.join()).toContain("color-contrast");
  });

  test("a page of derive is legible as well", async () => {
    const path = join(folder, "derived.html");
    writeFileSync(path, derivedPage());
    expect(await seenIn(browser, path, windows[0]!)).toEqual(fine);
  });

  test.runIf(isFull)(
    "the report of every spec is legible, small, and soon made",
    async () => {
      const out = join(folder, "all");
      const { status } = lemmata(["verify", "specs", "--html", out]);
      expect(status).toBe(0);
      const names = readdirSync(out);
      const bytes = names.reduce((sum, name) => sum + statSync(join(out, name)).size, 0);
      expect(bytes).toBeLessThan(10e6);
      for (const name of names) {
        for (const window of everyWindow) {
          const seen = await seenIn(browser, join(out, name), window);
          expect([name, seen]).toEqual([name, fine]);
        }
      }
    },
    1_800_000,
  );
});
