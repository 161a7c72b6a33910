/** Hosts on a network of their own: namespaces with an address each, on a bridge whose links can be cut. Takes root. */
import { execFileSync } from 'node:child_process';

export interface NetworkHost {
  readonly address: string;
  /** What goes before a command line that is to run there. */
  readonly within: readonly string[];
  /** Nothing arrives and nothing leaves, and nobody is told. */
  cut(): void;
  heal(): void;
}

export interface Network {
  /** Of the process that made it, on the bridge. */
  readonly address: string;
  /** CIDR. */
  readonly range: string;
  addHost(): NetworkHost;
  remove(): void;
}

const run = (...args: string[]): void =>
  void execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });

/** `tag` keeps the names of two networks apart: up to six letters and digits. */
export function openNetwork(tag: string): Network {
  // A private range that is seldom used; two runs beside one another differ in their third byte.
  const subnet = `10.213.${1 + (process.pid % 250)}`;
  const bridge = `jv${tag}br`;
  run('link', 'add', bridge, 'type', 'bridge');
  run('address', 'add', `${subnet}.1/24`, 'dev', bridge);
  run('link', 'set', bridge, 'up');
  const namespaces: string[] = [];
  const links: string[] = [];
  return {
    address: `${subnet}.1`,
    range: `${subnet}.0/24`,
    addHost: () => {
      const number = namespaces.length + 1;
      const [namespace, outside, inside] = [`jv${tag}${number}`, `jv${tag}o${number}`, `jv${tag}i${number}`];
      const address = `${subnet}.${10 + number}`;
      run('netns', 'add', namespace);
      namespaces.push(namespace);
      run('link', 'add', outside, 'type', 'veth', 'peer', 'name', inside, 'netns', namespace);
      links.push(outside);
      run('link', 'set', outside, 'master', bridge, 'up');
      run('-n', namespace, 'address', 'add', `${address}/24`, 'dev', inside);
      run('-n', namespace, 'link', 'set', inside, 'up');
      run('-n', namespace, 'link', 'set', 'lo', 'up');
      return {
        address,
        within: ['ip', 'netns', 'exec', namespace],
        cut: () => run('link', 'set', outside, 'nomaster'),
        heal: () => run('link', 'set', outside, 'master', bridge),
      };
    },
    remove: () => {
      // A connection that nobody answered keeps its namespace for minutes after its process: the links go by themselves.
      for (const link of [...links, bridge]) run('link', 'delete', link);
      for (const namespace of namespaces) run('netns', 'delete', namespace);
    },
  };
}
