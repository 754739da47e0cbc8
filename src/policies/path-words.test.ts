import { expect, it } from 'vitest';
import { pathInWords } from './path-words.ts';

const names = {
  section: (name: string) => ({ clocks: '时限', complaints: '投诉处理' })[name] ?? name,
  field: (name: string) =>
    ({ clocks: '时限', length: '时限', closing: '办结', needs: '需要', slots: '待填文字' })[name] ?? name,
  nth: (place: string) => `第 ${place} 项`,
};
const flat = {
  slots: [{ key: 'flow', title: '流程三' }],
  sections: {
    clocks: { clocks: [{ key: 'first-contact', title: '首次联系' }] },
    complaints: {
      categories: [{ key: 'attitude', title: '服务态度' }],
      severities: [{ key: 'crisis', title: '危机投诉' }],
      closing: { needs: [{ needs: ['result'] }] },
    },
  },
};

it.each([
  ['clocks.clocks.first-contact.length', '时限 › 首次联系 › 时限'],
  ['complaints.closing.needs.1.also', '投诉处理 › 办结 › 需要 › 第 1 项 › also'],
  ['clocks.matrices.limits.cells.attitude.crisis', '时限 › matrices › limits › 服务态度 › 危机投诉'],
  ['slots.flow', '待填文字 › 流程三'],
  ['clocks.clocks.gone', '时限 › gone'],
])('%s reads %s', (path, words) => {
  expect(pathInWords(path, flat, names)).toBe(words);
});

it('says the name of a text that cannot be read', () => {
  expect(pathInWords('pack.yaml', null, names)).toBe('pack.yaml');
});
