import type { AnyEndpoint } from '../base/contract.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { isPermission } from '../people/permissions.ts';
import { may } from '../people/staff.ts';
import { type Answer, type Client, type Desk, ok } from './testing.ts';
import { INPUTS } from './testing-inputs.ts';
import type { SetUpStory } from './testing-team.ts';
import { type Furnished, fileForm, groundOf, remedyOf, WHEN, type World } from './testing-things.ts';

export const routeOf = ({ method, path }: AnyEndpoint): string => `${method} ${path}`;

const NOBODY = '01234567-89ab-7cde-8f01-23456789abcd';

/** What the names in a path stand for. */
const IDS: Readonly<Record<string, (world: World) => string>> = {
  '/api/complaints/:id': ({ of }) => of.id,
  '/api/imports/:id': () => NOBODY,
  '/api/people/:id': ({ colleagueId }) => colleagueId,
  '/api/posts/:id': ({ holdingId }) => holdingId,
  '/api/stores/:id': ({ storeId }) => storeId,
  '/api/departments/:id': ({ departmentId }) => departmentId,
  '/api/sessions/:id': () => NOBODY,
  '/api/notices/:id': () => NOBODY,
  '/api/notice-settings/robots/:id': () => NOBODY,
  '/api/duty/shifts/:id': () => NOBODY,
  '/api/duty/leaves/:id': () => NOBODY,
  '/api/shifts/:id': () => NOBODY,
  '/api/incidents/:id': () => NOBODY,
  '/api/letters/:id': () => NOBODY,
  '/api/crisis/:id': () => NOBODY,
  '/api/outside-callers/:id': () => NOBODY,
  '/api/hearings/:id': () => NOBODY,
  '/api/penalties/:id': () => NOBODY,
  '/api/own-hearings/:id': () => NOBODY,
  '/api/own-penalties/:id': () => NOBODY,
  '/api/reporters/:id': () => NOBODY,
  '/api/conversations/:id': () => NOBODY,
  '/api/good-examples/:id': () => NOBODY,
  '/api/assist/library/changes/:id': () => NOBODY,
  '/api/talk-disputes/:id': () => NOBODY,
  '/api/overrides/:id': () => NOBODY,
  '/api/frontline/reports/:id': () => NOBODY,
  '/api/tokens/:id': ({ tokenId }) => tokenId,
  '/api/complaint-views/:id': () => NOBODY,
  '/api/policy/editions/:id': ({ editionId }) => editionId,
  '/api/policy/drafts/:id': () => NOBODY,
  '/api/policy/stores/:id': ({ storeId }) => storeId,
  '/api/exports/:id': () => NOBODY,
  '/api/notice-settings/deliveries/:id': () => NOBODY,
};

export const NESTED = [
  'clockId',
  'workOrderId',
  'promiseId',
  'helpId',
  'demandId',
  'textId',
  'redactionId',
  'attachmentId',
  'letterId',
  'callId',
  'incidentId',
] as const;

const PARTS: Readonly<Record<string, (world: World) => string>> = {
  key: ({ calendarKey }) => calendarKey,
  year: () => '2027',
  caseId: ({ of }) => of.id,
  staffId: ({ colleagueId }) => colleagueId,
  roundId: () => NOBODY,
  taskId: () => NOBODY,
  entryId: () => NOBODY,
  form: () => 'case-file',
  report: () => 'classification-statistics',
  number: ({ of }) => of.number,
  ...Object.fromEntries(NESTED.map((name) => [name, ({ of }: World) => of[name]])),
};

/** The endpoint's address in that world. Throws for a name that nobody has explained here. */
export function addressOf({ path }: AnyEndpoint, world: World): string {
  return path.replace(/:(\w+)/g, (_: string, name: string, at: number) => {
    const meant = name === 'id' ? IDS[path.slice(0, at) + ':id'] : PARTS[name];
    if (!meant) throw new Error(`say in testing-inputs.ts what :${name} of ${path} stands for`);
    return encodeURIComponent(meant(world));
  });
}

export function inputOf(endpoint: AnyEndpoint, world: World): object | FormData | undefined {
  const input = INPUTS[routeOf(endpoint)];
  if (!input) throw new Error(`give ${routeOf(endpoint)} a sample input in testing-inputs.ts`);
  return input(world);
}

/** Sends the sample input, or another one, to the endpoint. */
export function send(
  client: Client,
  endpoint: AnyEndpoint,
  world: World,
  body = inputOf(endpoint, world),
  headers: Record<string, string> = {},
) {
  const address = addressOf(endpoint, world);
  switch (endpoint.method) {
    case 'GET':
      return client.get(address, body as Record<string, string> | undefined);
    case 'POST':
      return client.post(address, body, headers);
    case 'PUT':
      return client.put(address, body, headers);
    case 'PATCH':
      return client.patch(address, body, headers);
    default:
      return client.delete(address, body, headers);
  }
}

