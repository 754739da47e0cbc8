import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The name under which the browser remembers the choice. */
const KEPT = 'wanhui.language';

// one file a language: all rooms' words arrive together, the other language only when chosen
const wordsOf: Record<Language, () => Promise<{ words: Record<string, unknown> }>> = {
  zh: () => import('./words-zh.ts'),
  en: () => import('./words-en.ts'),
};

export const i18n = i18next.createInstance();

/** Loads the words of the kept (or the browser's) language; the page is drawn after it. */
export async function openWords(): Promise<void> {
  const language = keptLanguage();
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: ['base'],
    defaultNS: 'base',
    resources: { [language]: await load(language) },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = htmlLanguage(language);
}

export async function speak(language: Language): Promise<void> {
  const words = await load(language);
  for (const [room, texts] of Object.entries(words)) i18n.addResourceBundle(language, room, texts, true, true);
  await i18n.changeLanguage(language);
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = htmlLanguage(language);
}

export const language = (): Language => (i18n.language === 'en' ? 'en' : 'zh');

/** `t` of one room: `t('signIn.title')`; words of another room as `t('people:signIn.title')`. */
export function useWords(room: string) {
  return useTranslation(room, { i18n }).t;
}

async function load(language: Language): Promise<Record<string, object>> {
  const { words } = await wordsOf[language]();
  return Object.fromEntries(Object.entries(words).map(([file, texts]) => [roomOf(file), texts as object]));
}

/** `../../people/words.zh.json` is of people; this room's own is told as `../words.zh.json`. */
const roomOf = (file: string): string => /([\w-]+)\/words\./.exec(file)?.[1] ?? 'base';

function keptLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'zh' || kept === 'en') return kept;
  return navigator.language.startsWith('en') ? 'en' : 'zh';
}

const htmlLanguage = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');
