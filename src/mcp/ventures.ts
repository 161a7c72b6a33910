/** The tools of the ledger: `list_ventures`, `get_venture` and `venture_timeline`. */
import { z } from 'zod';
import { untoldLine } from '../pipeline/answers/untold.ts';
import type { VentureEvent } from '../pipeline/answers/venture-events.ts';
import { ventureFilterSchema } from '../query/venture-filter.ts';
import { goneAmong } from '../text/shown/since-published.ts';
import { isDated } from '../text/shown/time-text.ts';
import { aboutVenture, stage, ventureSchema, ventureText } from './about-venture.ts';
import { atMost, moreThan, offset, partOf, readArguments } from './arguments.ts';
import { citationSchema, citeQuotes, citeText } from './cite.ts';
import { oneLine, quotedLine, visible } from './quoted.ts';
import { lacking, listEnd, type Tool } from './tool.ts';

/** Bounds on the lists of one venture; `citations` is per event or figure. */
const MAX = { names: 20, sources: 10, citations: 3, figures: 10, events: 30 } as const;

const citedBy = {
  citations: z.array(citationSchema),
  moreCitations: z.number().int(),
};
const eventDay = {
  day: z.string().describe('of the first article that reports it'),
  dated: z.boolean().describe('false: nobody says when; day is when that article was first seen'),
};
const ids = 'list_ventures has the ids of ventures';
const MUST_BE = 'must be an id or a name, such as volkswagen-anhui';
const id = z
  .string(MUST_BE)
  .min(1, MUST_BE)
  .max(200, MUST_BE)
  .describe('its id, such as volkswagen-anhui, or any of its names');

const aboutEvent = ({ stage: reached, day, quotes }: VentureEvent) => ({
  stage: reached,
  day,
  dated: isDated(day, quotes),
});

const eventText = ({ stage: reached, day, dated }: ReturnType<typeof aboutEvent>): string =>
  `${dated ? '' : 'seen '}${day} ${reached}`;

const listInput = ventureFilterSchema.extend({ limit: atMost(20, 50), offset });
const listOutput = z.object({
  asOf: z.string(),
  total: z.number().int(),
  ventures: z.array(ventureSchema),
  nextOffset: z.number().int().nullable(),
  untold: z
    .array(z.object({ id: z.string(), name: z.string() }))
    .describe('ventures of the ledger that match but that no article mentions; empty with since or until'),
  moreUntold: z.number().int(),
  coverage: lacking,
});

export const listVentures: Tool = {
  name: 'list_ventures',
  title: 'List ventures',
  description:
    'The Chinese EV joint ventures that articles mention, most recently reported first: partners, sector, current stage. Those that are only in the ledger are listed by name.',
  input: listInput,
  output: listOutput,
  ids: null,
  answer: async (written, { answers, now }) => {
    const { limit, offset: from, ...filter } = readArguments(listInput, written);
    const { ventures, untold, coverage } = await answers.ventures(await answers.known(filter));
    const { items, total, nextOffset } = partOf(ventures, from, limit);
    const structured = {
      asOf: new Date(now()).toISOString(),
      total,
      ventures: items.map(aboutVenture),
      nextOffset,
      untold: untold.slice(0, MAX.names),
      moreUntold: moreThan(untold, MAX.names),
      coverage,
    } satisfies z.output<typeof listOutput>;
    const text = [
      `Ventures: ${items.length} of ${total}, most recently reported first.`,
      structured.ventures.map(ventureText).join('\n'),
      ...[untoldLine(untold)].filter((line) => line !== null).map((line) => `In addition, ${line}.`),
      ...listEnd(nextOffset === null ? null : `offset ${nextOffset}`, coverage),
    ];
    return { structured, text: text.filter((part) => part !== '').join('\n\n') };
  },
};

const getInput = z.object({ venture: id });
const getOutput = z.object({
  asOf: z.string(),
  venture: ventureSchema,
  aliases: z.array(z.string()),
  moreAliases: z.number().int(),
  brands: z.array(z.string()),
  place: z.string().nullable(),
  ended: z.string().nullable(),
  status: z.string().nullable().describe('as the ledger has it'),
  successor: z.string().nullable(),
  ledgerSources: z.array(z.string()).describe('what the entry was written from'),
  ledgerChecked: z.string().nullable().describe('the day on which the entry was checked against them'),
  stakesSince: z
    .array(z.string())
    .describe("stakes that articles state since and that are not the ledger's: it may be behind"),
  figures: z
    .array(z.object({ what: z.enum(['stake', 'amount']), value: z.string(), ...citedBy }))
    .describe('as each source gives them, never averaged'),
  moreFigures: z.number().int(),
  events: z
    .array(
      z.object({
        stage,
        ...eventDay,
        articles: z.number().int(),
        gone: z.number().int().describe('of the articles: those whose page is gone'),
      }),
    )
    .describe('the latest; venture_timeline has all, and their sources'),
  earlierEvents: z.number().int(),
});

