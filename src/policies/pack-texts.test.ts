import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { contentHash, packFile, readPackFile, textsOf } from './server/pack-texts.ts';
import { checkFiles, readShippedPack } from './server/shipped.ts';

it.each(['auto-dealer-network', 'gift-delivery'])(
  '%s written out is the same pack when it is read again',
  async (key) => {
    const pack = (await readShippedPack(key, packSections))?.pack;
    if (!pack) throw new Error('it cannot be adopted');
    const again = await checkFiles(textsOf(pack), packSections);
    expect(again.findings.filter(({ stops }) => stops)).toEqual([]);
    expect(again.pack && contentHash(again.pack)).toBe(contentHash(pack));
  },
);

const line = fc.oneof(
  fc.string({ maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, ' ')),
  fc.constantFrom('---', '--- # posts.yaml', '--- # pack.yaml', '...', '# --- # posts.yaml', '  - a', '%YAML 1.2', ''),
);
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));

it('whatever the texts, a file gives them back, and says nothing of a change', () => {
  const files = fc.record({ 'pack.yaml': text, 'posts.yaml': text, 'complaints-closing.yaml': text });
  fc.assert(
    fc.property(files, (given) => {
      const read = readPackFile(packFile(given, { title: '示例', edition: 3, at: new Date(0) }));
      expect(read.findings).toEqual([]);
      // a line that would begin another text is set apart by a space; blank lines at the end go
      const kept = Object.fromEntries(
        Object.entries(given).map(([name, one]) => [
          name,
          `${one.replace(/^--- # (?=[a-z])/gm, '---  # ').trimEnd()}\n`,
        ]),
      );
      expect(read.files).toEqual(kept);
    }),
  );
});

it('whatever is imported, it never throws', () => {
  fc.assert(fc.property(fc.array(line, { maxLength: 20 }), (lines) => void readPackFile(lines.join('\n'))));
});
