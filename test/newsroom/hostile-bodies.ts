/** The hostile answers themselves: bodies that are too large, too deep, too slow, cut short or a lie. */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

const NESTED_BYTES = 5 * 1024 * 1024;
const ATTRIBUTES = 300_000;
const BOMB_BYTES = 1024 * 1024 * 1024;
const MEMBER_BYTES = 8 * 1024 * 1024;
const DRIP_MS = 1_000;

/** A page of one element with 300,000 attributes. */
export function attributePage(): string {
  const list = Array.from({ length: ATTRIBUTES }, (_, at) => `a${at}="${at}"`).join(' ');
  return `<!doctype html><title>Attributes</title><p ${list}>text</p>`;
}

/** A page of 5 MB of opened elements. */
export function nestedPage(): string {
  return `<!doctype html><title>Nested</title>${'<div>'.repeat(NESTED_BYTES / 5)}`;
}

export function nestedFeed(): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Nested</title>${'<item>'.repeat(Math.floor(NESTED_BYTES / 6))}`;
}

/** Ten levels of ten references each. */
export function entityBomb(): string {
  const levels = Array.from({ length: 10 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`);
  return `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">${levels.join('')}]><rss version="2.0"><channel><title>&e10;</title></channel></rss>`;
}

let members: Buffer | null = null;

function bombMembers(): Buffer {
  const member = gzipSync(Buffer.alloc(MEMBER_BYTES), { level: 9 });
  return Buffer.concat(Array.from({ length: BOMB_BYTES / MEMBER_BYTES }, () => member));
}

/** Gzip members may be concatenated (RFC 1952), so one small member repeated makes the whole. */
export function bomb(response: ServerResponse): void {
  members ??= bombMembers();
  response.writeHead(200, {
    'content-type': 'text/html',
    'content-encoding': 'gzip',
    'content-length': members.length,
  });
  response.end(members);
}

export function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html' });
  const chunk = Buffer.alloc(64 * 1024, '<p>More of the same. ');
  const pump = (): void => {
    while (!response.destroyed && response.write(chunk)) {
      // The buffer is full when write says so; a reader that is gone destroys the response.
    }
  };
  response.on('drain', pump);
  pump();
}

export function drip(response: ServerResponse, timers: Set<NodeJS.Timeout>): void {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.write('<');
  const timer = setInterval(() => response.write('p'), DRIP_MS);
  timers.add(timer);
  response.once('close', () => {
    clearInterval(timer);
    timers.delete(timer);
  });
}

export function cut(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': 100_000 });
  response.write('<!doctype html><title>Cut</title><p>The rest of this page will never', () =>
    response.destroy(),
  );
}
