/**
 * How figures look: light or dark as the reader's system says, and told apart without colour too.
 */

/** Colours in the order that they are taken: dark ones on paper, light ones at night. */
const inks: readonly (readonly [string, string])[] = [
  ["#0b5fa5", "#6cb6ff"],
  ["#b3401f", "#ff9a6b"],
  ["#23774a", "#63d297"],
  ["#7a3fa0", "#cf9bff"],
  ["#8a6a00", "#e5c04a"],
  ["#a3245f", "#ff8ab8"],
  ["#3d6470", "#8fc6d4"],
  ["#5b5b66", "#b6b6c0"],
];

/** How many colours there are before they come again. */
export const colours = inks.length;

const variables = (which: 0 | 1): string =>
  inks.map((ink, i) => `--ink-${i}:${ink[which]}`).join(";");

/** The style sheet of one figure. */
export const styleSheet = `
svg{color-scheme:light dark;color:#1b1b1f;--paper:#fdfdfb;${variables(0)};font:12px system-ui,"Helvetica Neue",Arial,sans-serif}
@media (prefers-color-scheme:dark){svg{color:#e6e6e3;--paper:#17171a;${variables(1)}}}
.paper{fill:var(--paper)}
text{fill:currentColor}
.title{font-size:14px;font-weight:600}
.quiet{opacity:.72}
.axis{fill:none;stroke:currentColor;stroke-width:1}
.grid{stroke:currentColor;stroke-width:.5;opacity:.14}
.line{fill:none;stroke-width:1.6;stroke-linejoin:round}
.overlay{stroke:currentColor;fill:none;stroke-width:1.3;stroke-dasharray:5 4;opacity:.85}
.band{stroke:none;opacity:.2}
.whisker{stroke-width:1}
.rule{stroke-width:1;stroke-dasharray:2 3}
.arrow{fill:none;stroke-width:1}
.hollow{fill:var(--paper);stroke:currentColor;stroke-width:1.3}
.ring{fill:var(--paper);stroke-width:1.2}
.full{fill:currentColor;stroke:var(--paper);stroke-width:1}
${inks.map((_, i) => `.s${i}{stroke:var(--ink-${i})}.f${i}{fill:var(--ink-${i})}`).join("")}
`.trim();
