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
};

const base: Pick<ThemeConfig, 'cssVar' | 'hashed'> = { cssVar: { key: VARIABLES, prefix: 'ant' }, hashed: false };

const lightTheme: ThemeConfig = {
  ...base,
  algorithm: antd.defaultAlgorithm,
  token: {
    ...common,
    colorPrimary: '#1f6f78',
    colorLink: '#15616a',
    colorInfo: '#1d5fbf',
    colorSuccess: '#3f8f1f',
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
    colorLink: '#6cc3cc',
    colorInfo: '#5b94e6',
    colorSuccess: '#5da83c',
    colorWarning: '#d99a2b',
    colorError: '#e0535c',
    colorTextBase: '#e4e8ea',
    colorBgBase: '#14181b',
    colorBgLayout: '#0f1214',
    colorBgContainer: '#191e22',
    colorBgElevated: '#20262b',
    colorTextSecondary: '#a7b0b6',
    colorTextTertiary: '#8f999f',
    colorTextPlaceholder: '#8b959b',
    colorTextLightSolid: '#0d1214',
  },
};
