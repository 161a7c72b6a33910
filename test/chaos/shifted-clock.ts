/**
 * Loaded before everything else into a process whose clock is to jump: `Date` reads the offset in milliseconds from the
 * file that JVWIRE_TEST_CLOCK names, at the start and at every SIGUSR2. Timers go on as they are, as they do when the
 * time of a machine is set.
 */
import { readFileSync } from 'node:fs';

const file = process.env['JVWIRE_TEST_CLOCK'] ?? '';
const now = Date.now.bind(Date);
let offset = 0;
const read = (): void => {
  offset = Number(readFileSync(file, 'utf8'));
};
read();
process.on('SIGUSR2', read);

const shifted = (): number => now() + offset;
globalThis.Date = new Proxy(Date, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [shifted()] : given, newTarget),
  get: (target, name, receiver) => (name === 'now' ? shifted : Reflect.get(target, name, receiver)),
});
