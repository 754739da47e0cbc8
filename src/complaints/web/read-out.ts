/** A number in groups as one reads it out: three or four digits a breath. */
export function groupNumber(number: string): string {
  const groups: string[] = [];
  for (let rest = number; rest; ) {
    const take = rest.length <= 4 ? rest.length : 3;
    groups.push(rest.slice(0, take));
    rest = rest.slice(take);
  }
  return groups.join(' ');
}
