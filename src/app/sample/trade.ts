import { DEALER_STAFF } from './dealer-staff.ts';
import { DEALER_WORDS } from './dealer-words.ts';
import { GIFT_STAFF } from './gift-staff.ts';
import { GIFT_WORDS } from './gift-words.ts';
import { sampleOrder, samplePhone, samplePlate, sampleVin, sampleWaybill } from './numbers.ts';
import type { Random } from './random.ts';
import { SURNAMES } from './common-texts.ts';
import { DEALER_DEPUTIES, DEALER_PEOPLE, GIFT_DEPUTIES, GIFT_PEOPLE, type SampleDeputy, type SamplePerson } from './team.ts';
import type { SampleText, StaffTexts } from './texts.ts';

/** Who does what in the stories, by person; `n` is the store. */
export interface Roles {
  readonly agents: (n: number) => readonly string[];
  readonly supervisor: (n: number) => string;
  /** Rings back after the work. */
  readonly manager: (n: number) => string;
  readonly receivers: (n: number) => readonly string[];
  /** Of a department, in that store. */
  readonly handler: (n: number, department: string) => string;
  /** Rung by rung, from the second on: whoever takes the case there. */
  readonly rungs: (n: number) => readonly string[];
  readonly approver: (n: number, isGrave: boolean) => string;
}

/** Minutes that work takes in this trade: each a span to draw from. */
export type Pace = Readonly<Record<'triage' | 'contact' | 'look' | 'find' | 'judge' | 'plan' | 'agree' | 'execute' | 'resolve' | 'followUp' | 'close', readonly [number, number]>>;

/** How long ago, in minutes, a case that stands at this stage came in. */
export type Ages = Readonly<Record<'registered' | 'triaged' | 'investigating' | 'judged' | 'planning' | 'agreed' | 'executing' | 'resolved' | 'followed-up', readonly [number, number]>>;

export interface Trade {
  readonly pack: string;
  readonly stores: readonly [string, string, string];
  readonly people: readonly SamplePerson[];
  readonly deputies: readonly SampleDeputy[];
  readonly words: readonly SampleText[];
  readonly staff: Readonly<Record<string, StaffTexts>>;
  /** Channel and source behind the `via` of a text. */
  readonly via: Readonly<Record<string, readonly [channel: string, source: string]>>;
  readonly roles: Roles;
  readonly pace: Pace;
  readonly ages: Ages;
  /** Minutes after which somebody should have heard from us again. */
  readonly tellWithin: number;
  readonly notReachedDays: number;
  readonly fields: (random: Random, text: SampleText, receivedAt: Date) => Record<string, string | number | boolean>;
}

const HOUR = 60;
const DAY = 24 * HOUR;

const DEALER: Trade = {
  pack: 'auto-dealer-network',
  stores: ['示例·城东店', '示例·河西店', '示例·新区店'],
  people: DEALER_PEOPLE,
  deputies: DEALER_DEPUTIES,
  words: DEALER_WORDS,
  staff: DEALER_STAFF,
  via: {
    phone: ['phone', 'customer'],
    wechat: ['wechat', 'customer'],
    'walk-in': ['in-person', 'walk-in'],
    media: ['mail', 'media'],
    lawyer: ['letter', 'lawyer'],
    authority: ['system', 'authority'],
    association: ['letter', 'association'],
    manufacturer: ['system', 'manufacturer-hotline'],
    platform: ['system', 'platform'],
  },
  roles: {
    agents: (n) => [`agent-a-${n}`, `agent-b-${n}`],
    supervisor: (n) => `supervisor-${n}`,
    manager: (n) => `manager-${n}`,
    receivers: (n) => [`reception-${n}`, `advisor-${n}`, `sales-${n}`],
    handler: (n, department) => (department === 'after-sales' ? `workshop-${n}` : department === 'sales' ? `showroom-${n}` : `supervisor-${n}`),
    rungs: (n) => [n === 2 ? 'chief-2' : `director-${n}`, 'general-manager', 'general-manager'],
    approver: (n, isGrave) => (isGrave ? 'general-manager' : `manager-${n}`),
  },
  pace: {
    triage: [6, 40], contact: [8, 60], look: [30, 180], find: [120, 900], judge: [15, 60], plan: [30, 180], agree: [30, 240],
    execute: [60, 600], resolve: [600, 3600], followUp: [900, 2600], close: [60, 900],
  },
  ages: {
    registered: [8, 55], triaged: [45, 170], investigating: [150, 1200], judged: [400, 1500], planning: [500, 1800], agreed: [900, 2600],
    executing: [1300, 4200], resolved: [2400, 6500], 'followed-up': [3600, 9000],
  },
  tellWithin: 20 * HOUR,
  notReachedDays: 2,
  fields: (random, text) => {
    const grave = text.severity !== undefined;
    const driven = text.theme !== 'delivery';
    return {
      ...(text.kind === undefined || text.kind === 'request' || grave ? { vin: sampleVin(random) } : {}),
      ...(driven && random.chance(0.85) ? { plate: samplePlate(random) } : {}),
      ...(text.kind === undefined || grave ? { mileage: driven ? random.between(260, 96_000) : random.between(8, 120) } : {}),
      ...(random.chance(0.4) ? { model: random.pick(['1.5T舒适型', '1.5T自动豪华型', '2.0T四驱版', '纯电长续航版', '混动领先型']) } : {}),
      ...(text.via === 'manufacturer' ? { 'hotline-case': `RX${random.between(100_000, 999_999)}` } : {}),
      ...(text.theme === 'repair' || text.theme === 'wait' ? { 'repair-order': `WX${random.between(10_000, 99_999)}` } : {}),
      ...(text.theme === 'repair' && random.chance(0.5) ? { visits: random.between(2, 4) } : {}),
      ...(text.theme === 'delivery' || text.theme === 'promise' ? { 'sales-order': sampleOrder(random) } : {}),
      ...(random.chance(0.3) ? { 'vehicle-state': text.theme === 'delivery' ? 'not-delivered' : random.pick(['driving', 'limited', 'stranded', 'in-shop']) } : {}),
      ...text.fields,
    };
  },
};

