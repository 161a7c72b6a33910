/** Reads the names of authors out of the many ways feeds write them. */
import { htmlToLine } from './plain-text.ts';
import { childrenOf, childText, hasElements, textOf, type XmlNode } from './xml-node.ts';

/** A longer list names something else than authors. */
const MAX_AUTHORS = 20;
const MAIL = /^[^\s@<>()]{1,100}@[^\s@<>()]{1,200}$/;
/** RSS 2.0's `mail (Name)`, also met with `mailto:`. */
const MAIL_THEN_NAME = /^(?:mailto:)?[^\s@<>()]{1,100}@[^\s@<>()]{1,200}\s{1,20}\((.{1,300})\)$/;
/** Mail headers' `Name <mail>`. */
const NAME_THEN_MAIL =
  /^"?([^"<>]{1,300}?)"?\s{0,20}<\s{0,5}(?:mailto:)?[^\s@<>]{1,100}@[^\s@<>]{1,200}\s{0,5}>$/;
/** `Name (mailto:mail)` and `Name (mail)`. */
const NAME_THEN_MAIL_IN_BRACKETS =
  /^([^()]{1,300}?)\s{0,20}\((?:mailto:)?[^\s@<>()]{1,100}@[^\s@<>()]{1,200}\)$/;

/** Separates several people with mail addresses in one element. */
const BETWEEN_PEOPLE = /(?<=[)>])\s{0,9}[,;]\s{0,9}(?=[^,;]{1,300}@)/;

/** Elements of an item that name its author, most telling first. */
const AUTHOR_ELEMENTS = [
  'dc:creator',
  'author',
  'atom:author',
  'itunes:author',
  'dc:author',
  'dcterms:creator',
];

/** Names of all authors the element states, each once: in the order of AUTHOR_ELEMENTS, then of the document. */
export function authorsOf(node: XmlNode): string[] {
  const names: string[] = [];
  for (const element of AUTHOR_ELEMENTS)
    for (const author of childrenOf(node, element))
      if (hasElements(author)) addName(names, personName(author));
      else for (const one of textOf(author).split(BETWEEN_PEOPLE)) addName(names, one);
  return names;
}

/** Adds the name in `written` unless it is empty or already there. */
export function addName(names: string[], written: string | null): void {
  if (written === null || names.length >= MAX_AUTHORS) return;
  const name = cleanName(written);
  if (name !== '' && !names.some((known) => known.toLowerCase() === name.toLowerCase())) names.push(name);
}

/** A person with one of these and no name or mail address stays nameless: the text would be the address. */
const ADDRESS_ELEMENTS = ['uri', 'url', 'homepage', 'atom:uri'];

/** The name in a person element, else the mail address, else its text, whatever markup that has. */
function personName(person: XmlNode): string | null {
  return (
    childText(person, 'name') ??
    childText(person, 'atom:name') ??
    childText(person, 'foaf:name') ??
    childText(person, 'email') ??
    childText(person, 'atom:email') ??
    (ADDRESS_ELEMENTS.some((name) => childrenOf(person, name).length > 0) ? null : textOf(person))
  );
}

function cleanName(written: string): string {
  const plain = written.trim();
  const mailAddress = NAME_THEN_MAIL.exec(plain);
  if (mailAddress?.[1] !== undefined) return htmlToLine(mailAddress[1]);
  const line = htmlToLine(plain);
  if (MAIL.test(line)) return line;
  const named = MAIL_THEN_NAME.exec(line) ?? NAME_THEN_MAIL_IN_BRACKETS.exec(line);
  return (named?.[1] ?? line).trim();
}
