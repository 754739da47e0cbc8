import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { lintByCommand } from './lint-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lint-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const inFile = async (name: string, contents: string | Uint8Array): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, contents);
  return file;
};

/** Rules that find something, and whether nothing of it is a fault. */
async function lint(text: string, library?: string | Uint8Array): Promise<[rules: string[], isGood: boolean]> {
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const isGood = await lintByCommand(await inFile('said.txt', text), {
    ...(library !== undefined && { library: await inFile('library.yaml', library) }),
    format: 'json',
    channel: 'call',
    speaker: 'agent',
  });
  const { findings } = JSON.parse(print.mock.lastCall?.[0]) as { findings: { rule: string }[] };
  return [findings.map(({ rule }) => rule), isGood];
}

const OWN = `
phrases:
  - { key: own-bye, text: "{没有的空位}再见，您慢走。", situation: close, phase: close }
rules:
  - { family: slang, key: own-peel, severity: warning, any: [掰扯], hits: [别掰扯了。], misses: [我们说清楚。] }
off:
  - { kind: rule, name: impatience/sense }
`;

describe('lint with the library of an organisation', () => {
  it('hears its rules, and no longer what it has switched off; phrases make no difference', async () => {
    const said = '这点事您都打三回了，歇歇吧。';
    expect((await lint(said))[0]).toContain('impatience/sense');
    expect((await lint(said, OWN))[0]).not.toContain('impatience/sense');
    expect((await lint('好的，我们不掰扯这个了，我先给您登记上。', OWN))[0]).toContain('slang/own-peel');
  });

  it.each([
    ['cannot be read', 'rules: [', { code: 'assist.file-unreadable', values: { place: '1' } }],
    ['is no text', Uint8Array.of(0xff, 0xfe, 0x00), { code: 'assist.not-text' }],
    [
      'names a class that is not there',
      'rules: [{ family: slang, key: own, any: ["<无>"], hits: [好], misses: [是] }]',
      { code: 'assist.entry-bad', values: { place: 'rules.0.any.0' } },
    ],
    [
      'switches off what is not there',
      'off: [{ kind: rule, name: no_such/sense }]',
      { code: 'assist.entry-bad', values: { place: 'off.0.name' } },
    ],
  ])('refuses a library that %s', async (_, library, refusal) => {
    await expect(lint('您好。', library)).rejects.toMatchObject(refusal);
  });
});
