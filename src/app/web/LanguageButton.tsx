import { language, speak, useWords } from '../../base/web/i18n.ts';

/** The other language, in its own words: for pages before anybody has signed in. */
export function LanguageButton() {
  // drawn again when the language changes
  useWords('app');
  const other = language() === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className="link-button language-button"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => void speak(other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}
