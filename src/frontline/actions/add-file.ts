import { notFound, Refusal } from '../../base/refusal.ts';
import { timeOf } from '../../base/server/database-time.ts';
import type { FileStore } from '../../base/server/files.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { addMs, DAY } from '../../base/time.ts';
import { addAttachment, cleanName, typeOf } from '../../complaints/actions/attach-file.ts';
import { type Staff, theDesk } from '../../people/staff.ts';
import type { addFile } from '../contract.ts';
import { FILE_BYTES, FILES_WITHIN_DAYS, mediaOf, PHOTOS_MAX, VOICES_MAX } from '../media.ts';
import { filesThere, ownReport } from '../reads.ts';
import { lockReporter, type Reporter } from '../store.ts';

/** A photo or the voice note of an own report, soon after it. */
export const addFileOf = (files: FileStore) =>
  async function addFileOf_({ request, reply, sql, given }: RawExchange<Staff, typeof addFile>, reporter: Reporter) {
    const { orgId, id: reporterId } = reporter;
    const own = await ownReport(sql, {
      orgId,
      reporterId,
      id: given.id,
      since: addMs(timeOf(sql), -FILES_WITHIN_DAYS * DAY),
    });
    if (!own) throw notFound();
    if (!request.isMultipart()) throw new Refusal('base.unsupported-type', { status: 415 });
    const part = await request.file({ limits: { fileSize: FILE_BYTES + 1, files: 1 } });
    if (!part) throw new Refusal('frontline.no-file', { status: 400 });
    const stored = await files.put(part.file, FILE_BYTES);
    const media = mediaOf(await typeOf(stored.head));
    if (!media) throw new Refusal('frontline.wrong-type', { status: 415 });
    await inTransaction(sql, theDesk(orgId), async (tx) => {
      const row = await lockReporter(tx, reporterId);
      if (!row || row.revokedAt) throw new Refusal('frontline.not-let-in', { status: 401 });
      const there = await filesThere(tx.sql, orgId, own.complaintId, stored.sha256);
      if (media.kind === 'photo' ? there.photos >= PHOTOS_MAX : there.voices >= VOICES_MAX)
        throw new Refusal('frontline.too-many-files', { values: { photos: PHOTOS_MAX, voices: VOICES_MAX } });
      await addAttachment(tx, own.complaintId, { stored, name: cleanName(part.filename), type: media.type });
    });
    reply.code(201);
    return { ok: true as const };
  };
