/**
 * What YAML can do and a spec does not need: anchors, aliases, tags, merge keys, directives,
 * several documents. They hide positions, blow up, or build objects, so they are issues.
 *
 * Looks at the concrete syntax, before anything is composed of it.
 */
import type { CST } from "yaml";

/** A place in the text where it is not plain YAML. */
export interface NotPlain {
  readonly offset: number;
  readonly expected: string;
  readonly got: string;
  readonly cure: string;
}

/** Levels of lists and maps within one another. */
const maximalDepth = 40;

const share = "Share settings through use: or let:.";

/** Every place where the tokens are not plain YAML, in no order. */
export function findNotPlain(tokens: readonly CST.Token[]): readonly NotPlain[] {
  const found: NotPlain[] = [];
  const open = tokens.map((token) => ({ token, depth: 0 }));
  let documents = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    const problem = problemOf(token);
    if (problem !== undefined) found.push(problem);
    if (depth > maximalDepth) return [tooDeep(token.offset)];
    for (const inner of tokensIn(token)) {
      const deeper = "items" in inner ? 1 : 0;
      open.push({ token: inner, depth: depth + deeper });
    }
  }
  for (const token of tokens) {
    if (token.type !== "document") continue;
    documents += 1;
    if (documents > 1) found.push(secondDocument(token.offset));
  }
  return found;
}

function problemOf(token: CST.Token): NotPlain | undefined {
  const plain = (got: string, cure: string): NotPlain => ({
    offset: token.offset,
    expected: "plain YAML",
    got,
    cure,
  });
  switch (token.type) {
    case "anchor":
      return plain(`an anchor ${token.source}`, share);
    case "alias":
      return plain(
        `an alias ${token.source}`,
        `${share} A product that begins with * is quoted or put right.`,
      );
    case "tag":
      return plain(`a tag ${token.source}`, "Write the value without it; not is written not.");
    case "directive":
      return plain(`a directive ${token.source}`, "Remove the line.");
    case "scalar":
      return token.source === "<<" ? plain("a merge key <<", share) : undefined;
    default:
      return undefined;
  }
}

const tooDeep = (offset: number): NotPlain => ({
  offset,
  expected: `at most ${maximalDepth} levels of lists and maps`,
  got: "more",
  cure: "A spec needs fewer than ten.",
});

const secondDocument = (offset: number): NotPlain => ({
  offset,
  expected: "one document",
  got: "a second one",
  cure: "Put it into a file of its own.",
});

/** Tokens directly inside a token, without recursion into them. */
function tokensIn(token: CST.Token): readonly CST.Token[] {
  const inner: CST.Token[] = [];
  const add = (more: readonly CST.Token[] | null | undefined): void => {
    for (const each of more ?? []) inner.push(each);
  };
  if (token.type === "document") add(token.start);
  if ("props" in token) add(token.props);
  if ("value" in token && token.value) inner.push(token.value);
  if ("items" in token) {
    for (const item of token.items) {
      add(item.start);
      add(item.sep);
      if (item.key) inner.push(item.key);
      if (item.value) inner.push(item.value);
    }
  }
  if ("end" in token) add(token.end);
  return inner;
}
