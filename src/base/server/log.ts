import { pino } from 'pino';

/** One line a record, JSON, never words of a case, numbers of a customer, tokens or bodies. */
export const log = pino(
  {
    level: process.env['WANHUI_LOG'] ?? 'info',
    base: null,
    redact: ['req.headers', 'headers', 'password', 'token', 'cookie'],
    serializers: {
      err: (err: Error & { code?: unknown }) => ({
        name: err.name,
        code: err.code,
        message: quotes(err) ? 'a value did not fit' : err.message,
        stack: quotes(err) ? err.stack?.slice(err.stack.indexOf('\n    at ')) : err.stack,
      }),
    },
  },
  pino.destination({ fd: 2, sync: false }),
);

/**
 * Errors whose message quotes what somebody wrote: PostgreSQL's class 22 (`invalid input syntax for type …: "…"`;
 * in the others values stand in `detail`, which is left out) and the parser of JSON. Ours carry codes only.
 */
function quotes({ name, code }: { name: string; code?: unknown }): boolean {
  return name === 'SyntaxError' || (name === 'PostgresError' && String(code).startsWith('22'));
}
