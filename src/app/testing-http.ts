import { Agent, request } from 'node:http';
import { gunzipSync } from 'node:zlib';

export interface Received {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Headers;
  readonly text: string;
}

/** Connections are kept: a story makes thousands of requests of one desk. */
const agent = new Agent({ keepAlive: true });

/** One request over HTTP. `fetch` of the same would cost as much of the processor as the desk's answer. */
export function exchange(
  url: string,
  given: { method: string; headers: Record<string, string>; body?: string | Buffer },
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const { method, headers, body } = given;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(url, { agent, method, headers: { ...headers, ...length } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const all = Buffer.concat(parts);
        const plain = response.headers['content-encoding'] === 'gzip' ? gunzipSync(all) : all;
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          // a mark of the byte order is no text
          text: new TextDecoder().decode(plain),
          // few stories look at them, and reading all is dear
          get headers() {
            return headersOf(response.rawHeaders);
          },
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at < raw.length; at += 2) headers.append(raw[at] as string, raw[at + 1] as string);
  return headers;
}

/** A form as it is sent, with the type that names its boundary. */
export async function encoded(form: FormData): Promise<{ type: string; body: Buffer }> {
  const made = new Response(form);
  return { type: made.headers.get('content-type') ?? '', body: Buffer.from(await made.arrayBuffer()) };
}
