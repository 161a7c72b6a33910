/** Programs that some tests need: their absence skips those tests, or fails them where everything must run. */
import { spawnSync } from 'node:child_process';

/** True when `command` is on the PATH. Throws when it is not and JVWIRE_TEST_REQUIRE_ALL=1. */
export function hasProgram(command: string): boolean {
  const found = spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
  if (!found && process.env['JVWIRE_TEST_REQUIRE_ALL'] === '1')
    throw new Error(`${command} is missing, and JVWIRE_TEST_REQUIRE_ALL=1 asks for every test`);
  if (!found) process.stderr.write(`skipped: ${command} is missing\n`);
  return found;
}
