import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import type { ComplaintsSection } from './pack.ts';

let desk: Desk;
let story: SetUpStory;
beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'gift-delivery' });
});
afterAll(() => desk?.close());

it('an act asked twice at once under one key is done once, and both hear that it was', async () => {
  const agent = story.as('service-agent');
  const { reasons } = story.pack.sections['complaints'] as ComplaintsSection;
  const reopening = { reason: reasons.reopen[0]?.key, note: '客户又来问' };
  for (let n = 0; n < 5; n++) {
    const made = await agent.post('/api/complaints', {
      storeId: story.stores[0]?.id,
      kind: 'enquiry',
      callerName: '示例',
    });
    const at = `/api/complaints/${made.body.id}/closing`;
    expect((await agent.post(at, { as: 'satisfied', note: '已答复' })).status).toBe(200);
    const keyed = desk.client(story.staff['service-agent']?.token, { 'idempotency-key': `the-same-${n}` });
    const answers = await Promise.all([keyed.delete(at, reopening), keyed.delete(at, reopening)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  }
});