export const getVenture: Tool = {
  name: 'get_venture',
  title: 'Get a venture',
  description:
    'One venture: partners and stakes, names, where it stands, its figures side by side as sources give them, its events by day.',
  input: getInput,
  output: getOutput,
  ids,
  answer: async (written, { answers, now }) => {
    const { venture: asked } = readArguments(getInput, written);
    const found = await answers.venture(asked);
    const figures = found.figures.slice(0, MAX.figures).map(({ what, value, quotes }) => ({
      what,
      value: visible(value),
      citations: citeQuotes(answers, quotes, MAX.citations),
      moreCitations: moreThan(quotes, MAX.citations),
    }));
    const structured = {
      asOf: new Date(now()).toISOString(),
      venture: aboutVenture(found),
      aliases: found.aliases.slice(0, MAX.names),
      moreAliases: moreThan(found.aliases, MAX.names),
      brands: found.brands.slice(0, MAX.names),
      place: found.place,
      ended: found.ended,
      status: found.status,
      successor: found.successor,
      ledgerSources: found.sources.slice(0, MAX.sources),
      ledgerChecked: found.checked,
      stakesSince: found.stakesSince.slice(0, MAX.figures).map(visible),
      figures,
      moreFigures: moreThan(found.figures, MAX.figures),
      events: found.events.slice(-MAX.events).map((event) => ({
        ...aboutEvent(event),
        articles: event.quotes.length,
        gone: goneAmong(event.quotes),
      })),
      earlierEvents: moreThan(found.events, MAX.events),
    } satisfies z.output<typeof getOutput>;
    const { venture, events, moreAliases, moreFigures, earlierEvents } = structured;
    const facts = [
      ['also', [...structured.aliases, ...(moreAliases > 0 ? [`and ${moreAliases} more`] : [])].join(', ')],
      ['brands', structured.brands.join(', ')],
      ['place', found.place],
      ['ended', found.ended],
      ['status in the ledger', found.status],
      ['successor', found.successor],
      // For a candidate the first line says that it is not in the ledger.
      ['ledger', venture.inLedger ? checkedText(structured) : null],
      ['newer articles state other stakes', structured.stakesSince.map(oneLine).join(', ')],
    ].filter(([, value]) => value);
    const text = [
      ventureText(venture),
      facts.map(([what, value]) => `${what}: ${value}`).join('\n'),
      earlierEvents > 0 ? `earlier events, which venture_timeline has: ${earlierEvents}` : '',
      events
        .map(
          (event) =>
            `${eventText(event)} (articles: ${event.articles}${event.gone === 0 ? '' : `, of them gone: ${event.gone}`})`,
        )
        .join('\n'),
      ...figures.map(({ what, value, citations, moreCitations }) =>
        [
          `${what} ${value}`,
          ...citations.map(citeText),
          ...(moreCitations > 0 ? [`further articles that state it: ${moreCitations}`] : []),
        ].join('\n'),
      ),
      moreFigures > 0 ? `further figures: ${moreFigures}` : '',
    ];
    return { structured, text: text.filter((part) => part !== '').join('\n\n') };
  },
};

function checkedText({
  ledgerChecked,
  ledgerSources,
}: Pick<z.output<typeof getOutput>, 'ledgerChecked' | 'ledgerSources'>): string {
  if (ledgerChecked === null) return 'not checked against a source';
  return `checked on ${ledgerChecked}: ${ledgerSources.join(' ')}`;
}

const timelineInput = getInput.extend({ limit: atMost(10, 30), offset });
const timelineOutput = z.object({
  asOf: z.string(),
  venture: z.string(),
  total: z.number().int(),
  events: z.array(z.object({ stage, ...eventDay, ...citedBy })),
  nextOffset: z.number().int().nullable(),
});

export const ventureTimeline: Tool = {
  name: 'venture_timeline',
  title: 'Timeline of a venture',
  description:
    'The events of one venture, oldest first, each with the articles that report it and quotes from them.',
  input: timelineInput,
  output: timelineOutput,
  ids,
  answer: async (written, { answers, now }) => {
    const { venture: asked, limit, offset: from } = readArguments(timelineInput, written);
    const found = await answers.venture(asked);
    const { items, total, nextOffset } = partOf(found.events, from, limit);
    const events = items.map((event) => ({
      ...aboutEvent(event),
      citations: citeQuotes(answers, event.quotes, MAX.citations),
      moreCitations: moreThan(event.quotes, MAX.citations),
    }));
    const structured = {
      asOf: new Date(now()).toISOString(),
      venture: found.id,
      total,
      events,
      nextOffset,
    } satisfies z.output<typeof timelineOutput>;
    const text = [
      `Events of ${found.new ? `a venture that the ledger does not have, [venture ${found.id}]` : visible(found.name)}: ${items.length} of ${total}, the oldest first.`,
      ...(found.new ? [`  called ${quotedLine(found.name)}`] : []),
      ...events.map(({ citations, moreCitations, ...event }) =>
        [
          eventText(event),
          ...citations.map(citeText),
          ...(moreCitations > 0 ? [`further articles that report it: ${moreCitations}`] : []),
        ].join('\n'),
      ),
      ...listEnd(nextOffset === null ? null : `offset ${nextOffset}`, null),
    ];
    return { structured, text: text.join('\n\n') };
  },
};
