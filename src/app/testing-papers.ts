import { expect } from 'vitest';
import yauzl from 'yauzl';

/** A DOCX as this person gets it: its texts, its whole XML, its footers and the names of its parts. */
export async function readDocx(
  url: string,
  token: string | undefined,
): Promise<{ xml: string; text: string; names: string[]; footer: string }> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  expect([answer.status, answer.headers.get('content-disposition')?.startsWith('attachment;')]).toEqual([200, true]);
  const zip = await yauzl.fromBufferPromise(Buffer.from(await answer.arrayBuffer()));
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.set(entry.fileName, Buffer.concat(chunks).toString());
  }
  const xml = parts.get('word/document.xml') ?? '';
  const text = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, said]) => said).join('\n');
  const footer = [...parts]
    .filter(([name]) => /footer/.test(name))
    .map(([, body]) => body)
    .join('');
  return { xml, text, names: [...parts.keys()], footer };
}
