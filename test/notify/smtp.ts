/** A mail server on loopback that keeps what it is given, and refuses what the test wants refused. */
import { onTestFinished } from 'vitest';
import { tcpServer } from '../net/servers.ts';

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header and body as sent, dots unstuffed. */
  readonly source: string;
}

/** `refuse` gives the answer to a command that is not taken: `550 no such user`. */
export async function smtpServer(
  refuse: (command: string) => string | null = () => null,
  { hangsUp = true } = {},
) {
  const mails: Mail[] = [];
  const server = await tcpServer((socket) => {
    socket.allowHalfOpen = !hangsUp;
    let buffered = '';
    let from = '';
    let to: string[] = [];
    let data: string[] | null = null;

    /** The answer to a command. */
    const obey = (line: string): string => {
      const address = /<(.*)>/.exec(line)?.[1] ?? '';
      switch (line.slice(0, 4).toUpperCase()) {
        case 'EHLO':
          return '250-localhost\r\n250 8BITMIME';
        case 'MAIL':
          [from, to] = [address, []];
          return '250 ok';
        case 'RCPT':
          to.push(address);
          return '250 ok';
        case 'DATA':
          data = [];
          return '354 go on';
        case 'QUIT':
          return '221 bye';
        default:
          return '502 not known here';
      }
    };

    /** The answer to a line, null when none is due yet. */
    const take = (line: string): string | null => {
      if (data === null) return refuse(line) ?? obey(line);
      if (line !== '.') {
        data.push(line.replace(/^\.\./, '.'));
        return null;
      }
      const source = data.join('\r\n');
      data = null;
      const refusal = refuse('END OF DATA');
      if (refusal === null) mails.push({ from, to, source });
      return refusal ?? '250 taken';
    };

    socket.on('data', (chunk) => {
      const lines = (buffered + chunk.toString()).split('\r\n');
      buffered = lines.pop() ?? '';
      for (const line of lines) {
        const answer = take(line);
        if (answer !== null) socket.write(`${answer}\r\n`);
      }
    });
    socket.write('220 localhost\r\n');
  });
  onTestFinished(() => server.close());
  return { mails, port: server.port, open: server.open, url: `smtp://127.0.0.1:${server.port}` };
}

/** Header fields, unfolded; names in lower case. */
export function headersOf({ source }: Mail): Record<string, string> {
  const [head = ''] = source.split('\r\n\r\n');
  return Object.fromEntries(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
}
