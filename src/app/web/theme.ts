import { theme as antd, type ThemeConfig } from 'antd';
import { useEffect, useSyncExternalStore } from 'react';
import { kept } from '../../base/web/kept.ts';

export type ThemeChoice = 'light' | 'dark';

/** Nothing kept: as the system. */
export const themeChoice = kept<ThemeChoice>('wanhui.theme');

const system = matchMedia('(prefers-color-scheme: dark)');

const useSystemDark = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      system.addEventListener('change', listener);
      return () => system.removeEventListener('change', listener);
    },
    () => system.matches,
  );

export function useTheme(): { dark: boolean; config: ThemeConfig } {
  const choice = themeChoice.use();
  const systemDark = useSystemDark();
  const dark = choice === null ? systemDark : choice === 'dark';
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [dark]);
  return { dark, config: dark ? darkTheme : lightTheme };
}

/** The class that carries antd's CSS variables; it stands on <html>, so that plain elements use them too. */
export const VARIABLES = 'wanhui';

const common = {
  fontFamily: 'var(--font)',
  fontSize: 14,
  lineHeight: 1.6,
  borderRadius: 6,
  controlHeight: 34,
  wireframe: false,
  // the style sheet stops all motion then; antd must not wait for its end
  motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
};

const base: Pick<ThemeConfig, 'cssVar' | 'hashed'> = { cssVar: { key: VARIABLES, prefix: 'ant' }, hashed: false };

const lightTheme: ThemeConfig = {
  ...base,
  algorithm: antd.defaultAlgorithm,
  token: {
    ...common,
    colorPrimary: '#1f6f78',
    // the palette made from so quiet a colour turns grey
    colorPrimaryBg: '#e2eff1',
    colorPrimaryBgHover: '#d0e6e9',
    colorPrimaryBorder: '#9ccbd0',
    colorPrimaryBorderHover: '#6fb3ba',
    colorPrimaryHover: '#2a858f',
    colorPrimaryActive: '#17575e',
    colorBorder: '#cfd6da',
    colorBorderSecondary: '#e3e8ea',
    colorLink: '#15616a',
    colorInfo: '#1d5fbf',
    colorSuccess: '#3f8f1f',
    colorSuccessBg: '#eef8e9',
    colorSuccessBorder: '#bfe0b0',
    colorErrorBg: '#fdf0f0',
    colorErrorBorder: '#f3c2c5',
    colorWarningBg: '#fdf5e2',
    colorWarningBorder: '#eed39a',
    colorInfoBg: '#ecf3fc',
    colorInfoBorder: '#bcd3f2',
    colorWarning: '#d48806',
    colorError: '#cf2230',
    colorTextBase: '#1c2429',
    colorBgLayout: '#f4f6f7',
    colorTextSecondary: '#566168',
    colorTextTertiary: '#67727a',
    colorTextPlaceholder: '#6b767d',
  },
};

const darkTheme: ThemeConfig = {
  ...base,
  algorithm: antd.darkAlgorithm,
  token: {
    ...common,
    colorPrimary: '#3fa1ab',
    colorPrimaryBg: '#17343a',
    colorPrimaryBgHover: '#1d424a',
    colorPrimaryBorder: '#2b636b',
    colorPrimaryBorderHover: '#357a84',
    colorPrimaryHover: '#55b3bd',
    colorPrimaryActive: '#328791',
    colorLink: '#6cc3cc',
    colorInfo: '#5b94e6',
    colorSuccess: '#5da83c',
    colorSuccessBg: '#1a2a16',
    colorSuccessBorder: '#345427',
    colorErrorBg: '#331b1d',
    colorErrorBorder: '#66343a',
    colorWarningBg: '#312614',
    colorWarningBorder: '#5f4820',
    colorInfoBg: '#17253a',
    colorInfoBorder: '#2f4a70',
    colorWarning: '#d99a2b',
    colorError: '#ff6f77',
    colorTextBase: '#e4e8ea',
    colorBgBase: '#14181b',
    colorBgLayout: '#0f1214',
    colorBgContainer: '#191e22',
    colorBgElevated: '#20262b',
    colorBorder: '#3a434a',
    colorBorderSecondary: '#2a3137',
    colorTextSecondary: '#a7b0b6',
    colorTextTertiary: '#8f999f',
    colorTextPlaceholder: '#8b959b',
    colorTextLightSolid: '#0d1214',
  },
};
