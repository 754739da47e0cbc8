import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastFour, MASKED, type Masked, mask } from './mask.ts';

const cases: [given: string, what: Masked, expected: string, name: string][] = [
  ['15400008000', 'phone', '154****8000', 'a mobile keeps its first three and last four'],
  ['+86 154 0000 8000', 'phone', '154****8000', 'a country code and blanks do not matter'],
  ['0086-154-0000-8000', 'phone', '154****8000', 'nor does the long country code'],
  ['0755-00005678', 'phone', '0755-****5678', 'a landline keeps its area code'],
  ['(010)00005678-801', 'phone', '010-****5678', 'an extension is hidden'],
  ['00005678', 'phone', '****5678', 'a landline without area code keeps the last four'],
  ['12345', 'phone', '*****', 'a short number shows nothing'],
  ['0000000', 'phone', '***0000', 'seven digits show four'],
  ['', 'phone', '', 'nothing stays nothing'],
  ['440000199001011234', 'id-number', '440***********1234', 'an identity number keeps province and last four'],
  ['44000019900101123X', 'id-number', '440***********123X', 'its check letter counts as a digit'],
  ['lfv00000000001234', 'vin', 'LFV**********1234', 'a VIN is shown in capitals'],
  ['粤B·12345', 'plate', '粤B***45', 'a plate keeps its place and last two'],
  ['粤BD12345', 'plate', '粤B****45', 'a plate of an electric car is one longer'],
  ['广东省深圳市南山区示例路1号2栋301', 'address', '广东省深圳市南山区****', 'an address ends at the district'],
  ['深圳市示例路1号', 'address', '深圳市****', 'without a district it ends at the city'],
  ['示例路1号', 'address', '****', 'without a place nothing is left'],
  ['广东省', 'address', '****', 'an address that is only a place is hidden'],
  ['SF0000000012', 'generic', '********0012', 'a waybill keeps its last four'],
  ['1234', 'generic', '****', 'four letters are too few to keep four'],
  ['𠮷𠮷𠮷𠮷𠮷𠮷𠮷', 'generic', '***𠮷𠮷𠮷𠮷', 'rare Han are not cut in half'],
];

describe('masking', () => {
  it.each(cases)('%s as %s becomes %s: %s', (given, what, expected) => {
    expect(mask(what, given)).toBe(expected);
  });

  it('a number of nine characters or more never shows more than seven of them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Masked>('phone', 'id-number', 'vin', 'generic'),
        fc.stringMatching(/^[0-9A-Z]{9,20}$/),
        (what, text) => {
          expect(mask(what, text).replace(/[*-]/g, '').length).toBeLessThanOrEqual(8);
        },
      ),
    );
  });

  it('masking never throws and never returns the whole of what was given', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MASKED),
        fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
        (what, text) => {
          const masked = mask(what, text);
          if (text.trim() !== '' && !text.includes('*')) expect(masked).not.toBe(text);
        },
      ),
    );
  });

  it.each<[given: string, expected: string | null, name: string]>([
    ['154 0000 8000', '8000', 'of a phone number'],
    ['lfv00000000001a34', '1A34', 'of a VIN, in capitals'],
    ['粤B·12345', '2345', 'of a plate'],
    ['12', null, 'of nearly nothing'],
  ])('the last four of %s are %s: %s', (given, expected) => {
    expect(lastFour(given)).toBe(expected);
  });
});
