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

/** The colour of a number, for an attribute. */
export const ink = (i: number): string => `var(--ink-${i % colours})`;

const variables = (which: 0 | 1): string =>
  inks.map((each, i) => `--ink-${i}:${each[which]}`).join(";");

/** Colours of day and night, on the element that holds the figures. */
export const inkVariables = { light: variables(0), dark: variables(1) } as const;

/** Rules for every plot, wherever it stands. */
export const plotStyle = `.plot{display:block;max-width:100%;height:auto;overflow:visible}
.plot text{white-space:pre}`;

/** The style sheet of a picture that stands alone. */
export const pictureStyle = `
svg{color-scheme:light dark;color:#1b1b1f;--paper:#fdfdfb;${inkVariables.light};font:12px system-ui,"Helvetica Neue",Arial,sans-serif}
@media (prefers-color-scheme:dark){svg{color:#e6e6e3;--paper:#17171a;${inkVariables.dark}}}
.paper{fill:var(--paper)}
text{fill:currentColor}
.title{font-size:14px;font-weight:600}
.quiet{opacity:.75}
${plotStyle}
`.trim();
