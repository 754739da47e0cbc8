import { MoonOutlined, SunOutlined } from '@ant-design/icons';
import { language, useWords } from '../../base/web/i18n.ts';
import { chooseLanguage } from '../../people/web/use-language.ts';
import { themeChoice, useTheme } from './theme.ts';

/** Light or dark, and the other language: signs in the top bar, and on a phone words in the person's menu. */
export function Switches({ inMenu = false }: { inMenu?: boolean }) {
  const t = useWords('app');
  const { dark } = useTheme();
  const other = language() === 'zh' ? 'en' : 'zh';
  const toTheme = t('top.theme', { theme: t(dark ? 'top.light' : 'top.dark') });
  const look = inMenu ? 'top-narrow' : 'icon-button top-wide';
  return (
    <>
      <button
        type="button"
        className={look}
        {...(!inMenu && { 'aria-label': toTheme, title: toTheme })}
        onClick={() => themeChoice.set(dark ? 'light' : 'dark')}
      >
        {inMenu ? toTheme : dark ? <SunOutlined aria-hidden /> : <MoonOutlined aria-hidden />}
      </button>
      <button
        type="button"
        className={look}
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        {...(!inMenu && { title: t('top.language') })}
        onClick={() => void chooseLanguage(other)}
      >
        {!inMenu && (other === 'zh' ? '中' : 'EN')}
        <span className={inMenu ? '' : 'visually-hidden'}> {t('top.language')}</span>
      </button>
    </>
  );
}
