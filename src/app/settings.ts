import { type Config, readConfig } from '../base/server/config.ts';

/**
 * The settings of this process. What is set but empty counts as not set: an empty HOST would listen to everybody
 * before the desk is set up, an empty WANHUI_DATA would mean the present folder. What cannot be meant is refused.
 */
export function settings(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const config = readConfig(given);
  const wrong = [
    whole(config.port ?? 0, 65_535) ? null : `PORT=${given['PORT']}: 0 – 65535`,
    config.rateLimit > 0 && whole(config.rateLimit, 1_000_000_000)
      ? null
      : `WANHUI_RATE_LIMIT=${given['WANHUI_RATE_LIMIT']}: 1, 2, 3 …`,
    config.publicUrl === null || /^https?:\/\/[^/?#]+\/?$/.test(config.publicUrl)
      ? null
      : `WANHUI_PUBLIC_URL=${config.publicUrl}: https://desk.example.com`,
  ].filter((line) => line !== null);
  if (wrong.length) throw new Error(`设置有误，请更正 · please correct these settings:\n  ${wrong.join('\n  ')}`);
  return config;
}

const whole = (number: number, most: number): boolean => Number.isInteger(number) && number >= 0 && number <= most;
