/** Who told us: the person meant reads what is said, not who said it. */
export interface Informant {
  readonly names: readonly string[];
  readonly numbers: readonly string[];
}

const digits = (text: string): string => text.replace(/[\s\-()（）+]/g, '').replace(/\D+/g, ' ');
const MOST_DIGITS_OF_CHANCE = 6;

/** Whether a text that the person meant will read names the informant or a number of theirs. */
export function namesInformant(text: string, { names, numbers }: Informant): boolean {
  const flat = text.replace(/\s/g, '');
  const figures = digits(text);
  return (
    names.some((name) => Array.from(name.trim()).length > 1 && flat.includes(name.replace(/\s/g, ''))) ||
    numbers.some((number) => {
      const wanted = number.replace(/\D/g, '');
      return wanted.length > MOST_DIGITS_OF_CHANCE && figures.includes(wanted);
    })
  );
}
