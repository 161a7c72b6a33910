/** Which addresses may be fetched from, and the operator's exceptions. */
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/core/errors.ts';
import { createAllowList, refuseAddress } from '../../src/net/address.ts';

describe('refuseAddress', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.1.2', 'loopback'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['169.254.1.1', 'link-local'],
    ['169.254.169.254', 'cloud metadata'],
    ['169.254.170.2', 'cloud metadata'],
    ['100.100.100.200', 'cloud metadata'],
    ['168.63.129.16', 'cloud metadata'],
    ['fd00:ec2::254', 'cloud metadata'],
    ['fd20:ce::254', 'cloud metadata'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['100.127.255.255', 'carrier-grade NAT'],
    ['192.0.0.8', 'reserved'],
    ['192.0.2.1', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['198.51.100.7', 'reserved'],
    ['203.0.113.7', 'reserved'],
    ['192.88.99.1', 'reserved'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.250', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['[::1]', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['fec0::1', 'site-local'],
    ['fc00::1', 'unique local'],
    ['fd12:3456::1', 'unique local'],
    ['ff02::1', 'multicast'],
    ['2001:db8::1', 'reserved'],
    ['3fff::1', 'reserved'],
    ['2001:2::1', 'benchmarking'],
    ['100::1', 'reserved'],
    ['4000::1', 'reserved'],
    ['5f00::1', 'reserved'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:169.254.169.254', 'cloud metadata'],
    ['::ffff:0:10.0.0.1', 'reserved'],
    ['::127.0.0.1', 'IPv4-compatible'],
    ['::8.8.8.8', 'IPv4-compatible'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['64:ff9b::a9fe:a9fe', 'cloud metadata'],
    ['64:ff9b:1::8.8.8.8', 'NAT64'],
    ['2002:7f00:1::', 'loopback'],
    ['2002:c0a8:101::1', 'private'],
    // Teredo: a private server; then a private client (10.0.0.1 turned over).
    ['2001:0:a00:1::f7f7:f7f7', 'private'],
    ['2001:0:808:808::f5ff:fffe', 'private'],
    ['localhost', 'not an IP'],
    ['127.1', 'not an IP'],
    ['0x7f.0.0.1', 'not an IP'],
    ['', 'not an IP'],
  ])('refuses %s as %s', (ip, reason) => {
    expect(refuseAddress(ip)).toContain(reason);
  });

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '169.253.255.255',
    '223.255.255.254',
    '2606:4700:4700::1111',
    '2a00:1450:4001::200e',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:808:808::1',
  ])('lets %s pass', (ip) => {
    expect(refuseAddress(ip)).toBeNull();
  });
});

describe('createAllowList', () => {
  const list = createAllowList([
    ' Feeds.Example.org ',
    '*.intra.test',
    '10.1.0.0/16',
    '192.168.7.7',
    '[fd00:1::]/32',
    '',
    'bücher.test',
  ]);

  it.each([
    ['feeds.example.org', true],
    ['FEEDS.example.org.', true],
    ['example.org', false],
    ['a.feeds.example.org', false],
    ['x.intra.test', true],
    ['x.y.intra.test', true],
    ['intra.test', false],
    ['evilintra.test', false],
    ['xn--bcher-kva.test', true],
    ['10.1.0.1', false],
  ])('name %s: %s', (name, allowed) => {
    expect(list.allowsName(name)).toBe(allowed);
  });

  it.each([
    ['10.1.2.3', true],
    ['::ffff:10.1.2.3', true],
    ['10.2.0.1', false],
    ['192.168.7.7', true],
    ['192.168.7.8', false],
    ['fd00:1::5', true],
    ['fd00:2::5', false],
    ['feeds.example.org', false],
  ])('address %s: %s', (ip, allowed) => {
    expect(list.allowsAddress(ip)).toBe(allowed);
  });

  it.each([
    '10.0.0.0/33',
    '10.0.0/8',
    'fd00::/129',
    'http://x.test',
    'x.test:80',
    '*',
    '*.',
    'a b',
    'a/b',
    '127.1',
    '10.0.0.0/',
    '10.0.0.0/x',
    'x@y.test',
  ])('names %s as a bad entry', (entry) => {
    expect(() => createAllowList(['ok.test', entry])).toThrow(UsageError);
    expect(() => createAllowList([entry])).toThrow(entry);
  });
});
