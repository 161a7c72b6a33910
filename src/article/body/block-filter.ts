/** Drops rendered blocks that are not prose of the article: captions, credits, date lines, bylines, link lists, endings. */

import { lettersOf } from '../../text/words/letters.ts';
import {
  ADVERTISEMENT,
  BYLINE,
  CREDIT,
  ENDING_HEADINGS,
  HASHTAGS,
  INVITATION,
  NOTICE,
  READ_MORE,
} from './block-phrases.ts';
import { isDateLine } from './date-lines.ts';
import type { Block } from './render.ts';
import { isSignOff } from './sign-offs.ts';

/** A block with a larger share of its text in links is a link, not a sentence. */
const LINKED = 0.8;
/** Share of its text that prose has in links (names, sources) at most. No sweep is recorded; test/quality/extraction.test.ts shows what another value costs. */
const LINKED_PROSE = 0.3;
/** When this share of all text is in such blocks, the page is a list of links on purpose. */
const LINK_PAGE = 0.5;
/** Boilerplate phrases are only looked for in blocks this short. */
const SHORT = 200;

/** If more prose than this share of the text follows an ending line, it is a heading of the article itself. */
const ENDING_PROSE = 0.1;
const ENDING_PROSE_HEADED = 0.3;
/** Share of the text that a company's note about itself takes at most. */
const BOILERPLATE = 0.25;

/** With this many captions that make up this share of all text, the page is a gallery and its captions are the text. */
const GALLERY = 3;
const GALLERY_SHARE = 0.8;

interface FilterContext {
  readonly title: string | null;
}

/** The blocks worth keeping, in order. */
export function filterBlocks(blocks: readonly Block[], context: FilterContext): Block[] {
  let total = 0;
  let inLinks = 0;
  let captions = 0;
  let inCaptions = 0;
  let first = blocks.length;
  let last = -1;
  blocks.forEach((block, i) => {
    total += block.text.length;
    if (block.kind === 'caption') {
      captions++;
      inCaptions += block.text.length;
    }
    if (isLinkOnly(block)) inLinks += block.text.length;
    else if (isProse(block)) {
      first = Math.min(first, i);
      last = i;
    }
  });
  const linksAllowed = inLinks > LINK_PAGE * total;
  const isGallery = captions >= GALLERY && inCaptions >= GALLERY_SHARE * total;
  const subheads = linkedSubheads(blocks);
  const listed = linkedItems(blocks);
  let kept = blocks.filter((block, i) => {
    if ((block.kind === 'caption' && !isGallery) || (isJunkBlock(block) && !isEndingHeading(block)))
      return false;
    if (linksAllowed || block.kind === 'heading' || !isLinkOnly(block)) return true;
    if (subheads.has(block) || listed.has(block)) return true;
    // amid prose a link to another site is a source, one to the same site points to another article
    return i > first && i < last && block.foreign >= LINKED * block.linked;
  });
  kept = dropLinkedHeadings(dropPullQuotes(kept));
  kept = dropTitle(kept, context.title);
  kept = dropEnding(dropRepeated(kept)).filter((block) => !(isEndingHeading(block) && isJunkBlock(block)));
  return dropSignOffs(dropEmptyHeadings(kept));
}

/** This many linked lines, each above a paragraph of its own, are the subheads of a roundup, not pointers to other articles. */
const SUBHEADS = 4;
const SUBHEAD_SHARE = 0.4;

function linkedSubheads(blocks: readonly Block[]): ReadonlySet<Block> {
  const found = new Set<Block>();
  let prose = 0;
  blocks.forEach((block, i) => {
    const next = blocks[i + 1];
    if (isProse(block)) prose++;
    else if (block.kind === 'paragraph' && isLinkOnly(block) && next !== undefined && isProse(next))
      found.add(block);
  });
  return found.size >= SUBHEADS && found.size >= SUBHEAD_SHARE * prose ? found : new Set();
}

/** A shorter line with a colon is a label over links: "More on this:". */
const SHORTEST_INTRODUCTION = 40;

