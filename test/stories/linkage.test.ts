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
    'leaves apart two that are close on average, where no pair of them is close enough',
    [[0, 1, 0.6]],
    [[0], [1], [2]],
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

test('two clusters are one by the average of all their pairs, whichever of them were joined first', () => {
  const rows = pairs([
    [0, 1, 0.9],
    [2, 3, 0.85],
    [0, 2, 0.6],
    [1, 2, 0.6],
    [0, 3, 0.6],
    [1, 3, 0.7],
  ]);
  expect(linkClusters({ count: 4, pairs: rows, together: [], apart: [] })).toEqual([[0, 1, 2, 3]]);
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
  const first = pairs([
    [0, 1, 0.9],
    [0, 2, 0.8],
    [1, 2, 0.8],
  ]);
  expect(linkClusters({ count: 3, pairs: first, together: [], apart: [[1, 2]] })).toEqual([[0, 1], [2]]);
});
