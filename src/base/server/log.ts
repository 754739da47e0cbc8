import { pino } from 'pino';

/** One line a record, JSON, never words of a case, numbers of a customer, tokens or bodies. */
export const log = pino({
  level: process.env['WANHUI_LOG'] ?? 'info',
  base: null,
  redact: ['req.headers', 'headers', 'password', 'token', 'cookie'],
  serializers: {
    err: (err: Error & { code?: unknown }) => ({
      name: err.name,
      code: err.code,
      // PostgreSQL puts values into `detail`, never into `message`; ours carry codes only
      message: err.message,
      stack: err.stack,
    }),
  },
}, pino.destination({ fd: 2, sync: false }));
