import { empty, type Inputs, none } from './testing-things.ts';

const files = [{ name: 'pack.yaml', text: 'key: our-policy\ntitle: 示例制度\n' }];

/** Sample inputs of drafts of policies. */
export const DRAFT_INPUTS: Inputs = {
  'GET /api/policy/shipped': none,
  'GET /api/policy/schemas': none,
  'GET /api/policy/below': () => ({ pack: 'common' }),
  'GET /api/policy/drafts': () => ({ all: 'true' }),
  'POST /api/policy/drafts': ({ storeId, editionId }) => ({ from: 'edition', editionId, storeId }),
  'POST /api/policy/imports': ({ storeId }) => ({ text: '--- # pack.yaml\nkey: our-policy\n', storeId }),
  'GET /api/policy/drafts/:id': none,
  'PUT /api/policy/drafts/:id': () => ({ version: 1, files }),
  'POST /api/policy/drafts/:id/check': () => ({ files }),
  'POST /api/policy/drafts/:id/asking': () => ({ version: 1, note: '请审批' }),
  'POST /api/policy/drafts/:id/approval': () => ({ version: 1, approved: false, note: '首次联系时限请再核对' }),
  'POST /api/policy/drafts/:id/publication': () => ({ version: 1, from: '2099-01-01' }),
  'POST /api/policy/drafts/:id/withdrawal': () => ({ version: 1, confirmed: true, note: '还要修改' }),
  'DELETE /api/policy/stores/:id/edition': ({ editionId }) => ({ from: editionId, to: editionId, confirmed: true }),
  'DELETE /api/policy/drafts/:id': () => ({ version: 1, confirmed: true }),
  'GET /api/policy/drafts/:id/difference': empty,
  'POST /api/policy/drafts/:id/backtest': ({ storeId }) => ({ from: '2026-01-01', to: '2026-12-31', storeId }),
  'POST /api/policy/drafts/:id/backtest/sheet': ({ storeId }) => ({
    from: '2026-01-01',
    to: '2026-12-31',
    storeId,
    format: 'csv',
    cases: 1,
    skipped: 0,
    lines: [{ part: 'clock', key: 'first-contact', measure: 'breached', title: '首次联系', really: 1, draft: 2 }],
  }),
  'GET /api/policy/drafts/:id/file': none,
  'GET /api/policy/editions/:id/difference': empty,
  'GET /api/policy/editions/:id/file': none,
};
