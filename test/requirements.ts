/** What some tests need: its absence skips those tests, or fails them where everything must run. */
import { spawnSync } from 'node:child_process';

/** True when `command` is on the PATH. Throws when it is not and JVWIRE_TEST_REQUIRE_ALL=1. */
export function hasProgram(command: string): boolean {
  return required(`the program ${command}`, spawnSync('sh', ['-c', `command -v ${command}`]).status === 0);
}

/** True when this process may mount, in a namespace of its own: root may. Throws like `hasProgram`. */
export function mayMount(): boolean {
  const root = process.getuid?.() === 0;
  return required('the right to mount', root && spawnSync('unshare', ['--mount', 'true']).status === 0);
}

/** True when this process may make networks of its own: root may. Throws like `hasProgram`. */
export function mayMakeNetworks(): boolean {
  const root = process.getuid?.() === 0;
  return required('the right to make networks', root && spawnSync('unshare', ['--net', 'true']).status === 0);
}

function required(what: string, there: boolean): boolean {
  if (!there && process.env['JVWIRE_TEST_REQUIRE_ALL'] === '1')
    throw new Error(`${what} is missing, and JVWIRE_TEST_REQUIRE_ALL=1 asks for every test`);
  if (!there) process.stderr.write(`skipped: ${what} is missing\n`);
  return there;
}
