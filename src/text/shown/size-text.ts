/** Sizes for people. */
import { counted } from './counted.ts';

const UNITS = ['KB', 'MB', 'GB'] as const;

export function sizeText(bytes: number): string {
  if (bytes < 1024) return counted(bytes, 'byte');
  const step = Math.min(UNITS.length, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** step).toFixed(1)} ${UNITS[step - 1]}`;
}
