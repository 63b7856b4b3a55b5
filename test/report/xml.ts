/** A small reader of XML 1.0 without namespaces, DTDs or CDATA: enough to see what is well-formed. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const name = "[A-Za-z_][A-Za-z0-9_.-]*";
const attribute = `\\s+(${name})="([^"<]*)"`;
const tag = new RegExp(`<(/?)(${name})((?:${attribute})*)\\s*(/?)>`, "y");

/** The root element. @throws Error naming the place where the text is no XML. */
export function parseXml(text: string): Element {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones XML forbids
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.exec(text);
  if (forbidden !== null) throw new Error(`a character that XML forbids at ${forbidden.index}`);
  const head = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/.exec(text);
  if (head === null) throw new Error("no declaration");
  const [elements, end] = content(text, head[0].length, undefined);
  const [root, ...others] = elements.children;
  if (root === undefined || others.length > 0 || elements.text.trim() !== "" || end < text.length) {
    throw new Error("not one root element");
  }
  return root;
}

function content(
  text: string,
  from: number,
  inside: string | undefined,
): [Pick<Element, "children" | "text">, number] {
  const children: Element[] = [];
  let said = "";
  let at = from;
  while (at < text.length) {
    const next = text.indexOf("<", at);
    said += unescaped(text.slice(at, next < 0 ? text.length : next));
    if (next < 0) {
      at = text.length;
      break;
    }
    tag.lastIndex = next;
    const match = tag.exec(text);
    if (match === null) throw new Error(`no tag at ${next}: ${text.slice(next, next + 40)}`);
    const [whole, closing, label = "", attributes = "", , , empty] = match;
    at = next + whole.length;
    if (closing === "/") {
      if (label !== inside) throw new Error(`</${label}> closes <${inside ?? "nothing"}>`);
      return [{ children, text: said }, at];
    }
    const read = attributesOf(attributes);
    if (empty === "/") {
      children.push({ name: label, attributes: read, children: [], text: "" });
      continue;
    }
    const [body, end] = content(text, at, label);
    children.push({ name: label, attributes: read, ...body });
    at = end;
  }
  if (inside !== undefined) throw new Error(`<${inside}> is not closed`);
  return [{ children, text: said }, at];
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const [, key = "", value = ""] of text.matchAll(new RegExp(attribute, "g"))) {
    if (found.has(key)) throw new Error(`the attribute ${key} twice`);
    found.set(key, unescaped(value));
  }
  return Object.fromEntries(found);
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

const unescaped = (text: string): string =>
  text.replace(/&(#[0-9]+;|[a-z]+;|)/g, (whole, reference: string) => {
    const code = /^#([0-9]+);$/.exec(reference)?.[1];
    const value =
      code === undefined ? entities[reference.slice(0, -1)] : String.fromCodePoint(Number(code));
    if (value === undefined) throw new Error(`a bare & or an unknown entity: ${whole}`);
    return value;
  });
