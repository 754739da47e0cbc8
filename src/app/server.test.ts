import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, startDesk } from './testing.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

describe('the door', () => {
  test('the process says that it lives', async () => {
    expect(await desk.client().get('/healthz')).toMatchObject({ status: 200, body: { ok: true } });
  });

  test('without a worker it is not ready, and says why', async () => {
    const { status, body } = await desk.client().get('/readyz');
    expect(status).toBe(503);
    expect(body).toEqual({
      ok: false,
      state: 'not-ready',
      database: true,
      migrations: true,
      worker: false,
      disk: 'ok',
      clockSkewSeconds: expect.any(Number),
    });
  });

  test('once it has begun to stop it is not ready, and answers all the same', async () => {
    desk.services.leaving.begun = true;
    expect(await desk.client().get('/readyz')).toMatchObject({ status: 503, body: { ok: false, state: 'stopping' } });
    expect((await desk.client().get('/healthz')).status).toBe(200);
    desk.services.leaving.begun = false;
  });

  test('an address that does not exist is a refusal with a code and a sentence in the reader’s language', async () => {
    const chinese = await desk.client().get('/api/nothing');
    expect(chinese.status).toBe(404);
    expect(chinese.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(chinese.body).toMatchObject({ code: 'base.not-found', status: 404, title: '没有找到，或者您无权查看。' });
    const english = await desk.client(null, { 'accept-language': 'en-GB,zh;q=0.5' }).get('/api/nothing');
    expect(english.body.title).toBe('Not found, or not visible to you.');
  });

  test('scripts run only from our own files', async () => {
    const { headers } = await desk.client().get('/api/docs');
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('the interface describes itself in OpenAPI 3.1', async () => {
    const { body } = await desk.client().get('/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
  });
});
