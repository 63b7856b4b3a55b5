/**
 * A self-contained page: no font, no picture and no script from anywhere else, and a policy that
 * forbids any. Wide formulas and tables scroll by themselves, so that the page never does.
 */
import { pageStyle } from "./style.ts";

export interface Page {
  /** Plain text. */
  readonly title: string;
  /** HTML. */
  readonly body: string;
  /** What made the page. */
  readonly note: string;
  /** A list of contents beside the body, as HTML. */
  readonly contents?: string;
}

/** The page as a document. */
export const page = ({ title, body, note, contents }: Page): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>
${pageStyle}
</style>
</head>
<body${contents === undefined ? "" : ' class="beside"'}>
<a class="skip" href="#main">Skip to the text</a>
${contents === undefined ? "" : `<nav class="contents" aria-label="Contents">\n${contents}\n</nav>\n`}<main id="main">
${body}
</main>
<footer>${escaped(note)}</footer>
<script>
${script}
</script>
</body>
</html>
`;

/** Copies commands, and unfolds what is folded when the page is printed. Without it all is legible. */
const script = `for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const code = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = "Selected";
    }
  });
}
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
});`;

/** Text with the characters that HTML reads as markup written out. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? character);

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
