/** Companies are known by their names in whatever case a language puts them. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

const tag = createTagger(loadKnowledge());

test.each<[lang: string, text: string, names: readonly string[]]>([
  ['cs', 'Podnik s Toyotou a Stellantisem vyrábí elektromobily Fordu.', ['Toyota', 'Stellantis', 'Ford']],
  ['de', 'Toyotas Werk baut BYDs Elektroautos und Geelys Batterien.', ['Toyota', 'BYD', 'Geely']],
  [
    'hu',
    'A Toyotával, a Geelyvel, a Leapmotorral és a Renaultnál is épülnek elektromos autók.',
    ['Toyota', 'Geely', 'Leapmotor', 'Renault'],
  ],
  ['nl', 'Volkswagens elektrische auto’s en Toyota’s fabriek.', ['Volkswagen', 'Toyota']],
  [
    'pl',
    'Udziały Toyoty i Stellantisa przejdą do spółki z Renaultem, w Fordzie zostaną auta elektryczne.',
    ['Toyota', 'Stellantis', 'Renault', 'Ford'],
  ],
  ['ro', 'Uzina Daciei și vânzările BYD-ului, acțiunile Renaultului.', ['Dacia', 'BYD', 'Renault']],
  [
    'ar',
    'باعت تويوتا حصة لبي واي دي، وفولكس فاغن بالشراكة مع رينو وڤولڤو.',
    ['Toyota', 'BYD', 'Volkswagen', 'Renault', 'Volvo'],
  ],
  [
    'ru',
    'Доли «Тойоты» и Фольксвагена перейдут Соллерсу, электромобили останутся у Чангана.',
    ['Toyota', 'Volkswagen', 'Sollers', 'Changan'],
  ],
  ['sv', 'Geelys elbilar säljs i Volvos butiker.', ['Geely', 'Volvo']],
])('%s: %s', (lang, text, names) => {
  const found = tag({ lang, text }).companies.map(({ name }) => name);
  for (const name of names)
    expect(
      found.some((one) => one.startsWith(name)),
      `${name} of ${found.join(', ')}`,
    ).toBe(true);
});

test('a partner is named without the ending, and without the accent that came with it', () => {
  const { ventures } = tag({
    lang: 'hu',
    text: 'A BYD közös vállalatot alapít a Toyotával elektromos autókra.',
  });
  expect(ventures[0]?.partners.map(({ name }) => name).sort()).toEqual(['BYD', 'Toyota']);
});
