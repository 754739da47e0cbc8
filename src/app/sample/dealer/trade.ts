import { sampleOrder, samplePlate, sampleVin } from '../numbers.ts';
import { DEALER_DEPUTIES, DEALER_PEOPLE } from '../team.ts';
import type { Trade } from '../trade.ts';
import { DEALER_STAFF, DEALER_WORDS } from './texts.ts';

const HOUR = 60;

export const DEALER: Trade = {
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
    handler: (n, department) =>
      department === 'after-sales' ? `workshop-${n}` : department === 'sales' ? `showroom-${n}` : `supervisor-${n}`,
    rungs: (n) => [n === 2 ? 'chief-2' : `director-${n}`, 'general-manager', 'general-manager'],
    approver: (n, isGrave) => (isGrave ? 'general-manager' : `manager-${n}`),
    otherApprover: 'deputy-manager',
  },
  pace: {
    triage: [6, 40],
    contact: [8, 60],
    look: [30, 180],
    find: [120, 900],
    judge: [15, 60],
    plan: [30, 180],
    agree: [30, 240],
    execute: [60, 600],
    resolve: [600, 3600],
    followUp: [900, 2600],
    close: [60, 900],
  },
  fresh: { registered: [8, 55], triaged: [45, 110], begun: [90, 180], reopened: [500, 1800] },
  since: {
    investigating: [0, 3],
    judged: [1, 3],
    planning: [1, 3],
    agreed: [2, 5],
    executing: [3, 8],
    resolved: [4, 10],
    'followed-up': [6, 13],
    late: [5, 13],
  },
  closedAfterDays: 9,
  waits: { answer: [], result: [] },
  tellWithin: 20 * HOUR,
  notReachedDays: 2,
  fields: (random, text) => {
    const grave = text.severity !== undefined;
    const driven = text.theme !== 'delivery';
    return {
      ...(text.kind === undefined || text.kind === 'request' || grave ? { vin: sampleVin(random) } : {}),
      ...(driven && random.chance(0.85) ? { plate: samplePlate(random) } : {}),
      ...(text.kind === undefined || grave
        ? { mileage: driven ? random.between(260, 96_000) : random.between(8, 120) }
        : {}),
      ...(random.chance(0.4)
        ? { model: random.pick(['1.5T舒适型', '1.5T自动豪华型', '2.0T四驱版', '纯电长续航版', '混动领先型']) }
        : {}),
      ...(text.via === 'manufacturer' ? { 'hotline-case': `RX${random.between(100_000, 999_999)}` } : {}),
      ...(text.theme === 'repair' || text.theme === 'wait'
        ? { 'repair-order': `WX${random.between(10_000, 99_999)}` }
        : {}),
      ...(text.theme === 'repair' && random.chance(0.5) ? { visits: random.between(2, 4) } : {}),
      ...(text.theme === 'delivery' || text.theme === 'promise' ? { 'sales-order': sampleOrder(random) } : {}),
      ...(random.chance(0.3)
        ? {
            'vehicle-state':
              text.theme === 'delivery' ? 'not-delivered' : random.pick(['driving', 'limited', 'stranded', 'in-shop']),
          }
        : {}),
      ...text.fields,
    };
  },
};
