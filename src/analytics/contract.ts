import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { day, id, time } from '../base/schemas.ts';
import { SPANS } from './period.ts';
import { RESULTS } from './result-share.ts';

const count = z.number().int().nonnegative();
const place = z.strictObject({ id: z.string(), name: z.string() });

/** The day or week page. Counts only, no names of customers. Days are the organisation's. */
export const report = endpoint({
  method: 'GET',
  path: '/api/analytics/report',
  permission: 'complaint.read',
  summary: 'The day or week page: opened, closed, overdue, first contact, urges, causes, and the share won',
  input: z.strictObject({ span: z.enum(SPANS).default('day'), day: day().optional(), storeId: id().optional() }),
  reply: z.strictObject({
    span: z.enum(SPANS),
    from: day(),
    /** The last day that belongs to it. */
    to: day(),
    organisation: z.string(),
    /** Null: all stores that the viewer may see. */
    store: place.nullable(),
    askedAt: time(),
    /** The period is not over: figures will still move. */
    running: z.boolean(),
    opened: count,
    closed: count,
    /** Cases of which a limit was missed in the period; and those open and overdue when asked. */
    missed: count,
    overdueNow: count,
    openNow: count,
    /** Of cases received in the period: first contacts kept in time, of those kept or missed; attempts count apart. */
    firstContact: z.strictObject({ kept: count, of: count, attempted: count }),
    urges: z.strictObject({ times: count, cases: count }),
    /** Of cases closed in the period: those of which kind, severity or category came out other than named at first. */
    firstJudged: z.strictObject({ changed: count, of: count }),
    /** Of cases closed in the period: the root cause recorded at closing, else the category; most frequent first. */
    causes: z.array(
      z.strictObject({ key: z.string(), of: z.enum(['root-cause', 'category']), title: z.string(), count }),
    ),
    /** 按时办结且客户认可率: see result-share.ts. */
    result: z.strictObject({
      due: count,
      counts: z.strictObject(
        Object.fromEntries(RESULTS.map((name) => [name, count])) as Record<(typeof RESULTS)[number], typeof count>,
      ),
      share: z.number().min(0).max(1).nullable(),
    }),
  }),
});

/** The charts: received and closed in the period, open cases as they are now. */
export const figures = endpoint({
  method: 'GET',
  path: '/api/analytics/figures',
  permission: 'complaint.read',
  summary: 'Figures of a period by day, category and store, and the ageing of open cases',
  input: z.strictObject({
    from: day(),
    /** The last day that belongs to it; a year at most. */
    to: day(),
    storeId: id().optional(),
  }),
  reply: z.strictObject({
    from: day(),
    to: day(),
    store: place.nullable(),
    today: day(),
    askedAt: time(),
    opened: count,
    closed: count,
    open: count,
    days: z.array(z.strictObject({ day: day(), opened: count, closed: count })),
    categories: z.array(z.strictObject({ key: z.string().nullable(), title: z.string(), count })),
    stores: z.array(z.strictObject({ id: z.string(), name: z.string(), opened: count, closed: count, open: count })),
    ageing: z.array(z.strictObject({ from: count, under: count.nullable(), open: count, overdue: count })),
  }),
});
