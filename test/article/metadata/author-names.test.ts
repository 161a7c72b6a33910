/** Names out of the bylines that pages print. */

import { describe, expect, test } from 'vitest';
import { cleanAuthors } from '../../../src/article/metadata/author-names.ts';

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['Petra Lindqvist', ['Petra Lindqvist']],
  ['By Petra Lindqvist', ['Petra Lindqvist']],
  ['by Petra Lindqvist and Yann Le Goff', ['Petra Lindqvist', 'Yann Le Goff']],
  ['Petra Lindqvist, Yann Le Goff & Wim Adriaans', ['Petra Lindqvist', 'Yann Le Goff', 'Wim Adriaans']],
  ['Petra Lindqvist, Senior Editor', ['Petra Lindqvist']],
  ['Petra Lindqvist | Deputy business editor', ['Petra Lindqvist']],
  ['Petra Lindqvist (petra@voltpost.example)', ['Petra Lindqvist']],
  ['By Petra Lindqvist, November 3, 2026', ['Petra Lindqvist']],
  ['Petra Lindqvist Last updated 3 Nov 2026', ['Petra Lindqvist']],
  ['Author name: Petra Lindqvist', ['Petra Lindqvist']],
  ['Par Camille Besson | Publié le 20/11/2026 à 09h12, mis à jour le 20/11/2026 à 10h30', ['Camille Besson']],
  ['Von Petra Lindqvist, zuletzt aktualisiert am 20.11.2026, 09:12 Uhr, 3 Bilder', ['Petra Lindqvist']],
  ['Petra From Voltpost | November 20 , 2026', ['Petra']],
  ['Petra Lindqvist, 3 Bilder', ['Petra Lindqvist']],
  ['Petra Lindqvist, Hamburg correspondent', ['Petra Lindqvist']],
  ['Les éditions du Rhin', []],
  ['Von Jonas Wieland', ['Jonas Wieland']],
  ['Par Camille Besson et Yann Le Goff', ['Camille Besson', 'Yann Le Goff']],
  ['作者：周明远', ['周明远']],
  ['记者 周明远 林小雨', ['周明远', '林小雨']],
  ['https://voltpost.example/authors/petra', []],
  ['admin', []],
  ['Petra Lindqvist Senior Hamburg Correspondent', ['Petra Lindqvist']],
  ['Petra Lindqvist and Yann Le Goff - Volt Technology Writers', ['Petra Lindqvist', 'Yann Le Goff']],
  ['Camille Besson envoyée spéciale à Lyon', ['Camille Besson']],
  ['Petra Lindqvist 10/ 5/26 09:19 PM ET', ['Petra Lindqvist']],
  [
    'Camille Besson (avec Yann Le Goff et Petra Lindqvist)',
    ['Camille Besson', 'Yann Le Goff', 'Petra Lindqvist'],
  ],
  ['Petra Lindqvist (Volt Post)', ['Petra Lindqvist']],
  ['Ago Lindqvist', ['Ago Lindqvist']],
  ['9:39AM BST', []],
  ['2 hrs ago', []],
  ['voltpost.com', []],
  ['www.voltpost.co.uk', []],
];

describe('cleanAuthors', () => {
  test.each(CASES)('%s', (line, people) => {
    expect(cleanAuthors([line], ['Volt Post']).people).toEqual(people);
  });

  test('keeps teams and the site apart from people', () => {
    expect(
      cleanAuthors(['Volt Post', 'Editorial Team', 'Petra Lindqvist', 'p.lindqvist'], ['Volt Post']),
    ).toEqual({
      people: ['Petra Lindqvist'],
      houses: ['Volt Post', 'Editorial Team', 'p.lindqvist'],
    });
  });
});
