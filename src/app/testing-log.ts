import { pino } from 'pino';
import { log } from '../base/server/log.ts';

/** What the process writes to its log from now on, instead of writing it. */
export function hearLog(level = 'trace'): { lines: string[]; stop(): void } {
  const lines: string[] = [];
  const logger = log as unknown as Record<symbol, unknown> & { level: string };
  const before = { stream: logger[pino.symbols.streamSym], level: logger.level };
  logger[pino.symbols.streamSym] = { write: (line: string) => void lines.push(line) };
  logger.level = level;
  return {
    lines,
    stop() {
      logger[pino.symbols.streamSym] = before.stream;
      logger.level = before.level;
    },
  };
}
