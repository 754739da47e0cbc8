import { call } from '../../base/web/call.ts';
import { type Language, language, speak } from '../../base/web/i18n.ts';
import type * as contract from '../sign-in-contract.ts';

const keep = (chosen: Language): Promise<unknown> =>
  call<typeof contract.setLanguage>('PUT /api/session/language', { input: { language: chosen } }).catch(() => {
    // this browser speaks it already and remembers it; the next choice is sent again
  });

/** Speaks it at once, and lets the server keep it for the person's other browsers. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  await speak(chosen);
  await keep(chosen);
}

/**
 * After signing in: the language that was kept, unless another one was chosen on the page before signing in.
 * `opened` is what the page spoke when it was opened.
 */
export async function languageAfterSignIn(kept: Language | null, opened: Language): Promise<void> {
  if (language() !== opened) await keep(language());
  else if (kept && kept !== opened) await speak(kept);
}
