import { registerHooks } from 'node:module';

/**
 * The database driver (postgres 3.4.9), mended while it is loaded: it does not survive the loss of a connection that
 * somebody holds, and its newest version is no better. Told in docs/decisions/the-driver-is-mended-on-loading.md;
 * `driver.test.ts` shows each fault. Text that is not found stops the start, so that no newer version passes unread.
 */
interface Mend {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const MENDS: readonly Mend[] = [
  // what was about to be written went to the next connection ahead of its greeting, or kept it from being sent at all
  {
    file: 'connection.js',
    from: `    clearImmediate(nextWriteTimer)
    socket.removeListener('data', data)
    socket.removeListener('connect', connected)
    idleTimer.cancel()`,
    to: `    clearImmediate(nextWriteTimer)
    nextWriteTimer = chunk = null
    socket.removeListener('data', data)
    socket.removeListener('connect', connected)
    idleTimer.cancel()`,
  },
  // what had been sent was not answered for after an error of the socket, and its failure fell on the next query
  {
    file: 'connection.js',
    from: `    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))`,
    to: `    ;(query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = null
    result = new Result()`,
  },
  // a lost connection had the code of its system call, which looked like one of the sender's own
  {
    file: 'connection.js',
    from: `    errored(err)
    while (sent.length)`,
    to: `    if (err.syscall === 'read' || err.syscall === 'write' || err.code === 'ERR_STREAM_DESTROYED')
      err = Object.assign(Errors.connection('CONNECTION_CLOSED', options), { cause: err })
    errored(err)
    while (sent.length)`,
  },
  // the end of a copy in the bytes that filled its reader left the connection deaf: nobody asks an ended stream for more
  {
    file: 'connection.js',
    from: `    stream && stream.push(null)
    stream = null`,
    to: `    stream && stream.push(null)
    stream = null
    socket.resume()`,
  },
  // a write to a socket that is gone threw outside of any call and ended the process
  {
    file: 'connection.js',
    from: `    if (terminated)
      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))

    if (stream)`,
    to: `    if (terminated || !socket)
      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))

    if (stream)`,
  },
  // a transaction got no connection for itself where nothing more may be said on it (a pooler, a hundred statements under
  // way): it failed, and its open begin stayed behind under whatever came next
  {
    file: 'connection.js',
    from: `      return write(toBuffer(q))
        && !q.describeFirst
        && !q.cursorFn
        && sent.length < max_pipeline
        && (!q.options.onexecute || q.options.onexecute(connection))`,
    to: `      const more = write(toBuffer(q))
        && !q.describeFirst
        && !q.cursorFn
        && sent.length < max_pipeline
      return q.options.onexecute
        ? q.options.onexecute(connection)
        : more`,
  },
  // a reservation that waited for a connection was forgotten when its connection had to be opened anew, and a loss
  // while it was opened was nobody's error: whoever waits hears of it by other ways
  {
    file: 'connection.js',
    from: `        initial.reserve && (initial = null)
        return fetchArrayTypes()`,
    to: `        return fetchArrayTypes().catch(() => {})`,
  },
  {
    file: 'connection.js',
    from: `      initial && !initial.reserve && execute(initial)
      options.shared.retries = retries = 0
      initial = null`,
    to: `      const first = initial
      initial = null
      options.shared.retries = retries = 0
      first.reserve ? first.reserve(connection) : execute(first)`,
  },
  {
    file: 'index.js',
    from: `        queries.push(query)
        closed.length && connect(closed.shift(), query)`,
    to: `        closed.length ? connect(closed.shift(), query) : queries.push(query)`,
  },
  // who held a lost connection went on speaking, and gave it back, when somebody else had it already
  {
    file: 'index.js',
    from: `    c.reserved.release = true

    const sql = Sql(handler)
    sql.release = () => {
      c.reserved = null
      onopen(c)
    }

    return sql

    function handler(q) {
      c.queue === full`,
    to: `    c.reserved.release = true
    const mine = c.reserved
    c.onclose = e => {
      while (queue.length) queue.shift().reject(e)
    }

    const sql = Sql(handler)
    sql.release = () => {
      if (c.reserved !== mine) return
      c.reserved = c.onclose = null
      ending ? c.end() : onopen(c)
    }

    return sql

    function handler(q) {
      if (c.reserved !== mine) return q.reject(Errors.connection('CONNECTION_CLOSED', options))
      c.queue === full`,
  },
  // one that was given back while the pool was being ended stayed open until that was given up
  {
    file: 'connection.js',
    from: `    return ending || (
      !connection.reserved && onend(connection),`,
    to: `    const asked = ending
    if (asked && !connection.reserved && !initial && !query && sent.length === 0)
      terminate()
    return asked || (
      !connection.reserved && onend(connection),`,
  },
  {
    file: 'index.js',
    from: `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full`,
    to: `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (c.reserved !== mine) return q.reject(Errors.connection('CONNECTION_CLOSED', options))
        c.queue === full`,
  },
  {
    file: 'index.js',
    from: `      , connection
      , prepare = null`,
    to: `      , connection
      , mine
      , prepare = null`,
  },
  {
    file: 'index.js',
    from: `      c.reserved = () => queries.length
        ? c.execute(queries.shift())
        : move(c, reserved)
    }`,
    to: `      mine = c.reserved = () => queries.length
        ? c.execute(queries.shift())
        : move(c, reserved)
    }`,
  },
];

const mended = new Set<string>();
const hooks = registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const file = /\/postgres\/src\/(connection\.js|index\.js)$/.exec(url)?.[1];
    if (!file) return loaded;
    let source = String(loaded.source);
    for (const { from, to } of MENDS.filter((mend) => mend.file === file)) {
      if (source.split(from).length !== 2) throw new Error(`the database driver reads otherwise now: ${from}`);
      source = source.replace(from, () => to);
    }
    mended.add(file);
    return { ...loaded, source };
  },
});

export const { default: driver } = await import('postgres');
hooks.deregister();
if (mended.size !== 2) throw new Error('the database driver was loaded before it could be mended: import it from here');
