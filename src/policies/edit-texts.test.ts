import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMap, type Json } from './canonical.ts';
import { type DraftFiles, readDraft } from './draft.ts';
import {
  addEntry,
  type Edited,
  inPack,
  keysAt,
  moveEntry,
  removeEntry,
  removeWithPointers,
  setAt,
  type Writing,
} from './edit-texts.ts';
import { flatten } from './extends.ts';
import { shippedFolder } from './server/shipped.ts';

const SECTIONS = ['posts', 'clocks', 'complaints'];
const CLOCKS = `# 时限
clocks:
  # 第一个
  - key: first-contact   # 最要紧
    title: 首次联系
    length: { hours: 2 } # 两小时
    calendar: office
  # 第二个
  - key: answer
    title: 答复
    length:
  - { key: late, title: 补记, length: { days: 1 } }
`;
const LADDER = `ladder:
  - key: agent
    title: 专员
    posts: [service-agent]
  # 主管先看
  - key: boss
    title: 主管
    posts:
      - supervisor
      - manager
`;
const OWN = {
  'pack.yaml': 'key: one\nslots:\n  - { key: flow, title: 流程, text: null }\n',
  'clocks.yaml': CLOCKS,
  'complaints.yaml': LADDER,
};

function writing(files: DraftFiles, below: DraftFiles | null = null): Writing {
  const under = below ? flatten(readDraft(below, SECTIONS).draft, () => null).pack : null;
  const { draft } = readDraft(files, SECTIONS);
  const over = below ? { ...draft, extends: 'below' } : draft;
  return { files, under, flat: flatten(over, () => under).pack };
}
const filesOf = (edited: Edited): DraftFiles => {
  if (!('files' in edited)) throw new Error(edited.refusal);
  return edited.files;
};
/** Lines gone and lines new. */
function changed(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

describe('a value is changed where it is written, and nothing else moves', () => {
  const cases: [string, string, Json, string, string[]][] = [
    [
      'a limit on its line',
      'clocks.clocks.first-contact.length',
      { minutes: 90 },
      'clocks.yaml',
      ['-    length: { hours: 2 } # 两小时', '+    length: { minutes: 90 } # 两小时'],
    ],
    [
      'a limit left empty',
      'clocks.clocks.answer.length',
      { workingDays: 3 },
      'clocks.yaml',
      ['-    length:', '+    length: { workingDays: 3 }'],
    ],
    [
      'within braces',
      'clocks.clocks.late.length',
      { days: 2 },
      'clocks.yaml',
      ['-  - { key: late, title: 补记, length: { days: 1 } }', '+  - { key: late, title: 补记, length: { days: 2 } }'],
    ],
    ['a name that is not there yet', 'clocks.clocks.first-contact.off', '核对中', 'clocks.yaml', ['+    off: 核对中']],
    [
      'a name within braces',
      'clocks.clocks.late.calendar',
      'office',
      'clocks.yaml',
      [
        '-  - { key: late, title: 补记, length: { days: 1 } }',
        '+  - { key: late, title: 补记, length: { days: 1 }, calendar: office }',
      ],
    ],
    [
      'a list of posts',
      'complaints.ladder.boss.posts',
      ['director'],
      'complaints.yaml',
      ['-    posts:', '-      - supervisor', '-      - manager', '+    posts: [director]'],
    ],
    [
      'prose that was cut off',
      'slots.flow.text',
      '先问，后办：不推诿。',
      'pack.yaml',
      ['-  - { key: flow, title: 流程, text: null }', '+  - { key: flow, title: 流程, text: 先问，后办：不推诿。 }'],
    ],
    [
      'words with signs of the language',
      'clocks.clocks.first-contact.title',
      'a: b, {c}',
      'clocks.yaml',
      ['-    title: 首次联系', '+    title: "a: b, {c}"'],
    ],
  ];
  it.each(cases)('%s', (_, path, value, file, lines) => {
    const before = writing(OWN);
    const files = filesOf(setAt(before, path, value));
    expect(changed(before.files[file] ?? '', files[file] ?? '')).toEqual(lines);
    expect(inPack(writing(files).flat, path)).toEqual(value);
  });

  it('a section that has no file yet gets one', () => {
    const files = filesOf(
      setAt(writing({ 'pack.yaml': 'key: one\n' }, OWN), 'clocks.clocks.answer.length', { hours: 4 }),
    );
    expect(files['clocks.yaml']).toBe('clocks:\n  - { key: answer, length: { hours: 4 } }\n');
  });
  it('what lies below is written over, and every other value stays', () => {
    const files = filesOf(
      setAt(
        writing(
          { 'pack.yaml': 'key: one\n', 'clocks.yaml': '# 我们的\nclocks:\n  - { key: late, drop: true }\n' },
          OWN,
        ),
        'clocks.clocks.first-contact.length',
        { minutes: 30 },
      ),
    );
    expect(files['clocks.yaml']).toBe(
      '# 我们的\nclocks:\n  - { key: late, drop: true }\n  - { key: first-contact, length: { minutes: 30 } }\n',
    );
    const { flat } = writing(files, OWN);
    expect(inPack(flat, 'clocks.clocks.first-contact')).toEqual({
      key: 'first-contact',
      title: '首次联系',
      length: { minutes: 30 },
      calendar: 'office',
    });
    expect(keysAt(flat, 'clocks.clocks')).toEqual(['first-contact', 'answer']);
  });
  it('a text that cannot be read is left alone', () => {
    const broken = { ...OWN, 'clocks.yaml': 'clocks:\n  - key: [a\n' };
    expect(setAt({ ...writing(OWN), files: broken }, 'clocks.clocks.answer.length', { hours: 1 })).toEqual({
      refusal: 'unreadable',
    });
  });
});

describe('entries of a list', () => {
  it('move with the comments above them', () => {
    const files = filesOf(moveEntry(writing(OWN), 'complaints.ladder', 'boss', -1));
    expect(files['complaints.yaml']?.split('\n').slice(0, 3)).toEqual(['ladder:', '  # 主管先看', '  - key: boss']);
    expect(keysAt(writing(files).flat, 'complaints.ladder')).toEqual(['boss', 'agent']);
  });
  it('move over the pack below, up and down again', () => {
    const child = { 'pack.yaml': 'key: one\n' };
    const up = filesOf(moveEntry(writing(child, OWN), 'complaints.ladder', 'boss', -1));
    expect(keysAt(writing(up, OWN).flat, 'complaints.ladder')).toEqual(['boss', 'agent']);
    const down = filesOf(moveEntry(writing(up, OWN), 'complaints.ladder', 'boss', 1));
    expect(keysAt(writing(down, OWN).flat, 'complaints.ladder')).toEqual(['agent', 'boss']);
  });
  it('go, from the text or by a word over the pack below', () => {
    const own = filesOf(removeEntry(writing(OWN), 'clocks.clocks', 'answer'));
    expect(own['clocks.yaml']).not.toContain('答复');
    expect(own['clocks.yaml']).toContain('# 最要紧');
    const over = filesOf(removeEntry(writing({ 'pack.yaml': 'key: one\n' }, OWN), 'clocks.clocks', 'answer'));
    expect(keysAt(writing(over, OWN).flat, 'clocks.clocks')).toEqual(['first-contact', 'late']);
  });
  it('come at the end', () => {
    const rung = { key: 'head', title: '总经理', posts: ['general-manager'] };
    const files = filesOf(addEntry(writing(OWN), 'complaints.ladder', rung));
    expect(files['complaints.yaml']?.endsWith('  - { key: head, title: 总经理, posts: [general-manager] }\n')).toBe(
      true,
    );
  });
});

it('limits of every shipped pack can be changed, and only their own lines change', () => {
  for (const pack of readdirSync(shippedFolder)) {
    const folder = join(shippedFolder, pack);
    const names =
      pack.includes('.') || pack === 'schema' ? [] : readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    if (names.length === 0) continue;
    const before = writing(Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')])));
    const clocks = inPack(before.flat, 'clocks.clocks');
    for (const clock of Array.isArray(clocks) ? clocks.slice(-2) : []) {
      if (!isMap(clock) || clock['drop'] === true) continue;
      const path = `clocks.clocks.${String(clock['key'])}.length`;
      const files = filesOf(setAt(before, path, { minutes: 77 }));
      expect(inPack(writing(files).flat, path)).toEqual({ minutes: 77 });
      expect(
        changed(before.files['clocks.yaml'] ?? '', files['clocks.yaml'] ?? '').length,
        `${pack} ${path}`,
      ).toBeLessThanOrEqual(2);
    }
  }
});

describe('a clock', () => {
  const head = `key: one
ours:
  # 我们先定
  - { path: clocks.clocks.answer.length, why: 文件没有写 }
  - { path: clocks.clocks.answer-late.length, why: 留着 }
rows:
  - { row: 13, path: clocks.clocks.answer, says: 尽快 }
  - { row: 14, path: clocks.clocks.late, says: 留着 }
`;
  const files = { ...OWN, 'pack.yaml': head };

  it('goes with what the head says of it, and nothing else', () => {
    const after = filesOf(removeWithPointers(writing(files), 'clocks.clocks', 'answer'));
    expect(changed(CLOCKS, after['clocks.yaml'] ?? '')).toEqual([
      '-  # 第二个',
      '-  - key: answer',
      '-    title: 答复',
      '-    length:',
    ]);
    expect(after['pack.yaml']).toContain('answer-late');
    const { flat } = writing(after);
    expect(keysAt(flat, 'ours')).toEqual(['clocks.clocks.answer-late.length']);
    expect(keysAt(flat, 'rows')).toEqual(['14 clocks.clocks.late']);
  });

  it('of the pack below is taken out by a word over it, its pointers too', () => {
    const own = { 'pack.yaml': 'key: two\n', 'clocks.yaml': 'clocks:\n  - { key: late, title: 补记二 }\n' };
    const after = filesOf(removeWithPointers(writing(own, files), 'clocks.clocks', 'answer'));
    const { flat } = writing(after, files);
    expect(keysAt(flat, 'clocks.clocks')).toEqual(['first-contact', 'late']);
    expect(keysAt(flat, 'ours')).toEqual(['clocks.clocks.answer-late.length']);
    expect(keysAt(flat, 'rows')).toEqual(['14 clocks.clocks.late']);
  });

  it('is added with its lists on one line', () => {
    const entry = { key: 'clock-4', title: '通报', starts: ['complaint-registered'], stops: ['reply-sent'] };
    const after = filesOf(addEntry(writing(OWN), 'clocks.clocks', { ...entry, length: { hours: 4 } }));
    expect(changed(CLOCKS, after['clocks.yaml'] ?? '')).toEqual([
      '+  - { key: clock-4, title: 通报, starts: [complaint-registered], stops: [reply-sent], length: { hours: 4 } }',
    ]);
  });
});
