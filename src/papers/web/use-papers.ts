import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';
import type * as letters from '../letters-contract.ts';

export type { FormHead, PaperView } from '../contract.ts';
export type { LetterHead, LetterView, SealRow } from '../letters-contract.ts';

/** Under the case's own key: what is told on its timeline reads it again. */
export const useForms = (id: string) =>
  useQuery({
    queryKey: ['complaint', id, 'forms'],
    queryFn: ({ signal }) => call<typeof contract.forms>('GET /api/complaints/:id/forms', { params: { id }, signal }),
    staleTime: 60_000,
  });

export const useLettersOf = (id: string) =>
  useQuery({
    queryKey: ['complaint', id, 'letters'],
    queryFn: ({ signal }) =>
      call<typeof letters.lettersOf>('GET /api/complaints/:id/letters', { params: { id }, signal }),
  });

export const useForm = (id: string, form: string) =>
  useQuery({
    queryKey: ['complaint', id, 'forms', form],
    queryFn: ({ signal }) =>
      call<typeof contract.form>('GET /api/complaints/:id/forms/:form', { params: { id, form }, signal }),
  });

export const useLetter = (id: string) =>
  useQuery({
    // under `complaints`: news of any case reads it again
    queryKey: ['complaints', 'letter', id],
    queryFn: ({ signal }) => call<typeof letters.view>('GET /api/letters/:id', { params: { id }, signal }),
  });

export const useLetterPaper = (id: string) =>
  useQuery({
    queryKey: ['complaints', 'letter', id, 'paper'],
    queryFn: ({ signal }) => call<typeof letters.paper>('GET /api/letters/:id/paper', { params: { id }, signal }),
  });

export interface LetterSearch {
  q?: string;
  state?: letters.LetterHead['state'];
  storeId?: string;
}

export const useLetters = (asked: LetterSearch) =>
  useInfiniteQuery({
    queryKey: ['complaints', 'letters', asked],
    queryFn: ({ pageParam, signal }) =>
      call<typeof letters.list>('GET /api/letters', { input: { limit: 50, cursor: pageParam, ...asked }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export interface SealSearch {
  q?: string;
  storeId?: string;
  from?: string;
  to?: string;
}

export const useSeals = (asked: SealSearch) =>
  useInfiniteQuery({
    queryKey: ['complaints', 'seals', asked],
    queryFn: ({ pageParam, signal }) =>
      call<typeof letters.seals>('GET /api/seals', { input: { limit: 50, cursor: pageParam, ...asked }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const useReports = (storeId: string | null) =>
  useQuery({
    queryKey: ['reports', storeId],
    queryFn: ({ signal }) =>
      call<typeof contract.reports>('GET /api/reports', { input: storeId ? { storeId } : {}, signal }),
    staleTime: 60_000,
  });

export interface Period {
  from: string;
  to: string;
  storeId?: string;
}

export const useReportPaper = (report: string, period: Period) =>
  useQuery({
    queryKey: ['complaints', 'report-paper', report, period],
    queryFn: ({ signal }) =>
      call<typeof contract.report>('GET /api/reports/:report', { params: { report }, input: period, signal }),
    enabled: report !== '',
    placeholderData: keepPreviousData,
  });

export const useLetterhead = (storeId: string) =>
  useQuery({
    queryKey: ['letterhead', storeId],
    queryFn: ({ signal }) =>
      call<typeof contract.letterheadOf>('GET /api/stores/:id/letterhead', { params: { id: storeId }, signal }),
  });

export function useReadLettersAgain(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all(['complaints', 'complaint', 'timeline'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

/** Where a browser fetches a file by itself. */
export const fileOf = {
  form: (id: string, form: string): string =>
    `/api/complaints/${encodeURIComponent(id)}/forms/${encodeURIComponent(form)}/docx`,
  letter: (id: string): string => `/api/letters/${encodeURIComponent(id)}/docx`,
  report: (report: string, period: Period): string =>
    `/api/reports/${encodeURIComponent(report)}/docx?${new URLSearchParams({ ...period })}`,
  seals: (asked: SealSearch): string => `/api/seals/file?${new URLSearchParams({ ...asked })}`,
};
