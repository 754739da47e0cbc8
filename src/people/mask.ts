/** How personal data is shown in lists, print, export and notices. The last four stay searchable. */
export const MASKED = ['phone', 'id-number', 'vin', 'plate', 'address', 'generic'] as const;
export type Masked = (typeof MASKED)[number];

/** What stands where words or numbers were redacted; always as long, so that it does not tell how long they were. */
export const MARK = '■■■';

const letters = (text: string): string[] => [...text];
const middle = (text: string, first: number, last: number): string => {
  const all = letters(text.trim());
  if (all.length === 0 || text === MARK) return text.trim();
  // too short to show both ends and still hide something worth hiding
  if (all.length < first + last + 3)
    return last > 0 && all.length > last + 1 ? stars(all.length - last) + all.slice(-last).join('') : stars(all.length);
  return all.slice(0, first).join('') + stars(all.length - first - last) + all.slice(-last).join('');
};
const stars = (count: number): string => '*'.repeat(Math.max(count, 0));

/** 138****8000; a landline keeps its area code (0755-****5678), an extension is hidden. */
export function maskPhone(phone: string): string {
  const text = phone.trim();
  const digits = text.replace(/\D/g, '');
  const mobile = digits.match(/^(?:0086|86)?(1\d{10})$/)?.[1];
  if (mobile) return `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
  const landline = text.match(/^\(?(0\d{2,3})[)\- ]*(\d{7,8})(?:\D+\d+)?$/);
  if (landline) return `${landline[1]}-${stars((landline[2] ?? '').length - 4)}${landline[2]?.slice(-4)}`;
  return middle(digits || text, 0, 4);
}

/** 440***********1234: the province and the last four. */
export const maskIdNumber = (number: string): string => middle(number, 3, 4);

/** LFV**********1234. */
export const maskVin = (vin: string): string => middle(vin.toUpperCase(), 3, 4);

/** 粤B***45. */
export const maskPlate = (plate: string): string => middle(plate.replace(/[·\s]/g, ''), 2, 2);

/** As far as the district: 广东省深圳市南山区****. */
export function maskAddress(address: string): string {
  const text = address.trim();
  if (text === '' || text === MARK) return text;
  const known =
    text.match(
      /^(?:.{1,8}?(?:省|自治区|特别行政区))?(?:.{1,8}?(?:市|自治州|地区|盟))?(?:.{1,8}?(?:区|县|旗|市))?/u,
    )?.[0] ?? '';
  const kept = letters(known).length < letters(text).length ? known : '';
  return `${kept}****`;
}

/** Order, waybill, account: only the last four. */
export const maskGeneric = (text: string): string => middle(text, 0, 4);

const BY: Readonly<Record<Masked, (text: string) => string>> = {
  phone: maskPhone,
  'id-number': maskIdNumber,
  vin: maskVin,
  plate: maskPlate,
  address: maskAddress,
  generic: maskGeneric,
};

export const mask = (what: Masked, text: string): string => BY[what](text);

/** What a masked number is found by: its last four letters and digits, upper case; null when it has fewer. */
export function lastFour(text: string): string | null {
  const plain = text.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  return plain.length >= 4 ? plain.slice(-4) : null;
}