const GIFT: Trade = {
  pack: 'gift-delivery',
  stores: ['示例·南门店', '示例·湖滨店', '示例·北苑店'],
  people: GIFT_PEOPLE,
  deputies: GIFT_DEPUTIES,
  words: GIFT_WORDS,
  staff: GIFT_STAFF,
  via: {
    phone: ['phone', 'buyer'],
    wechat: ['wechat', 'buyer'],
    'walk-in': ['in-person', 'buyer'],
    media: ['mail', 'media'],
    authority: ['letter', 'authority'],
    platform: ['platform', 'platform'],
  },
  roles: {
    agents: (n) => [`agent-a-${n}`, `agent-b-${n}`],
    supervisor: (n) => `supervisor-${n}`,
    manager: (n) => `supervisor-${n}`,
    receivers: (n) => [`courier-${n}`, `agent-b-${n}`],
    handler: (n, department) => (department === 'making' ? `making-${n}` : department === 'delivery' ? `dispatch-${n}` : `supervisor-${n}`),
    rungs: (n) => [`supervisor-${n}`, `chief-${n}`],
    approver: (n) => `chief-${n}`,
  },
  pace: {
    triage: [2, 10], contact: [3, 12], look: [2, 10], find: [5, 20], judge: [2, 6], plan: [3, 12], agree: [4, 20],
    execute: [5, 25], resolve: [40, 600], followUp: [300, 1800], close: [20, 300],
  },
  ages: {
    registered: [3, 24], triaged: [12, 50], investigating: [25, 100], judged: [40, 105], planning: [50, 112], agreed: [70, 600],
    executing: [120, 1100], resolved: [300, 2300], 'followed-up': [1500, 4200],
  },
  tellWithin: 3 * HOUR,
  notReachedDays: 2,
  fields: (random, text, receivedAt) => {
    const about = text.kind === undefined || text.kind === 'grievance' || text.kind === 'request';
    return {
      ...(about ? { order: sampleOrder(random) } : {}),
      ...(about && random.chance(0.5) ? { waybill: sampleWaybill(random) } : {}),
      ...(about && random.chance(0.7) ? { recipient: `${random.pick(SURNAMES)}${random.pick(['女士', '先生', '老师', '阿姨'])}`, 'recipient-phone': samplePhone(random) } : {}),
      ...(about && random.chance(0.6) ? { occasion: random.pick(['birthday', 'anniversary', 'visit', 'festival', 'business', 'own-use']) } : {}),
      ...(text.kind === undefined ? { 'needed-at': new Date(receivedAt.getTime() + random.between(2, 40) * HOUR * 60_000).toISOString() } : {}),
      ...(text.theme === 'damaged' ? { 'came-off': 'other-fruit', packaging: 'no', sticks: random.pick(['intact', 'broken', 'fallen']), 'courier-present': random.chance(0.3) } : {}),
      ...(about && random.chance(0.5) ? { photos: random.chance(0.8) } : {}),
      ...text.fields,
    };
  },
};

const TRADES: readonly Trade[] = [DEALER, GIFT];

/** The stories that were written for a pack; null for a pack that has none. */
export const tradeOf = (pack: string): Trade | null => TRADES.find((trade) => trade.pack === pack) ?? null;
export const DAY_MINUTES = DAY;
