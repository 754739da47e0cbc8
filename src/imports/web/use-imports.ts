import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, newKey, Problem } from '../../base/web/call.ts';
import { i18n } from '../../base/web/i18n.ts';
import type * as contract from '../contract.ts';
import type { RunRow, RunView, SettingsInput } from '../contract.ts';
import { isUnderWay } from '../import-run.ts';

export const BEAT_MS = 1000;

export const useRuns = () =>
  useInfiniteQuery({
    queryKey: ['imports', 'list'],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.list>('GET /api/imports', {
        input: { limit: 20, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((run) => isUnderWay(run.state))) ? 2 * BEAT_MS : false,
  });

/** One run; asked again every second while it is under way. */
export const useRun = (id: string) =>
  useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => call<typeof contract.view>('GET /api/imports/:id', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? BEAT_MS : false),
  });

/** What the first rows would become; the last answer stays until the next one is there. */
export const usePreview = (id: string, settings: SettingsInput | null) =>
  useQuery({
    queryKey: ['imports', id, 'preview', settings],
    queryFn: ({ signal }) =>
      call<typeof contract.preview>('POST /api/imports/:id/preview', {
        params: { id },
        input: settings as SettingsInput,
        signal,
      }),
    enabled: settings !== null,
    placeholderData: (previous) => previous,
    gcTime: 0,
    retry: false,
  });

/** Acts on one run; what is shown of it and the list are read anew. */
export function useRunActs(id: string) {
  const queries = useQueryClient();
  const told = (run: RunRow): void => {
    queries.setQueryData(['imports', id], (before: RunView | undefined) => before && { ...before, ...run });
    void queries.invalidateQueries({ queryKey: ['imports'] });
    if (run.state !== 'mapping') void queries.invalidateQueries({ queryKey: ['complaints'] });
  };
  const params = { id };
  return {
    start: useMutation({
      mutationFn: (input: SettingsInput) =>
        call<typeof contract.start>('POST /api/imports/:id/start', { params, input }),
      onSuccess: told,
    }),
    stop: useMutation({
      mutationFn: () => call<typeof contract.stop>('POST /api/imports/:id/stop', { params }),
      onSuccess: told,
    }),
    resume: useMutation({
      mutationFn: () => call<typeof contract.resume>('POST /api/imports/:id/resumption', { params }),
      onSuccess: told,
    }),
    undo: useMutation({
      mutationFn: () => call<typeof contract.undo>('POST /api/imports/:id/undoing', { params }),
      onSuccess: told,
    }),
    discard: useMutation({
      mutationFn: () => call<typeof contract.discard>('DELETE /api/imports/:id', { params }),
      onSuccess: () => queries.invalidateQueries({ queryKey: ['imports', 'list'] }),
    }),
    read: useMutation({
      mutationFn: (input: { encoding?: string; delimiter?: string; sheet?: string }) =>
        call<typeof contract.changeReading>('PUT /api/imports/:id/reading', { params, input: input as never }),
      onSuccess: (run) => queries.setQueryData(['imports', id], run),
    }),
  };
}

/** Uploads a table. `fetch` tells nothing of its progress, so this one goes by XMLHttpRequest. */
export function uploadTable(file: File, onProgress: (share: number) => void): Promise<RunView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/imports');
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('accept-language', i18n.language);
    request.setRequestHeader('idempotency-key', newKey());
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status < 300) return resolve(request.response as RunView);
      const body = request.response as { code?: string; title?: string } | null;
      const title = body?.title ?? i18n.t('base:common.broken');
      const number = request.getResponseHeader('x-request-id') ?? '';
      reject(new Problem(request.status, body?.code ?? 'base.fault', title, undefined, number));
    };
    request.onerror = () => reject(new Problem(0, 'base.offline', i18n.t('base:refusals.offline')));
    request.ontimeout = request.onerror;
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}
