/** `jvwire mcp`: answers an AI agent over stdin and stdout. */
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { VERSION } from '../../version.ts';
import { example } from '../example.ts';
import type { DatabaseOption } from '../output.ts';

export function register(program: Command): void {
  example(
    program
      .command('mcp')
      .description('answer an AI agent over the Model Context Protocol, on stdin and stdout; reads only')
      .action((_options: unknown, command: Command) => serve(command.optsWithGlobals<DatabaseOption>())),
    'jvwire mcp --db data/jvwire.db',
  );
}

async function serve(options: DatabaseOption): Promise<void> {
  const config = loadConfig(options);
  const [{ openAnswers }, { createMcpServer }, { StdioServerTransport }, { createLog }] = await Promise.all([
    import('../../app/answers.ts'),
    import('../../mcp/server.ts'),
    import('@modelcontextprotocol/sdk/server/stdio.js'),
    import('../../observe/log.ts'),
  ]);
  const answers = openAnswers(config);
  const log = createLog(config.settings.LOG_LEVEL ?? 'warn');
  const server = createMcpServer({ answers, now: Date.now, log, version: VERSION });
  server.server.onerror = (error) => log.warn({ err: error }, 'message not understood');
  const ended = new Promise<void>((resolve) => process.stdin.once('end', resolve).once('close', resolve));
  // Every answer that waits for the client to read adds a listener, so there may be as many as it has open questions.
  process.stdout.setMaxListeners(0);
  await server.connect(new StdioServerTransport());
  // The client ends the session by closing our stdin.
  await ended;
  await server.close();
  answers.close();
}
