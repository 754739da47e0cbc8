import { expect, it } from 'vitest';
import { settings } from './settings.ts';

it('a setting that is there but empty counts as not set', () => {
  const empty = settings({ HOST: '', PORT: ' ', WANHUI_DATA: '', DATABASE_URL: '', WANHUI_PUBLIC_URL: '' });
  expect(empty).toEqual(settings({}));
  expect(empty.host).toBeNull();
  expect(empty.dataDir).toMatch(/\.wanhui$/);
});

it.each([
  { PORT: 'abc' },
  { PORT: '99999' },
  { PORT: '-1' },
  { PORT: '80.5' },
  { WANHUI_RATE_LIMIT: '0' },
  { WANHUI_RATE_LIMIT: 'many' },
  { WANHUI_PUBLIC_URL: 'desk.example.com' },
  { WANHUI_PUBLIC_URL: 'https://desk.example.com/desk' },
])('a setting that cannot be meant is named: %o', (env) => {
  const [[name, value] = ['', '']] = Object.entries(env);
  expect(() => settings(env)).toThrow(`${name}=${value}`);
});

it('what can be meant passes', () => {
  expect(settings({ PORT: '0', WANHUI_PUBLIC_URL: 'https://desk.example.com' })).toMatchObject({
    port: 0,
    publicUrl: 'https://desk.example.com',
  });
});
