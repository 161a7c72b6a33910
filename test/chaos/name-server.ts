/** A name server on loopback that knows the newsroom's names, and can refuse or keep silent. */
import { createSocket } from 'node:dgram';

/** `fail`: SERVFAIL; `silent`: no answer. */
export type NameFault = 'fail' | 'silent';

export interface NameServer {
  /** IPv4 address; the port is 53, as resolv.conf cannot name another. */
  readonly address: string;
  setFault(fault: NameFault | null): void;
  close(): Promise<void>;
}

const HEADER_BYTES = 12;
const TYPE_A = 1;
const SERVFAIL = 2;
const NXDOMAIN = 3;
/** A name that is sent again at the place of its question. */
const POINTER = [0xc0, HEADER_BYTES];

/** Every name that ends with `domain` is at 127.0.0.1. Needs the right to listen on port 53. */
export async function startNameServer(address: string, domain: string): Promise<NameServer> {
  let fault: NameFault | null = null;
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    if (fault !== 'silent') socket.send(answerTo(query, domain, fault), from.port, from.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject).bind(53, address, resolve);
  });
  return {
    address,
    setFault: (wanted) => {
      fault = wanted;
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** RFC 1035, section 4: the question again, and for an address record the answer to it. */
function answerTo(query: Buffer, domain: string, fault: NameFault | null): Buffer {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const type = query.readUInt16BE(at + 1);
  const question = query.subarray(HEADER_BYTES, at + 5);
  const known = `.${labels.join('.').toLowerCase()}`.endsWith(`.${domain}`);
  const answered = fault === null && known && type === TYPE_A;
  const header = Buffer.alloc(HEADER_BYTES);
  query.copy(header, 0, 0, 2);
  header[2] = 0x85;
  header[3] = 0x80 | (fault === 'fail' ? SERVFAIL : known ? 0 : NXDOMAIN);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answered ? 1 : 0, 6);
  const record = Buffer.from([...POINTER, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1]);
  return Buffer.concat(answered ? [header, question, record] : [header, question]);
}
