/** The end of a chaos run in words: rounds by fault, how long recovering took, and what was wrong, with how to see it again. */
import type { RoundResult } from './round.ts';

export function tallyOf(results: readonly RoundResult[], replay: string): string {
  const names = [...new Set(results.flatMap(({ round }) => round.faults.map(({ name }) => name)))].toSorted();
  const failed = results.filter(({ wrong }) => wrong.length > 0);
  const widest = Math.max(...names.map((name) => name.length), 5);
  const rows = names.map((name) => {
    const struck = results.filter(({ round }) => round.faults.some((fault) => fault.name === name));
    const times = struck.map(({ recoveryMs }) => recoveryMs / 1000).toSorted((a, b) => a - b);
    const wrong = struck.filter((result) => result.wrong.length > 0).length;
    return `${name.padEnd(widest)}  ${String(struck.length).padStart(6)}  ${inSeconds(quantile(times, 0.5))}  ${inSeconds(quantile(times, 1))}  ${String(wrong).padStart(6)}`;
  });
  const failures = new Map<string, number>();
  for (const result of results)
    for (const [code, count] of Object.entries(result.failures))
      failures.set(code, (failures.get(code) ?? 0) + count);
  const codes = [...failures].toSorted((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`);
  return [
    `${'fault'.padEnd(widest)}  rounds  median  longest   wrong`,
    ...rows,
    `${results.length} rounds, ${results.at(-1)?.published ?? 0} articles, ${results.filter(({ round }) => round.faults.length > 1).length} rounds with two faults, ${failed.length} with something wrong`,
    `failures told of: ${codes.join(', ') || 'none'}`,
    `most requests at one host at once: ${Math.max(...results.map(({ overlap }) => overlap))}`,
    ...failed.flatMap((result) => [
      `round ${result.round.number} (${described(result)}), again with \`${replay}\`:`,
      ...result.wrong.slice(0, 10).map((line) => `  ${line}`),
    ]),
  ].join('\n');
}

export function described({ round }: Pick<RoundResult, 'round'>): string {
  return round.faults.map(({ name, lastsMs }) => `${name} ${lastsMs / 1000} s`).join(' and ');
}

const inSeconds = (seconds: number): string => `${seconds.toFixed(1)} s`.padStart(7);

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
