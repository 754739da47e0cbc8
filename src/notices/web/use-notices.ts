import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';
import type * as settings from '../settings-contract.ts';

export type NoticeShown = ReplyOf<typeof contract.listNotices>['items'][number];
export type News = ReplyOf<typeof contract.newsOfNotices>;
export type Settings = ReplyOf<typeof settings.readSettings>;
export type RobotShown = Settings['robots'][number];
export type Delivery = ReplyOf<typeof settings.listDeliveries>['items'][number];
export type Tested = ReplyOf<typeof settings.testMail>;

/** When the live stream has nothing to say for long, the bell asks. */
const ASK_MS = 60_000;

export const useNews = () =>
  useQuery({
    queryKey: ['notices', 'news'],
    queryFn: () => call<typeof contract.newsOfNotices>('GET /api/notices/news'),
    refetchInterval: ASK_MS,
  });

export const useNotices = (open: boolean, limit = 50) =>
  useInfiniteQuery({
    queryKey: ['notices', 'list', open, limit],
    queryFn: ({ pageParam }) =>
      call<typeof contract.listNotices>('GET /api/notices', {
        input: { limit, cursor: pageParam, ...(open ? { open: 'true' } : {}) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });

export function useAcknowledge() {
  const queries = useQueryClient();
  const readAgain = () => queries.invalidateQueries({ queryKey: ['notices'] });
  return {
    one: async (id: string) => {
      await call<typeof contract.acknowledgeNotice>('POST /api/notices/:id/acknowledgement', { params: { id } });
      await readAgain();
    },
    all: async (upTo: string) => {
      await call<typeof contract.acknowledgeNotices>('POST /api/notices/acknowledgements', { input: { upTo } });
      await readAgain();
    },
  };
}

export const useChoices = () =>
  useQuery({
    queryKey: ['notices', 'choices'],
    queryFn: () => call<typeof contract.readChoices>('GET /api/notices/choices'),
  });

export const useSettings = () =>
  useQuery({
    queryKey: ['notice-settings'],
    queryFn: () => call<typeof settings.readSettings>('GET /api/notice-settings'),
  });

const LOG_MS = 10_000;
export function useRetry() {
  const queries = useQueryClient();
  return async (id: string): Promise<void> => {
    await call<typeof settings.retryDelivery>('POST /api/notice-settings/deliveries/:id/retries', { params: { id } });
    await queries.invalidateQueries({ queryKey: ['notice-deliveries'] });
  };
}

export const useDeliveries = () =>
  useQuery({
    queryKey: ['notice-deliveries'],
    queryFn: () => call<typeof settings.listDeliveries>('GET /api/notice-settings/deliveries'),
    refetchInterval: LOG_MS,
  });
