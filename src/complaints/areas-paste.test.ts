import { expect, it } from 'vitest';
import { readAreas } from './areas-paste.ts';

const AREAS = [
  { key: 'area-one', title: '第一片区' },
  { key: 'area-two', title: '第二片区' },
];
const PEOPLE = [
  { id: 'a', name: '示例甲' },
  { id: 'b', name: '示例乙' },
  { id: 'c', name: '示例丙' },
  { id: 'd', name: '示例丙' },
];

it.each([
  ['columns of a spreadsheet', '第一片区\t示例甲\n第二片区\t示例乙', { 'area-one': 'a', 'area-two': 'b' }, []],
  [
    'commas of either width, quotes, blank lines',
    '"第一片区",示例甲\r\n\r\n第二片区，示例乙\n',
    { 'area-one': 'a', 'area-two': 'b' },
    [],
  ],
  ['an area by its key', 'area-two;示例甲', { 'area-two': 'a' }, []],
  ['the later line counts', '第一片区,示例甲\n第一片区,示例乙', { 'area-one': 'b' }, []],
  ['a heading and strangers are named', '片区,维修员\n第一片区,示例丁', {}, ['片区,维修员', '第一片区,示例丁']],
  ['two of the same name are not guessed', '第一片区,示例丙', {}, ['第一片区,示例丙']],
])('%s', (_name, text, found, unknown) => {
  const read = readAreas(text, AREAS, PEOPLE);
  expect([Object.fromEntries(read.found), read.unknown]).toEqual([found, unknown]);
});