/** Linked list items that belong to the text around them: sentences, or introduced by one that ends in a colon (subheads may lie between). */
function linkedItems(blocks: readonly Block[]): ReadonlySet<Block> {
  const found = new Set<Block>();
  const isSentence = (block: Block | undefined, ending: RegExp): boolean =>
    block !== undefined &&
    block.text.length >= SHORTEST_INTRODUCTION &&
    block.linked < LINKED_PROSE * block.text.length &&
    ending.test(block.text) &&
    !isJunkBlock(block);
  const first = blocks.findIndex((block) => isProse(block));
  const last = blocks.findLastIndex((block) => block.kind === 'paragraph' && isSentence(block, FULL_STOP));
  let announced = false;
  for (const [i, block] of blocks.entries()) {
    if (block.kind === 'item') {
      const amid = first >= 0 && i > first && i < last;
      if (amid && isLinkOnly(block) && (announced || FULL_STOP.test(block.text))) found.add(block);
    } else if (block.kind !== 'heading') announced = isSentence(block, /[:：]$/);
  }
  return found;
}

const FULL_STOP = /[.。．]["”’»」』)）]?$/u;

const PROSE = 80;

function isProse(block: Block): boolean {
  return block.text.length >= PROSE && block.linked < LINKED_PROSE * block.text.length;
}

function isLinkOnly(block: Block): boolean {
  return block.linked > 0 && block.linked >= LINKED * block.text.length;
}

function isJunkBlock(block: Block): boolean {
  if (!/[\p{L}\p{N}]/u.test(block.text) || PLACEHOLDER.test(block.text)) return true;
  if (block.kind === 'code' || block.kind === 'row') return false;
  const text = block.text;
  if (text.length > SHORT) return false;
  if (isLinkLine(block)) return true;
  const lines = text.split('\n');
  // an advertisement below its label
  if (lines.length > 1 && ADVERTISEMENT.test(lines[0] ?? '')) return true;
  return lines.every(isJunkLine);
}

function isJunkLine(line: string): boolean {
  return (
    CREDIT.test(line) ||
    isDateLine(line) ||
    HASHTAGS.test(line) ||
    BYLINE.test(line) ||
    READ_MORE.test(line) ||
    INVITATION.test(line) ||
    NOTICE.test(line)
  );
}

/** Whether a block is a label followed by a link: "Related roundup: MacBook Pro". */
function isLinkLine(block: Block): boolean {
  return (
    block.kind === 'paragraph' &&
    block.foreign < LINKED * block.linked &&
    block.linked >= 0.5 * block.text.length &&
    block.text.length < 120 &&
    !/[.!?。！？]["”’)]?$/.test(block.text)
  );
}

/** A shortcode that the site's software did not replace. */
const PLACEHOLDER =
  /^\[\w{2,30}\s[^\]]{0,400}\](?:[^[]{0,100}\[\/\w{2,30}\])?$|^[[{]{1,2}[\w. -]{2,40}(?:[=:][^\]}]{0,200})?[\]}]{1,2}$/;

const PULL_QUOTES = 30;
const SHORTEST_QUOTE = 40;
const LONGEST_QUOTE = 400;

/** A quote followed by its speaker. */
const QUOTED_BY = /^[“"„«]\s?([^“”"„«»]{40,400})[”"“»]\s?[–—-]?\s?[^“”"„«»]{0,80}$/;

