/** docs/service.md stays true: the command that it makes has the service's settings, from whatever folder. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jvwire, projectRoot } from '../cli/jvwire.ts';
import { hasProgram } from '../requirements.ts';
import { temporaryFolder } from '../store/fixtures.ts';
import { documentedBlocks } from './blocks.ts';

const blocks = documentedBlocks('docs/service.md', '');
const withLine = (start: string): string => blocks.find((block) => block.includes(start)) ?? '';

test.runIf(process.getuid?.() === 0 && hasProgram('runuser'))(
  'the documented command reads the settings of the service',
  async () => {
    const folder = temporaryFolder();
    for (const name of ['etc', 'lib', 'closed']) mkdirSync(join(folder, name));
    // What is installed stands elsewhere here, and belongs to whoever runs this.
    const here = (text: string): string =>
      text
        .replaceAll('/etc/jvwire', join(folder, 'etc'))
        .replaceAll('/var/lib/jvwire', join(folder, 'lib'))
        .replaceAll('/opt/jvwire/', projectRoot)
        .replaceAll('-u jvwire', `-u ${userInfo().username}`);
    const settings = /<<'EOF'\n([\s\S]*?)EOF/.exec(withLine('/etc/jvwire/jvwire.env'))?.[1] ?? '';
    writeFileSync(join(folder, 'etc', 'jvwire.env'), settings);
    const use = here(withLine('jvwire() {'));
    const [, link = '', command = ''] = /^(ln -s .*)\n[\s\S]*?^(jvwire\(\).*)$/m.exec(use) ?? [];
    chmodSync(join(folder, 'closed'), 0);
    const { code, stdout, stderr } = await jvwire(['-c', `${link}\n${command}\njvwire config`], {
      command: 'sh',
      cwd: join(folder, 'closed'),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: `database: ${join(folder, 'lib', 'jvwire.db')}\n` });
    expect(stdout).toMatch(/^JVWIRE_CONTACT +https:\/\/example\.org\/about-our-reader +\.env /m);
  },
);
