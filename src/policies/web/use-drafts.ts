import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type * as contract from '../drafts-contract.ts';
import type * as texts from '../pack-texts-contract.ts';

export type DraftView = ReplyOf<typeof contract.draft>;
export type DraftItem = ReplyOf<typeof contract.drafts>['items'][number];
export type ShippedItem = ReplyOf<typeof texts.shipped>['items'][number];
export type DifferenceView = ReplyOf<typeof texts.draftDifference>;

export const useDrafts = (all: boolean) =>
  useQuery({
    queryKey: ['policy-drafts', all],
    queryFn: () => call<typeof contract.drafts>('GET /api/policy/drafts', { input: all ? { all: 'true' } : {} }),
  });

export const useDraft = (id: string) =>
  useQuery({
    queryKey: ['policy-draft', id],
    queryFn: () => call<typeof contract.draft>('GET /api/policy/drafts/:id', { params: { id } }),
  });

export const useShipped = () =>
  useQuery({
    queryKey: ['policy-shipped'],
    queryFn: () => call<typeof texts.shipped>('GET /api/policy/shipped'),
    staleTime: 600_000,
  });

/** What a draft stands on; `pack` null: only the libraries. */
export const useTextsBelow = (pack: string | null) =>
  useQuery({
    queryKey: ['policy-below', pack],
    queryFn: () => call<typeof texts.textsBelow>('GET /api/policy/below', { input: pack === null ? {} : { pack } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useSchemas = () =>
  useQuery({
    queryKey: ['policy-schemas'],
    queryFn: async () => (await call<typeof texts.schemas>('GET /api/policy/schemas')).schemas,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** After an act on a draft. */
export function useReadDraftsAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ['policy-drafts', 'policy-draft', 'editions', 'policy', 'policy-difference', 'policy-moving'].map((name) =>
        queries.invalidateQueries({ queryKey: [name] }),
      ),
    );
  };
}

export const makeDraft = (
  input:
    | { from: 'edition'; editionId: string; storeId: string | null }
    | { from: 'pack'; packKey: string; base?: string; storeId: string | null }
    | { from: 'empty'; storeId: string | null },
) => call<typeof contract.makeDraft>('POST /api/policy/drafts', { input });

export const importDraft = (text: string, storeId: string | null) =>
  call<typeof contract.importDraft>('POST /api/policy/imports', { input: { text, storeId } });

/** The compared texts of the difference with the edition named, or with what is in force. */
export const useDraftDifference = (id: string, version: number) =>
  useQuery({
    queryKey: ['policy-difference', 'draft', id, version],
    queryFn: () => call<typeof texts.draftDifference>('GET /api/policy/drafts/:id/difference', { params: { id } }),
  });

export const useEditionDifference = (id: string, other: string) =>
  useQuery({
    queryKey: ['policy-difference', 'edition', id, other],
    queryFn: () =>
      call<typeof texts.editionDifference>('GET /api/policy/editions/:id/difference', {
        params: { id },
        input: other ? { with: other } : {},
      }),
  });
