/**
 * The style sheet of pages: light or dark as the reader's system says, one column on a telephone, a
 * list of contents beside it on a wide screen, ink on paper when printed.
 */
import { inkVariables, plotStyle } from "../figure/style.ts";

export const pageStyle = `:root {
  color-scheme: light dark;
  --ink: #1b1b1f; --paper: #fdfdfb; --quiet: #5b5b66; --line: #d9d9de; --code: #f1f1ee;
  --good: #17673a; --bad: #a8201a; --open: #7a5200; --link: #0b5fa5;
  ${inkVariables.light};
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e6e3; --paper: #17171a; --quiet: #a9a9b3; --line: #3a3a42; --code: #24242a;
    --good: #63d297; --bad: #ff8f85; --open: #e5c04a; --link: #6cb6ff;
    ${inkVariables.dark};
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 "Charter", "Georgia", "Times New Roman", serif;
}
main, footer { max-width: 46rem; margin: 0 auto; padding: 1.25rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; margin: 1rem 0 1.5rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 0.75rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.0625rem; margin: 1.5rem 0 0.5rem; }
p, li, dd { overflow-wrap: anywhere; }
/* A column is no narrower than its longest word: tables scroll in their own boxes. */
th, td { overflow-wrap: break-word; }
td:first-child { min-width: 8rem; }
/* A name is short and stays in one piece; a title has a column that it can be read in. */
td > .name { white-space: nowrap; }
td > .title { display: block; min-width: 13rem; }
p { max-width: 46rem; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code { background: var(--code); padding: 0.1em 0.3em; border-radius: 3px; font-size: 0.875em; }
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", math; }
.wide { overflow-x: auto; overflow-y: hidden; padding: 0.25rem 0; max-width: 100%; }
.statement math { math-style: normal; font-size: 1.05em; }
.statement p { margin: 0.5rem 0; }
/* What sets formulas writes their display on them. */
li > .wide > math { display: inline math !important; math-style: normal; }
.reason, .quiet { color: var(--quiet); }
.quiet { font-size: 0.9375rem; }
ol li, ul li { margin: 0.5rem 0; }
table { border-collapse: collapse; font-size: 0.9375rem; }
th, td {
  text-align: left; vertical-align: top; padding: 0.35rem 1rem 0.35rem 0;
  border-bottom: 1px solid var(--line);
}
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td math { math-style: normal; }
dl {
  display: grid; grid-template-columns: max-content 1fr;
  gap: 0.35rem 1.25rem; margin: 0.75rem 0;
}
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; }
summary { cursor: pointer; color: var(--link); }
details { margin: 0.75rem 0; }
footer { color: var(--quiet); font-size: 0.875rem; }
.verdict { font: 600 0.8125rem/1 system-ui, "Helvetica Neue", Arial, sans-serif; white-space: nowrap; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.open { color: var(--open); }
.statement { border-left: 3px solid var(--line); padding: 0.1rem 0 0.1rem 1rem; margin: 1rem 0; }
.copy { display: flex; gap: 0.75rem; align-items: start; margin: 0.5rem 0; }
.copy code {
  flex: 1; min-width: 0; padding: 0.45rem 0.6rem;
  overflow-wrap: anywhere; user-select: all;
}
button {
  font: inherit; font-size: 0.875rem; color: var(--link); background: none; cursor: pointer;
  border: 1px solid var(--line); border-radius: 4px; padding: 0.25rem 0.75rem;
}
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: 0.5rem; z-index: 1; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { margin: 0.3rem 0; overflow-wrap: anywhere; }
nav.contents { font: 0.875rem/1.4 system-ui, "Helvetica Neue", Arial, sans-serif; }
nav.contents .verdict { white-space: normal; line-height: 1.3; }
figure { margin: 1.25rem 0; }
figcaption { margin-bottom: 0.5rem; }
.panels {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr));
  gap: 0.75rem;
}
.panels > .plot { max-width: min(100%, 30rem); width: 100%; }
.charts { display: flex; flex-wrap: wrap; gap: 0 2rem; }
.charts figure { margin: 0.75rem 0; flex: 0 1 24rem; min-width: 0; }
.charts figcaption { min-height: 2lh; }
.legend {
  list-style: none; display: flex; flex-wrap: wrap;
  gap: 0.2rem 1.25rem; margin: 0.5rem 0; padding: 0;
}
.legend li {
  margin: 0; display: flex; gap: 0.5rem; align-items: center;
  font: 0.8125rem/1.4 system-ui, "Helvetica Neue", Arial, sans-serif;
}
.legend svg { flex: none; }
.tally { font-variant-numeric: tabular-nums; }
${plotStyle}
.chart .plot, .panels .plot { font-family: system-ui, "Helvetica Neue", Arial, sans-serif; }
@media (min-width: 75rem) {
  body:not(.beside) main { max-width: 58rem; }
  td > .title { min-width: 20rem; }
  body.beside {
    display: grid; grid-template-columns: 17rem minmax(0, 60rem);
    justify-content: center; gap: 0 3rem;
  }
  body.beside main, body.beside footer { grid-column: 2; max-width: none; width: 100%; margin: 0; }
  body.beside nav.contents {
    grid-column: 1; grid-row: 1 / span 2; position: sticky; top: 0; max-height: 100vh;
    overflow-y: auto; padding: 2rem 0 2rem 1.25rem;
  }
}
@media (max-width: 75rem) {
  body.beside nav.contents {
    max-width: 46rem; margin: 0 auto; padding: 1.25rem 1.25rem 0;
  }
}
@media (max-width: 30rem) {
  body { font-size: 1rem; }
  main, footer, body.beside nav.contents { padding: 0.75rem; }
  ol, ul { padding-left: 1.5rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
  .copy { flex-direction: column; }
}
@media print {
  :root { --ink: #000; --paper: #fff; --quiet: #444; --line: #bbb; --code: #f4f4f4;
    --good: #17673a; --bad: #a8201a; --open: #7a5200; --link: #000; ${inkVariables.light}; }
  body { font-size: 10.5pt; }
  body.beside { display: block; }
  main { max-width: none; padding: 0; }
  nav, button, .skip { display: none; }
  .wide { overflow: visible; }
  .long > math { font-size: 0.7em; }
  details::details-content { content-visibility: visible; block-size: auto; }
  figure, .copy, tr, li > .wide, .statement { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
}`;
