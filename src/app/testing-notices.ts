import { sealerOf } from '../base/server/sealer.ts';
import { noticeJobs } from '../notices/jobs.ts';
import type { DeliveryFault, Message } from '../notices/message.ts';
import { adoptQuiet } from '../notices/samples.ts';
import { type Client, ok, startDesk } from './testing.ts';
import { until } from './testing-stream.ts';
import { setUp } from './testing-team.ts';
import { startWorker, type Worker } from './worker.ts';

export const MAIL = {
  host: 'mail.example.invalid',
  port: 465,
  security: 'tls',
  user: 'desk',
  password: 'a password nobody may read',
  from: 'desk@example.invalid',
};
export const ROBOT = {
  kind: 'wecom',
  title: '售后群',
  url: 'https://robot.example.invalid/send?key=a-key-nobody-may-read-1234',
  secret: 'a secret nobody may read',
};
export const SECRETS = ['赵钱孙李', '10800007788', '变速箱异响三个月'];

interface Sent {
  readonly to: string;
  readonly message: Message;
  readonly id: string | undefined;
}
interface Outside {
  mails: Sent[];
  robots: Sent[];
  /** What the mail server says to the next mails, in turn; null: takes it. */
  answers: (DeliveryFault | null)[];
  standIns: string[];
}
const quiet = (): Outside => ({ mails: [], robots: [], answers: [], standIns: [] });

export type NoticeStory = Awaited<ReturnType<typeof aNoticeStory>>;

/** A desk with mail and a robot, real workers and the real queue; the world outside is two lists. */
export async function aNoticeStory() {
  const desk = await startDesk();
  const story = await setUp(desk, { pack: 'auto-dealer-network' });
  const agent = story.as('service-agent');
  const administrator = story.as('administrator');
  ok(await administrator.put('/api/notice-settings/mail', MAIL));
  ok(await administrator.post('/api/notice-settings/robots', ROBOT));
  // by day, whenever the tests run
  await adoptQuiet(desk.ownerSql, story.orgId, null);

  const outside = quiet();
  const jobs = () =>
    noticeJobs({
      sendMail: async (_settings, to, message, id) => {
        const answer = outside.answers.shift();
        if (answer) throw answer;
        outside.mails.push({ to, message, id });
      },
      sendRobot: async ({ url }, message) => void outside.robots.push({ to: url, message, id: undefined }),
      sealer: sealerOf(desk.services.secret, 'notices'),
      publicUrl: 'https://desk.example.invalid',
      standIns: async () => outside.standIns,
    });
  const workers: Worker[] = [];
  const rest = async (): Promise<void> => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  };
  const idOf = (post: string): string => story.staff[post]?.staffId ?? '';
  const bell = async (client: Client, complaintId: string) =>
    (ok(await client.get('/api/notices')).items as { id: string; happening: string; complaintId: string }[]).filter(
      (notice) => notice.complaintId === complaintId,
    );
  const deliveriesOf = (complaintId: string) =>
    desk.sql<{ way: string; state: string; code: string; attempts: number; staffId: string | null }[]>`
        select way, state, code, attempts, staff_id from notice_delivery where complaint_id = ${complaintId} order by id`;
  return Object.assign(outside, {
    desk,
    story,
    agent,
    manager: story.as('service-manager'),
    workers,
    work: async (): Promise<Worker> => {
      const worker = await startWorker(desk.services, jobs());
      workers.push(worker);
      return worker;
    },
    rest,
    async quieten(): Promise<void> {
      await rest();
      Object.assign(outside, quiet());
    },
    emailOf: (post: string): string => story.staff[post]?.email ?? '',
    idOf,
    bell,
    /** The notices of the case in this bell, once there are any. */
    rung: (client: Client, complaintId: string) =>
      until(
        () => bell(client, complaintId),
        (found) => found.length > 0,
      ),
    aCase: async (body: object = {}): Promise<{ id: string; number: string }> =>
      ok(
        await agent.post('/api/complaints', {
          storeId: story.stores[0]?.id,
          ownWords: SECRETS[2],
          callerName: SECRETS[0],
          callerPhone: SECRETS[1],
          ...body,
        }),
      ),
    deliveriesOf,
    /** The deliveries of the case, once the first of them stands so. */
    delivered: (complaintId: string, state: string) =>
      until(
        () => deliveriesOf(complaintId),
        ([row]) => row?.state === state,
      ),
    /** Once so many mails have gone out. */
    mailed: (count = 1) =>
      until(
        () => outside.mails,
        (all) => all.length >= count,
      ),
    mention: async (complaintId: string, post: string) =>
      ok(await agent.post(`/api/complaints/${complaintId}/notes`, { body: SECRETS[2], mentions: [idOf(post)] })),
  });
}
