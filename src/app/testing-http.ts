import { gunzipSync } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';

export interface Received {
  readonly status: number;
  /** By names in lower case. */
  readonly raw: Record<string, string | string[] | undefined>;
  readonly headers: Headers;
  readonly text: string;
}

/** Connections are kept: a story makes thousands of requests of one desk. */
const agent = new Agent();

/** One request, without the streams of `fetch`, which cost as much of the processor as the desk's answer. */
export async function exchange(request: Dispatcher.DispatchOptions, by: Dispatcher = agent): Promise<Received> {
  let status = 0;
  let raw: Received['raw'] = {};
  const parts: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    by.dispatch(request, {
      onRequestStart() {},
      onResponseStart(_controller, code, given) {
        status = code;
        raw = given;
      },
      onResponseData(_controller, part) {
        parts.push(part);
      },
      onResponseEnd: () => resolve(),
      onResponseError: (_controller, error) => reject(error),
    });
  });
  const all = Buffer.concat(parts);
  const plain = raw['content-encoding'] === 'gzip' && all.length > 0 ? gunzipSync(all) : all;
  return {
    status,
    raw,
    // a mark of the byte order is no text
    text: new TextDecoder().decode(plain),
    // few stories look at them, and making them is dear
    get headers() {
      return headersOf(raw);
    },
  };
}

function headersOf(raw: Received['raw']): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(raw))
    for (const value of [values ?? []].flat()) headers.append(name, value);
  return headers;
}

/** A form as it is sent, with the type that names its boundary. */
export async function encoded(form: FormData): Promise<{ type: string; body: Buffer }> {
  const made = new Response(form);
  return { type: made.headers.get('content-type') ?? '', body: Buffer.from(await made.arrayBuffer()) };
}
