import { queryOptions } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';

export type YearView = ReplyOf<typeof contract.calendarYear>;
export type CalendarHead = ReplyOf<typeof contract.calendars>['items'][number];

export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: () => call<typeof contract.calendars>('GET /api/calendars'),
});

export const yearQuery = (key: string, year: number) =>
  queryOptions({
    queryKey: ['calendar', key, year],
    queryFn: () => call<typeof contract.calendarYear>('GET /api/calendars/:key/years/:year', { params: { key, year } }),
    enabled: key !== '',
  });

export const adoptionQuery = (key: string) =>
  queryOptions({
    queryKey: ['adoption', key],
    queryFn: () => call<typeof contract.adoptionPreview>('GET /api/calendars/:key/adoption', { params: { key } }),
  });