/** Registers a case and puts one of everything on it, up to a drafted plan. */
export async function furnish(
  client: Client,
  given: { storeId: string; colleagueId: string; departmentId: string; pack: ComplaintsSection; body?: object },
): Promise<Furnished> {
  const { storeId, colleagueId, departmentId, pack } = given;
  const { id, number } = await ok(
    client.post('/api/complaints', {
      storeId,
      ownWords: '送来时花已经蔫了',
      callerName: '示例女士',
      callerPhone: '10800001234',
      demands: [{ type: pack.demandTypes[0]?.key, body: '重做一份' }],
      ...given.body,
    }),
  );
  const on = (path: string, body: object | FormData) => ok(client.post(`/api/complaints/${id}/${path}`, body));
  const { made: noteId } = await on('notes', { body: '第一条备注' });
  const timeline = await ok(client.get(`/api/complaints/${id}/timeline`));
  const noteText = timeline.items
    .flatMap((entry: { texts: { id: string }[] }) => entry.texts)
    .find((text: { id: string }) => text.id === noteId);
  if (!noteText) throw new Error('a note is not on the timeline');
  const promise = await on('promises', { body: '今晚回电', dueAt: WHEN });
  const help = await on('help', { askedId: colleagueId, question: '怎么办好' });
  const order = await on('work-orders', { departmentId, assigneeId: colleagueId, task: '请核实', dueAt: WHEN });
  const { items } = await on('attachments', fileForm());
  const redaction = await on('redactions', { of: 'text', thingId: noteId, reason: pack.reasons.redact[0]?.key });
  await on('investigation', { question: '是否属实' });
  await on('investigation/findings', { truth: 'true', cause: '打包不当' });
  await on('standing', { standing: 'stands', truth: 'true', ground: groundOf(pack) });
  const option = { outline: '致歉', remedy: remedyOf(pack) };
  const plan = await on('plans', { options: Array.from({ length: pack.plan.optionsAtLeast ?? 1 }, () => option) });
  const letter = await on('authority-letters', {
    number: `EX-${crypto.randomUUID().slice(0, 8)}`,
    sender: '示例机构',
    kind: 'forwarded',
    receivedAt: '2026-01-01T00:00:00Z',
  });
  const called = await on('supervisor-calls', {});
  const abuse = await on('abuse', { kind: 'insult' });
  const view = await ok(client.get(`/api/complaints/${id}`));
  const clock = view.clocks.find((known: { pausable: boolean }) => known.pausable) ?? view.clocks[0];
  return {
    id,
    number,
    clockId: clock.id,
    pauseReason: clock.pauseReasons[0]?.key ?? 'none',
    workOrderId: order.made,
    promiseId: promise.made,
    helpId: help.made,
    demandId: view.demands[0].id,
    textId: view.ownWords[0].id,
    noteId,
    redactionId: redaction.made,
    attachmentId: items[0].id,
    planId: plan.made,
    letterId: letter.made,
    callId: called.made,
    incidentId: abuse.made,
  };
}

/** The people and places of an organisation that has been set up, for the sample inputs. */
export async function worldOf(
  story: SetUpStory,
  reader: Client,
  given: { of: Furnished; otherCaseId: string; colleagueId: string; storeId?: string },
): Promise<World> {
  const person = (await reader.get(`/api/people/${given.colleagueId}`)).body;
  const [edition] = (await reader.get('/api/policy/editions')).body.items;
  const [calendar] = (await reader.get('/api/calendars')).body.items;
  const view = (await reader.get(`/api/complaints/${given.of.id}`)).body;
  return {
    of: given.of,
    pack: story.pack.sections['complaints'] as ComplaintsSection,
    storeId: given.storeId ?? story.stores[0]?.id ?? '',
    departmentId: story.departments.find(({ key }) => key !== null)?.id ?? '',
    colleagueId: given.colleagueId,
    customerId: view.customerId,
    otherCaseId: given.otherCaseId,
    holdingId: person.posts[0].id,
    tokenId: NOBODY,
    editionId: edition.id,
    calendarKey: calendar.key,
  };
}

/** The token of somebody of the first store who may do it. */
export async function whoMay(desk: Desk, story: SetUpStory, { permission }: AnyEndpoint): Promise<string> {
  for (const post of ['service-supervisor', 'administrator', 'general-manager']) {
    const { token } = story.staff[post] ?? { token: '' };
    const staff = await desk.services.sessions.staffOf({ authorization: `Bearer ${token}` });
    if (staff && (!isPermission(permission) || may(staff, permission))) return token;
  }
  throw new Error(`nobody may ${permission}`);
}

/** An answer in short: `404 base.not-found`, or the bare status. */

/** What is wrong with an answer as such: a fault, a refusal without a code, or one that tells of the inside. */
export function flaw(answer: Answer): string | null {
  const text = JSON.stringify(answer.body ?? '');
  if (answer.status >= 500) return `${answer.status} ${text.slice(0, 200)}`;
  if (answer.status < 300) return null;
  if (!/^application\/problem\+json/.test(answer.headers.get('content-type') ?? ''))
    return `${answer.status} is no problem+json`;
  if (!/^[a-z]+\.[a-z0-9-]+$/.test(String(answer.body?.code)) || answer.body.status !== answer.status)
    return `${answer.status} without a code`;
  if (
    /node_modules|\.ts:\d|\bat [A-Z]\w+\.|syntax error|relation "|select |insert into|PostgresError|TypeError/.test(
      text,
    )
  )
    return `tells of the inside: ${text.slice(0, 200)}`;
  return null;
}