/** Sentences of the text set a second time in large type. */
function dropPullQuotes(blocks: Block[]): Block[] {
  const suspects = blocks
    .filter(
      (b) =>
        b.text.length >= SHORTEST_QUOTE &&
        b.text.length <= LONGEST_QUOTE &&
        (b.kind === 'quote' || /^[“"„«]/.test(b.text)),
    )
    .slice(0, PULL_QUOTES);
  if (suspects.length === 0) return blocks;
  const folded = blocks.map((b) => (b.text.length < 5_000 ? lettersOf(b.text) : ''));
  const dropped = new Set<Block>();
  for (const suspect of suspects) {
    const quote = lettersOf(QUOTED_BY.exec(suspect.text)?.[1] ?? suspect.text);
    if (
      folded.some((text, i) => blocks[i] !== suspect && text.length > quote.length && text.includes(quote))
    ) {
      dropped.add(suspect);
    }
  }
  return dropped.size === 0 ? blocks : blocks.filter((b) => !dropped.has(b));
}

/** Two or more linked headings in a row are a list of other articles. */
function dropLinkedHeadings(blocks: Block[]): Block[] {
  const isCard = (b: Block | undefined): boolean =>
    b !== undefined && b.kind === 'heading' && isLinkOnly(b) && b.foreign < LINKED * b.linked;
  return blocks.filter((b, i) => !(isCard(b) && (isCard(blocks[i - 1]) || isCard(blocks[i + 1]))));
}

/** The headline repeated at the top of the body. */
function dropTitle(blocks: Block[], title: string | null): Block[] {
  if (title === null) return blocks;
  const want = lettersOf(title);
  const at = blocks
    .slice(0, 6)
    .findIndex((b, i) => b.kind === 'heading' && ((b.level === 1 && i === 0) || lettersOf(b.text) === want));
  return at < 0 ? blocks : blocks.filter((_, i) => i !== at);
}

/** Whether a heading ends the article: neither "Subscribe to continue reading" nor what follows it is its text. */
function isEndingHeading(block: Block): boolean {
  return block.kind === 'heading' && ENDING_HEADINGS.test(block.text);
}

/** Everything after a line such as "Related articles" late in the text, when little prose follows it. */
function dropEnding(blocks: Block[]): Block[] {
  const total = blocks.reduce((sum, b) => sum + b.text.length, 0);
  let after = 0;
  let end = blocks.length;
  for (let i = blocks.length - 1; i > 0; i--) {
    const block = blocks[i];
    if (block === undefined || after > ENDING_PROSE_HEADED * total) break;
    const allowed =
      block.kind === 'heading' &&
      !isJunkBlock(block) &&
      !/^(?:references|sources|footnotes)/i.test(block.text)
        ? ENDING_PROSE_HEADED
        : ENDING_PROSE;
    if (
      isHeadingLike(block.text) &&
      ((after <= allowed * total && ENDING_HEADINGS.test(block.text)) ||
        (after <= BOILERPLATE * total && isBoilerplate(block, blocks[i + 1])))
    )
      end = i;
    if (block.linked < LINKED_PROSE * block.text.length) after += block.text.length;
  }
  return blocks.slice(0, end);
}

/** Characters of the longest heading; Han, kana and Hangul count double. */
const LONGEST_HEADING = 60;

function isHeadingLike(text: string): boolean {
  return (
    text.length < LONGEST_HEADING &&
    text.length + (text.match(DENSE)?.length ?? 0) < LONGEST_HEADING &&
    (!FULL_STOP.test(text) || text.endsWith('...'))
  );
}

const DENSE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/gu;

/** "About Example Motors" above a paragraph that begins with the name: the boilerplate that companies append to every press release. */
function isBoilerplate(block: Block, next: Block | undefined): boolean {
  const name = /^(?:about|über|à propos de|acerca de|关于|關於) ?(?:the )?(\S.{1,48}?)[:：]?$/iu.exec(
    block.text,
  )?.[1];
  if (name === undefined || next === undefined) return false;
  return next.text.slice(0, 90).toLowerCase().includes(name.toLowerCase());
}

/** Shorter blocks may repeat on purpose: labels, refrains. */
const REPEATED = 60;

/** The second of two equal blocks: pages carry text twice for narrow and wide screens. */
function dropRepeated(blocks: Block[]): Block[] {
  const seen = new Set<string>();
  return blocks.filter((block) => {
    if (block.text.length < REPEATED || block.kind === 'code') return true;
    if (seen.has(block.text)) return false;
    seen.add(block.text);
    return true;
  });
}

/** Number of last blocks that may be sign-offs. */
const LAST_BLOCKS = 5;

function dropSignOffs(blocks: Block[]): Block[] {
  const from = Math.max(2, blocks.length - LAST_BLOCKS);
  return blocks.filter((b, i) => i < from || !isSignOff(b.text));
}

/** A heading with nothing under it before the end. */
function dropEmptyHeadings(blocks: Block[]): Block[] {
  let end = blocks.length;
  while (end > 0 && blocks[end - 1]?.kind === 'heading') end--;
  return end === 0 ? blocks : blocks.slice(0, end);
}
