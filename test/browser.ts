/**
 * Chromium where the system has one: pages are opened in it as a reader would, without a network.
 */
import { accessSync, constants, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

/** The path of a Chromium on PATH. */
export const chromiumPath: string | undefined = (process.env.PATH ?? "")
  .split(delimiter)
  .flatMap((folder) =>
    ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name)),
  )
  .find(isExecutable);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not a program.
    return false;
  }
}

/** A browser that asks nobody for anything. @throws if there is none */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(chromiumPath !== undefined && { executablePath: chromiumPath }),
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--host-resolver-rules=MAP * ~NOTFOUND",
    ],
  });

export interface Seen {
  /** Of the console, and exceptions. */
  readonly messages: readonly string[];
  /** Addresses that are no files. */
  readonly requests: readonly string[];
  /** How far the page scrolls sideways, in pixels. */
  readonly sideways: number;
  /** Serious and critical violations that axe finds, with an element of each. */
  readonly violations: readonly string[];
}

export interface Window {
  readonly width: number;
  readonly scheme: "light" | "dark";
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Opens a page and looks. @param more does something with the page before it is closed */
export async function seenIn(
  browser: Browser,
  path: string,
  { width, scheme }: Window,
  more: (page: Page) => Promise<void> = async () => {},
): Promise<Seen> {
  // Axe is put into the page, which its policy would not allow.
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    bypassCSP: true,
  });
  try {
    const page = await context.newPage();
    const [messages, requests]: [string[], string[]] = [[], []];
    page.on("console", (message) => messages.push(message.text()));
    page.on("pageerror", (error) => messages.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) requests.push(request.url());
    });
    await page.goto(pathToFileURL(path).href);
    const sideways = Number(
      await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      ),
    );
    await more(page);
    await page.evaluate(axe);
    const found = (await page.evaluate("axe.run()")) as {
      readonly violations: readonly {
        readonly id: string;
        readonly impact: string | null;
        readonly nodes: readonly { readonly html: string }[];
      }[];
    };
    const violations = found.violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
    return { messages, requests, sideways, violations };
  } finally {
    await context.close();
  }
}
