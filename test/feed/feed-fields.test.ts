/** What a document says of itself: how often to come, when not to, and titles in disguise. */
import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../src/feed/document/parse.ts';

const parse = (document: string) => parseFeed(new TextEncoder().encode(document));
const rss = (channel: string, tail = '</channel></rss>'): string =>
  `<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>T</title>${channel}<item><title>a</title></item>${tail}`;

describe('how often to come', () => {
  test.for([
    { name: 'ttl', channel: '<ttl>30</ttl>', minutes: 30 },
    {
      name: 'the syndication module',
      channel: '<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>',
      minutes: 30,
    },
    {
      name: 'the longer of both',
      channel: '<ttl>30</ttl><sy:updatePeriod>daily</sy:updatePeriod>',
      minutes: 1440,
    },
    {
      name: 'the longer of both, the other way',
      channel: '<ttl>90</ttl><sy:updatePeriod>hourly</sy:updatePeriod>',
      minutes: 90,
    },
    { name: 'neither', channel: '<ttl>soon</ttl><sy:updatePeriod>often</sy:updatePeriod>', minutes: null },
  ])('$name', async ({ channel, minutes }) => {
    expect((await parse(rss(channel))).ttlMinutes).toBe(minutes);
  });
});

describe('when not to come', () => {
  const times =
    '<skipHours><hour>24</hour><hour> 3 </hour><hour>3</hour><hour>25</hour><hour>x</hour></skipHours><skipDays><day>Saturday</day><day>SUNDAY</day><day>someday</day></skipDays>';
  test.for([
    { name: 'a whole document', document: rss(times) },
    { name: 'one that breaks off', document: rss(times, '<item><title>b') },
  ])('$name', async ({ document }) => {
    expect(await parse(document)).toMatchObject({ skipHours: [0, 3], skipDays: [0, 6] });
  });

  test('what is not stated is not there', async () => {
    const document = await parse(rss('<skipHours></skipHours>'));
    expect(document).not.toHaveProperty('skipHours');
    expect(document).not.toHaveProperty('skipDays');
  });
});

describe('Atom titles in base64', () => {
  const title = async (attributes: string, text: string): Promise<string | null | undefined> =>
    (
      await parse(
        `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title ${attributes}>${text}</title></entry></feed>`,
      )
    ).items[0]?.title;
  const encoded = Buffer.from('BYD & Toyota').toString('base64');

  test.for([
    {
      name: 'by mode',
      attributes: 'mode="base64" type="text/html"',
      text: encoded,
      expected: 'BYD & Toyota',
    },
    {
      name: 'by a type that is not text',
      attributes: 'type="application/octet-stream"',
      text: encoded,
      expected: 'BYD & Toyota',
    },
    {
      name: 'not when it is plainly text',
      attributes: 'type="application/octet-stream"',
      text: 'BYD and Toyota',
      expected: 'BYD and Toyota',
    },
    {
      name: 'not for XML types',
      attributes: 'type="application/xhtml+xml"',
      text: 'Quarterly',
      expected: 'Quarterly',
    },
    { name: 'not without a type', attributes: '', text: encoded, expected: encoded },
  ])('$name', async ({ attributes, text, expected }) => {
    expect(await title(attributes, text)).toBe(expected);
  });
});
