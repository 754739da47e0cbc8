import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { id, instant, key, line, someLine, someWords, time, words } from '../base/schemas.ts';
import { DAYS_MAX, PLACES, STANDINGS, URGENCIES } from './reporter.ts';

const byId = z.strictObject({ id: id() });
const person = z.strictObject({ id: z.string(), name: z.string() });

// ── for supervisors ─────────────────────────────────────────────────────────

const days = z.number().int().min(1).max(DAYS_MAX).default(90);

/** Shown once: `link` begins with `/` where the desk does not know its own address. */
const invitation = z.strictObject({ id: z.string(), link: z.string(), linkUntil: time(), until: time() });
export type Invitation = z.output<typeof invitation>;

export const reporters = endpoint({
  method: 'GET',
  path: '/api/reporters',
  permission: 'frontline.invite',
  summary: 'People without a seat who were invited to report, in the stores where the asker invites',
  input: z.strictObject({ storeId: id().optional() }),
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        trade: z.string(),
        store: person,
        standing: z.enum(STANDINGS),
        invitedBy: person.nullable(),
        invitedAt: time(),
        linkUntil: time(),
        until: time(),
        openedAt: time().nullable(),
        seenAt: time().nullable(),
        browser: z.string(),
        reports: z.number(),
        revokedAt: time().nullable(),
      }),
    ),
  }),
});

export const invite = endpoint({
  method: 'POST',
  path: '/api/reporters',
  permission: 'frontline.invite',
  summary: 'Invite somebody without a seat to report from their phone; the link is shown once',
  input: z.strictObject({ storeId: id(), name: someLine(40), trade: line(40).default(''), days }),
  reply: invitation,
  status: 201,
  confidential: true,
});

export const renew = endpoint({
  method: 'POST',
  path: '/api/reporters/:id/renewal',
  permission: 'frontline.invite',
  summary: 'A new link for the same person; the phone that was let in before is out',
  params: byId,
  input: z.strictObject({ days }),
  reply: invitation,
  confidential: true,
});

export const revoke = endpoint({
  method: 'DELETE',
  path: '/api/reporters/:id',
  permission: 'frontline.invite',
  summary: 'End an invitation: link and phone stop at once, reports stay',
  params: byId,
});

/** Who reported a case; null when it came another way. */
export const reportedBy = endpoint({
  method: 'GET',
  path: '/api/complaints/:id/reporter',
  permission: 'signed-in',
  summary: 'Who of the staff without a seat reported this case',
  params: byId,
  reply: z.strictObject({
    report: z
      .strictObject({
        name: z.string(),
        trade: z.string(),
        urgency: z.enum(URGENCIES),
        /** What they did already; empty when they did nothing or it was redacted. */
        did: z.string(),
        writtenAt: time().nullable(),
        sentAt: time(),
      })
      .nullable(),
  }),
});

// ── for reporters: open to anyone, and refused by the room itself without a reporter's cookie ──

const me = z.strictObject({
  id: z.string(),
  name: z.string(),
  trade: z.string(),
  store: z.string(),
  organisation: z.string(),
  timeZone: z.string(),
  until: time(),
  /** What a report may be about, as the store's pack names it. */
  about: z.array(z.strictObject({ key: z.string(), title: z.string(), hint: z.string() })),
});
export type Me = z.output<typeof me>;

export const openLink = endpoint({
  method: 'POST',
  path: '/api/frontline/session',
  permission: 'anyone',
  summary: 'Exchange the secret of an invitation for a session of this one phone',
  onFullDisk: 'goes-on',
  input: z.strictObject({
    link: z.string().regex(/^[\w-]{43}$/),
    /** Made up and kept by the browser, so that the same phone may open the link again after a cut. */
    device: z.string().regex(/^[0-9a-f]{32}$/),
  }),
  reply: me,
  confidential: true,
});

export const whoReports = endpoint({
  method: 'GET',
  path: '/api/frontline/session',
  permission: 'anyone',
  summary: 'Who reports from this phone',
  reply: me,
});

export const sendReport = endpoint({
  method: 'POST',
  path: '/api/frontline/reports',
  permission: 'anyone',
  summary: 'Report from the front line; the same key is the same report',
  input: z.strictObject({
    key: z.string().regex(/^[0-9a-f]{32}$/),
    what: someWords(5000),
    who: line(60).default(''),
    phone: line(40).default(''),
    about: z.strictObject({ field: key(), value: someLine(60) }).nullish(),
    urgency: z.enum(URGENCIES),
    did: words(2000).default(''),
    writtenAt: instant().nullish(),
  }),
  reply: z.strictObject({ id: z.string(), number: z.string() }),
  status: 201,
});

export const addFile = endpoint({
  method: 'POST',
  path: '/api/frontline/reports/:id/files',
  permission: 'anyone',
  summary: 'A photo or the voice note of an own report (multipart, one field `file`)',
  onFullDisk: 'stops-first',
  params: byId,
  reply: z.strictObject({ ok: z.literal(true) }),
  status: 201,
  bodyLimit: 6 * 1024 * 1024,
});

export const myReports = endpoint({
  method: 'GET',
  path: '/api/frontline/reports',
  permission: 'anyone',
  summary: 'Own reports of the last 90 days: number, time and stage in plain words, nothing else of the case',
  reply: z.strictObject({
    items: z.array(z.strictObject({ id: z.string(), number: z.string(), at: time(), place: z.enum(PLACES) })),
  }),
});
