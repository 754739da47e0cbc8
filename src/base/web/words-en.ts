/** Every room's words in this language, by file. */
export const words = import.meta.glob('../../*/words.en.json', { eager: true, import: 'default' });
