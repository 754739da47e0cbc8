import { Problem } from '../../base/web/call.ts';
import { i18n } from '../../base/web/i18n.ts';

export const FILES_MAX = 20;
export const FILE_BYTES_MAX = 25 * 1024 * 1024;

/** Without a byte taken or a word said for so long, the line has broken unnoticed. */
const SILENT_MS = 60_000;

/** Uploads one file to a case and answers with its id there. `fetch` tells nothing of its progress, so this one goes by XMLHttpRequest. */
export function uploadFile(
  complaintId: string,
  file: File,
  key: string,
  onProgress?: (share: number) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/complaints/${encodeURIComponent(complaintId)}/attachments`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('accept-language', i18n.language);
    request.setRequestHeader('idempotency-key', key);
    request.responseType = 'json';
    let silent = setTimeout(() => request.abort(), SILENT_MS);
    request.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(silent);
      silent = setTimeout(() => request.abort(), SILENT_MS);
      onProgress?.(total > 0 ? loaded / total : 0);
    };
    request.onloadend = () => clearTimeout(silent);
    request.onload = () => {
      if (request.status < 300)
        return resolve((request.response as { items?: { id: string }[] } | null)?.items?.[0]?.id ?? '');
      const body = request.response as { code?: string; title?: string } | null;
      const title = body?.title ?? i18n.t('base:common.broken');
      const number = request.getResponseHeader('x-request-id') ?? '';
      reject(new Problem(request.status, body?.code ?? 'base.fault', title, undefined, number));
    };
    request.onerror = () => reject(new Problem(0, 'base.offline', i18n.t('base:refusals.offline')));
    request.onabort = request.onerror;
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

/** 860 KB · 3.4 MB. */
export const formatBytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
