import { fileTypeFromBuffer } from 'file-type';
import { notFound, Refusal } from '../../base/refusal.ts';
import type { FileStore, StoredFile } from '../../base/server/files.ts';
import { newId } from '../../base/server/ids.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { may, type Staff } from '../../people/staff.ts';
import type { attach, download } from '../attachments-contract.ts';
import { attachmentAdded } from '../facts.ts';
import { some } from '../searched.ts';
import { insertAttachment } from '../store-parts.ts';
import { visibleRow } from '../view.sql.ts';
import { openCase } from './case-work.ts';

const FILES = 20;
const FILE_BYTES = 25 * 1024 * 1024;
/** Sniffed types that a page may show in place; everything else leaves as a download. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/**
 * Bytes are durable before the row that names them. The same bytes under the same name on the same
 * case are one attachment, so a repeated upload after a cut is answered and not repeated.
 */
export const attachFile = (files: FileStore) =>
  async function attach_({ request, caller, sql, given, reply }: RawExchange<Staff, typeof attach>) {
    await visibleRow(sql, caller, given.id);
    if (!request.isMultipart()) throw new Refusal('base.unsupported-type', { status: 415 });
    const items: { id: string; name: string; type: string; bytes: number }[] = [];
    for await (const part of request.files({ limits: { fileSize: FILE_BYTES + 1, files: FILES } })) {
      const stored = await files.put(part.file, FILE_BYTES);
      const name = cleanName(part.filename);
      const type = await typeOf(stored.head);
      const id = await inTransaction(sql, caller, (tx) => addAttachment(tx, given.id, { stored, name, type }));
      items.push({ id, name, type, bytes: stored.bytes });
    }
    reply.code(201);
    return { items };
  };

/** One file more on a case, whose bytes are durable. */
export async function addAttachment(
  tx: Tx<Staff>,
  complaintId: string,
  { stored, name, type }: { stored: StoredFile; name: string; type: string },
): Promise<string> {
  const work = await openCase(tx, complaintId, 'attach');
  const there = await tx.sql<{ id: string; name: string; sha256: Buffer }[]>`
    select id, name, sha256 from attachment where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId}`;
  const same = there.find((known) => known.name === name && known.sha256.equals(stored.sha256));
  if (same) return same.id;
  if (there.length >= FILES) throw new Refusal('complaints.too-many-files', { values: { max: FILES } });
  const id = newId();
  insertAttachment(tx, { id, complaintId, name, type, bytes: stored.bytes, sha256: stored.sha256 });
  work.findable({ words: some('attachment', [name]) });
  work.tell(attachmentAdded, { attachmentId: id, bytes: stored.bytes, type });
  await work.done();
  return id;
}

export const downloadFile = (files: FileStore) =>
  async function download_({ caller, sql, given, reply }: RawExchange<Staff, typeof download>) {
    const row = await visibleRow(sql, caller, given.id);
    const [file] = await sql<
      { name: string; type: string; bytes: number; sha256: Buffer; class: string; redactedAt: Date | null }[]
    >`
      select name, type, bytes, sha256, class, redacted_at from attachment
      where org_id = ${caller.orgId} and complaint_id = ${row.id} and id = ${given.attachmentId}`;
    if (!file || file.redactedAt) throw notFound();
    if (file.class === 'investigation' && !may(caller, 'complaint.investigation-notes', row.storeId)) throw notFound();
    const bytes = await files.read(file.sha256);
    const inline = given.inline === '1' && PICTURES.includes(file.type);
    reply
      .header('content-type', inline ? file.type : 'application/octet-stream')
      .header('content-length', file.bytes)
      .header(
        'content-disposition',
        `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      )
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, max-age=300');
    return reply.send(bytes);
  };

/** A name to show, never a path: the last part of it, without control characters, of bearable length. */
export function cleanName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = Array.from(last.replace(/[\p{C}]/gu, '').trim())
    .slice(0, 120)
    .join('');
  return clean || '附件';
}

/** The type that the bytes themselves show; plain text when they read as UTF-8. */
export async function typeOf(head: Buffer): Promise<string> {
  const sniffed = await fileTypeFromBuffer(head);
  if (sniffed) return sniffed.mime;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, Math.max(0, head.length - 3)));
    return head.includes(0) ? 'application/octet-stream' : 'text/plain';
  } catch {
    // not text either: it is just bytes
    return 'application/octet-stream';
  }
}
