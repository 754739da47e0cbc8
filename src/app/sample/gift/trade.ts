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
  fresh: { registered: [3, 24], triaged: [12, 28], begun: [25, 100], reopened: [50, 112] },
  since: {
    investigating: [0, 1],
    judged: [1, 1],
    planning: [1, 4],
    agreed: [1, 4],
    executing: [1, 6],
    resolved: [1, 7],
    'followed-up': [3, 13],
    late: [2, 13],
  },
  closedAfterDays: 3,
  waits: {
    answer: [
      { reason: 'customer-photos', evidence: '客户微信：照片在老人手机里，晚上回家拍好发来。' },
      { reason: 'customer-later', evidence: '客户来电：今天办事走不开，请明天再谈。' },
    ],
    result: [
      { reason: 'customer-chose-date', evidence: '客户约定周末家人聚会时重送，短信已确认。' },
      { reason: 'return-on-the-way', evidence: '退回的礼品已交快递，单号客户已发来。' },
      { reason: 'refund-in-bank', evidence: '退款已提交，支付机构回执在附件，客户知道到账时间。' },
    ],
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
