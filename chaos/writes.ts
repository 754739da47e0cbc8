import { HOUR, MINUTE, SECOND } from '../src/base/time.ts';
import type { Registration } from '../src/complaints/contract.ts';
import type { Chance } from './chance.ts';
import type { Request } from './desk.ts';
import type { Case, Choices } from './ledger.ts';

interface Draft {
  readonly request: Omit<Request, 'key'>;
  readonly caseId: string | null;
}

export interface KindOfWrite {
  readonly what: string;
  readonly weight: number;
  /** Uploads take no key: the same bytes under the same name are one. */
  readonly keyless?: boolean;
  /** Null when there is no case for it yet. */
  draft(chance: Chance, token: string, choices: Choices, cases: readonly Case[]): Draft | null;
}

const soon = (chance: Chance): string => new Date(Date.now() + chance.within(1, 4) * SECOND).toISOString();
const later = (): string => new Date(Date.now() + 48 * HOUR).toISOString();
const ago = (span: number, chance: Chance): string =>
  new Date(Date.now() - span + chance.within(1, 4) * SECOND).toISOString();

const registration = (
  what: string,
  weight: number,
  more: (chance: Chance, choices: Choices) => Partial<Registration>,
): KindOfWrite => ({
  what,
  weight,
  draft: (chance, token, choices) => {
    const body: Registration = {
      storeId: choices.storeId,
      ownWords: `${token} 送来时花已经蔫了，卡片也写错了名字`,
      callerName: `示例${chance.within(1, 400)}`,
      callerPhone: `1080000${String(chance.within(0, 400)).padStart(4, '0')}`,
      ...more(chance, choices),
    };
    return { request: { method: 'POST', path: '/api/complaints', body }, caseId: null };
  },
});

type Wanted = (one: Case) => boolean;
const big: Wanted = ({ small }) => !small;

const act = (
  what: string,
  weight: number,
  path: string,
  wanted: Wanted,
  body: (token: string, chance: Chance, one: Case) => object,
  method: 'POST' | 'DELETE' = 'POST',
): KindOfWrite => ({
  what,
  weight,
  draft: (chance, token, choices, cases) => {
    // the newest are the busiest, so that clients meet on them
    const fitting = cases.filter(wanted).slice(-40);
    if (!fitting.length) return null;
    const one = chance.pick(fitting);
    const filled = body(token, chance, one);
    const reasoned = method === 'DELETE' ? { ...filled, reason: choices.reopenReason } : filled;
    return { request: { method, path: `/api/complaints/${one.id}/${path}`, body: reasoned }, caseId: one.id };
  },
});

/** Everything that a client may send, and how often. */
export const WRITES: readonly KindOfWrite[] = [
  registration('register', 8, () => ({})),
  registration('register-demands', 6, (chance, { demandType }) => ({
    demands: [
      { type: demandType, body: '重做一份' },
      { type: demandType, body: '退一半' },
    ],
    fields: { order: `DD${chance.within(100000, 999999)}` },
  })),
  registration('register-outside', 6, (chance) => ({
    outsideNumbers: [
      { number: `EX-${chance.within(1, 1_000_000_000)}`, sender: '示例机构', dueAt: soon(chance) },
      { number: `EY-${chance.within(1, 1_000_000_000)}`, sender: '示例协会', dueAt: later() },
    ],
  })),
  // its clocks count every hour, whatever the time of day
  registration('register-crisis', 4, (chance) => ({ severity: 'crisis', receivedAt: ago(30 * MINUTE, chance) })),
  registration('register-late', 4, (chance) => ({ severity: 'general', receivedAt: ago(24 * HOUR, chance) })),
  registration('register-spot', 6, () => ({
    onTheSpot: { what: '卡片写错', how: '当场重写并致歉', agreed: true },
  })),
  registration('register-small', 5, () => ({ kind: 'enquiry' })),

  act(
    'note',
    6,
    'notes',
    () => true,
    (token) => ({ body: `${token} 请留意客户来电` }),
  ),
  act('reached', 5, 'contacts', big, (token, chance) => ({
    means: 'phone',
    outcome: 'reached',
    summary: `${token} 客户要求尽快答复`,
    promise: { body: '稍后回电', dueAt: soon(chance) },
    nextStep: '回电',
    nextStepAt: later(),
  })),
  act('tried', 4, 'contacts', big, (token) => ({ means: 'phone', outcome: 'no-answer', summary: `${token} 无人接听` })),
  act('next-step', 4, 'next-step', big, (token) => ({ step: `${token} 回电`, at: later() })),
  act('urge', 4, 'urges', big, (token) => ({ summary: `${token} 客户再次来电催办` })),
  act('promise', 5, 'promises', big, (token, chance) => ({ body: `${token} 今天回电`, dueAt: soon(chance) })),
  act('reply', 3, 'replies', big, (token) => ({ body: `${token} 已致歉并说明`, means: 'wechat' })),
  act('escalate', 2, 'escalations', big, (token) => ({
    tried: `${token} 致歉`,
    whyNot: '客户不接受',
    customerTold: true,
  })),
  {
    what: 'plan',
    weight: 4,
    draft: (chance, token, { remedy }, cases) => {
      const fitting = cases.filter(big).slice(-40);
      if (!fitting.length) return null;
      const one = chance.pick(fitting);
      const body = { options: [{ outline: `${token} 致歉并重送`, remedy }] };
      return { request: { method: 'POST', path: `/api/complaints/${one.id}/plans`, body }, caseId: one.id };
    },
  },
  act('resolve', 2, 'resolution', big, (token) => ({ result: `${token} 已重送` })),
  act(
    'close',
    5,
    'closing',
    ({ small, closed }) => small && !closed,
    (token) => ({ as: 'satisfied', note: `${token} 已答复` }),
  ),
  act(
    'reopen',
    4,
    'closing',
    ({ small, closed }) => small && closed,
    (token) => ({ note: `${token} 客户又来问` }),
    'DELETE',
  ),
  {
    what: 'attach',
    weight: 6,
    keyless: true,
    draft: (chance, token, _choices, cases) => {
      const fitting = cases.slice(-40);
      if (!fitting.length) return null;
      const one = chance.pick(fitting);
      const bytes = chance.bytes(chance.happens(0.2) ? chance.within(200_000, 700_000) : chance.within(10, 4000));
      const path = `/api/complaints/${one.id}/attachments`;
      return { request: { method: 'POST', path, file: { name: `${token}.bin`, bytes } }, caseId: one.id };
    },
  },
];
