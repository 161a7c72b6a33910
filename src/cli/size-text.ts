/** Sizes for people. */
import { counted } from '../text/counted.ts';

export const sizeText = (bytes: number): string =>
  bytes < 1024
    ? counted(bytes, 'byte')
    : bytes < 1024 * 1024
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
