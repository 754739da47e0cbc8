import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { day, done, id, instant, line, someLine, time } from '../base/schemas.ts';
import { DAY_KINDS } from './duty.ts';
import { LEAVE_KINDS } from './leave.ts';

const byId = z.strictObject({ id: id() });
const person = z.strictObject({ id: z.string(), name: z.string() });
/** HH:MM of the organisation's zone. */
const clockTime = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const pattern = z.strictObject({
  title: someLine(20),
  from: clockTime(),
  /** At or before `from`: on the next day. */
  to: clockTime(),
  days: z.array(z.enum(DAY_KINDS)).min(1).max(3),
  takesOver: z.boolean(),
});

const shift = {
  day: day(),
  from: clockTime(),
  to: clockTime(),
  staffId: id(),
  /** While it runs, colleagues without a running shift count as off: what falls due for them comes to this one. */
  takesOver: z.boolean().default(true),
  note: line(60).default(''),
};

export const readDuty = endpoint({
  method: 'GET',
  path: '/api/duty',
  permission: 'signed-in',
  summary: 'Duty roster and leave of a store between two days, for everybody with a post there',
  input: z.strictObject({ storeId: id(), from: day(), /** Included; 62 days at most. */ to: day() }),
  reply: z.strictObject({
    timeZone: z.string(),
    mayManage: z.boolean(),
    shifts: z.array(
      z.strictObject({
        id: z.string(),
        staff: person,
        fromAt: time(),
        toAt: time(),
        takesOver: z.boolean(),
        note: z.string(),
      }),
    ),
    /** Empty until the store writes down its own. */
    patterns: z.array(pattern),
    leaves: z.array(
      z.strictObject({
        id: z.string(),
        staff: person,
        fromAt: time(),
        toAt: time(),
        /** Null for those whom the reason does not concern. */
        kind: z.enum(LEAVE_KINDS).nullable(),
        deputy: person.nullable(),
        /** The caller may end it. */
        mayEnd: z.boolean(),
      }),
    ),
    /** Active holders of a post there; those who work on complaints may be put on the roster and stand in. */
    people: z.array(person.extend({ works: z.boolean() })),
    /** Who answers now: on duty, else the duty post of the policy. */
    now: z.array(person),
  }),
});

export const addShifts = endpoint({
  method: 'POST',
  path: '/api/duty/shifts',
  permission: 'duty.manage',
  summary: 'Put people on the roster of a store',
  input: z.strictObject({ storeId: id(), shifts: z.array(z.strictObject(shift)).min(1).max(200) }),
  reply: z.strictObject({ items: z.array(z.string()) }),
  status: 201,
});

export const changeShift = endpoint({
  method: 'PUT',
  path: '/api/duty/shifts/:id',
  permission: 'duty.manage',
  summary: 'Change one shift of the roster',
  params: byId,
  input: z.strictObject(shift),
  reply: done,
});

export const removeShift = endpoint({
  method: 'DELETE',
  path: '/api/duty/shifts/:id',
  permission: 'duty.manage',
  summary: 'Take one shift off the roster',
  params: byId,
  reply: done,
});

export const copyWeek = endpoint({
  method: 'POST',
  path: '/api/duty/copies',
  permission: 'duty.manage',
  summary: 'Copy the shifts of the seven days from one day to those from another; what does not fit is left out',
  input: z.strictObject({ storeId: id(), from: day(), to: day() }),
  reply: z.strictObject({ made: z.number(), leftOut: z.number() }),
});

export const savePatterns = endpoint({
  method: 'PUT',
  path: '/api/duty/patterns',
  permission: 'duty.manage',
  summary: 'Say what a store wants staffed',
  input: z.strictObject({ storeId: id(), patterns: z.array(pattern).max(12) }),
  reply: done,
});

export const takeLeave = endpoint({
  method: 'POST',
  path: '/api/duty/leaves',
  permission: 'signed-in',
  summary: 'Note a leave: one’s own, or of somebody whose store one keeps the roster of',
  input: z.strictObject({
    staffId: id(),
    fromAt: instant(),
    toAt: instant(),
    kind: z.enum(LEAVE_KINDS),
    deputyId: id().nullable().default(null),
  }),
  reply: z.strictObject({ id: z.string() }),
  status: 201,
});

export const endLeave = endpoint({
  method: 'DELETE',
  path: '/api/duty/leaves/:id',
  permission: 'signed-in',
  summary: 'End a leave now, or call it off before it begins',
  params: byId,
  reply: done,
});
