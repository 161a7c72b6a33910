/** Which clusters a few numbered articles make. */
import { expect, test } from 'vitest';
import { linkClusters, type Pair } from '../../src/stories/linkage.ts';

type Row = [a: number, b: number, points: number];
const pairs = (rows: readonly Row[]): Pair[] => rows.map(([a, b, points]) => ({ a, b, points }));

test.each<[what: string, rows: Row[], clusters: number[][]]>([
  [
    'joins one that is close to both on average, and to one of them surely',
    [
      [0, 1, 0.9],
      [0, 2, 0.7],
      [1, 2, 0.5],
    ],
    [[0, 1, 2]],
  ],
  [
    'leaves out one that only one of two knows, however well',
    [
      [0, 1, 0.9],
      [0, 2, 0.8],
    ],
    [[0, 1], [2]],
  ],
  [
    'gives ties to the lowest numbers',
    [
      [1, 2, 0.8],
      [0, 1, 0.8],
    ],
    [[0, 1], [2]],
  ],
])('it %s', (_, rows, clusters) => {
  expect(linkClusters({ count: 3, pairs: pairs(rows), together: [], apart: [] })).toEqual(clusters);
});

test('what is apart from one article is apart from all that have joined it, whichever came first', () => {
  const rows = pairs([
    [1, 2, 0.9],
    [0, 1, 0.8],
    [0, 2, 0.8],
  ]);
  for (const apart of [
    [0, 2],
    [2, 0],
    [0, 1],
  ])
    expect(linkClusters({ count: 3, pairs: rows, together: [], apart: [apart] })).toEqual([[0], [1, 2]]);
});
