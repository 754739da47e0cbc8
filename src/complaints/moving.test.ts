import { describe, expect, it } from 'vitest';
import { type Lack, type MovingCase, movingTo } from './moving.ts';
import type { ComplaintsSection } from './pack.ts';

const keys = (...named: string[]) => named.map((key) => ({ key, title: key }));
const pack = {
  without: ['investigating'],
  ladder: keys('handler', 'manager'),
  ladders: [],
  categories: keys('price'),
  subjects: keys('repair'),
  channels: keys('phone'),
  sources: keys('customer'),
  fields: keys('order'),
  departments: keys('workshop'),
} as unknown as ComplaintsSection;
const aCase = (changes: Partial<MovingCase> = {}): MovingCase => ({
  kind: 'complaint',
  severity: 'general',
  stage: 'triaged',
  category: 'price',
  subjects: ['repair'],
  channel: 'phone',
  source: 'customer',
  fields: { order: '1', vin: null, note: '' },
  departments: ['workshop'],
  ladderKey: 'main',
  rungKey: 'manager',
  rung: 1,
  ...changes,
});

describe('what another edition lacks for a case', () => {
  it.each<[string, Partial<MovingCase>, Lack[]]>([
    ['nothing', {}, []],
    ['nothing where no category is said yet', { category: null }, []],
    ['the stage it is in', { stage: 'investigating' }, [{ what: 'stage', key: 'investigating' }]],
    ['the rung it was taken up to', { rungKey: 'director', rung: 1 }, [{ what: 'rung', key: 'director' }]],
    ['its category', { category: 'delay' }, [{ what: 'category', key: 'delay' }]],
    ['one of its subjects', { subjects: ['repair', 'parts'] }, [{ what: 'subject', key: 'parts' }]],
    [
      'the way it came',
      { channel: 'fax', source: 'press' },
      [
        { what: 'channel', key: 'fax' },
        { what: 'source', key: 'press' },
      ],
    ],
    ['a field that is filled', { fields: { vin: 'x', order: '1' } }, [{ what: 'field', key: 'vin' }]],
    ['the department of an open work order', { departments: ['paint'] }, [{ what: 'department', key: 'paint' }]],
  ])('%s', (_, changes, lacks) => expect(movingTo(pack, aCase(changes)).lacks).toEqual(lacks));

  it('says where it would stand', () => {
    expect(movingTo(pack, aCase()).standing).toEqual({ ladderKey: 'main', rungKey: 'manager', rung: 1 });
  });
});
