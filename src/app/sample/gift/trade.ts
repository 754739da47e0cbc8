import { MINUTE } from '../../../base/time.ts';
import { SURNAMES } from '../common-texts.ts';
import { sampleOrder, samplePhone, sampleWaybill } from '../numbers.ts';
import { GIFT_DEPUTIES, GIFT_PEOPLE } from '../team.ts';
import type { Trade } from '../trade.ts';
import { GIFT_STAFF, GIFT_WORDS } from './texts.ts';

const HOUR = 60;

export const GIFT: Trade = {
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
    handler: (n, department) =>
      department === 'making' ? `making-${n}` : department === 'delivery' ? `dispatch-${n}` : `supervisor-${n}`,
    rungs: (n) => [`supervisor-${n}`, `chief-${n}`],
    approver: (n) => `chief-${n}`,
  },
  pace: {
    triage: [2, 10],
    contact: [3, 12],
    look: [2, 10],
    find: [5, 20],
    judge: [2, 6],
    plan: [3, 12],
    agree: [4, 20],
    execute: [5, 25],
    resolve: [40, 600],
    followUp: [300, 1800],
    close: [20, 300],
  },
  ages: {
    registered: [3, 24],
    triaged: [12, 50],
    investigating: [25, 100],
    judged: [40, 105],
    planning: [50, 112],
    agreed: [70, 600],
    executing: [120, 1100],
    resolved: [300, 2300],
    'followed-up': [1500, 4200],
  },
  tellWithin: 3 * HOUR,
  notReachedDays: 2,
  fields: (random, text, receivedAt) => {
    const about = text.kind === undefined || text.kind === 'grievance' || text.kind === 'request';
    return {
      ...(about ? { order: sampleOrder(random) } : {}),
      ...(about && random.chance(0.5) ? { waybill: sampleWaybill(random) } : {}),
      ...(about && random.chance(0.7)
        ? {
            recipient: `${random.pick(SURNAMES)}${random.pick(['女士', '先生', '老师', '阿姨'])}`,
            'recipient-phone': samplePhone(random),
          }
        : {}),
      ...(about && random.chance(0.6)
        ? { occasion: random.pick(['birthday', 'anniversary', 'visit', 'festival', 'business', 'own-use']) }
        : {}),
      ...(text.kind === undefined
        ? { 'needed-at': new Date(receivedAt.getTime() + random.between(2, 40) * HOUR * MINUTE).toISOString() }
        : {}),
      ...(text.theme === 'damaged'
        ? {
            'came-off': 'other-fruit',
            packaging: 'no',
            sticks: random.pick(['intact', 'broken', 'fallen']),
            'courier-present': random.chance(0.3),
          }
        : {}),
      ...(about && random.chance(0.5) ? { photos: random.chance(0.8) } : {}),
      ...text.fields,
    };
  },
};
