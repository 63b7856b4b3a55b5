/**
 * A self-contained page: no script, no font and no picture from anywhere else. Light or dark as the
 * reader's system says; wide formulas and tables scroll by themselves, so that the page never does.
 */

/** The page. @param title plain text @param body HTML @param note what made the page */
export const page = (title: string, body: string, note: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>
${style}
</style>
</head>
<body>
<main>
${body}
</main>
<footer>${escaped(note)}</footer>
</body>
</html>
`;

/** Text with the characters that HTML reads as markup written out. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? character);

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

const style = `:root {
  color-scheme: light dark;
  --ink: #1b1b1f; --paper: #fdfdfb; --quiet: #5b5b66; --line: #d9d9de; --code: #f1f1ee;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e3; --paper: #17171a; --quiet: #a3a3ad; --line: #3a3a42; --code: #24242a; }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 "Charter", "Georgia", "Times New Roman", serif;
}
main, footer { max-width: 46rem; margin: 0 auto; padding: 1.25rem; }
h1, h2 { line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; margin: 1rem 0 1.5rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 0.75rem; border-bottom: 1px solid var(--line); }
p, li { overflow-wrap: anywhere; }
code { background: var(--code); padding: 0.1em 0.3em; border-radius: 3px; font-size: 0.9em; }
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", math; }
.wide { overflow-x: auto; overflow-y: hidden; padding: 0.25rem 0; }
.reason { color: var(--quiet); }
ol li, ul li { margin: 0.5rem 0; }
table { border-collapse: collapse; font-size: 0.95rem; }
th, td {
  text-align: left; padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line);
}
td { white-space: nowrap; font-variant-numeric: tabular-nums; }
td math { math-style: normal; }
footer { color: var(--quiet); font-size: 0.875rem; }
@media (max-width: 30rem) { main, footer { padding: 0.75rem; } ol, ul { padding-left: 1.5rem; } }`;
