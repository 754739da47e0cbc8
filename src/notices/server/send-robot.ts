import { createHmac } from 'node:crypto';
import { type Door, OutgoingFault, type OutgoingReply, postOutside } from '../../base/server/outgoing.ts';
import { DeliveryFault, type DeliveryReason, type Message, type Robot, type RobotKind } from '../message.ts';
import { clean, cut, fitting } from './texts.ts';

/** Bytes of UTF-8: 企业微信 allows 4,096 in its markdown; 钉钉 and 飞书 20,000 in the whole body, escapes included. */
const MOST_BYTES: Record<RobotKind, number> = { wecom: 4096, dingtalk: 9000, feishu: 9000 };
/** Around each line of a post: `[{"tag":"text","text":""}],`. */
const ELEMENT_BYTES = 30;
const TITLE_LETTERS = 100;

/** Posts into a group chat as its robot. Throws DeliveryFault. */
export async function sendRobot(robot: Robot, message: Message, door?: Door): Promise<void> {
  const { url, body } = SHAPES[robot.kind](robot, message, Date.now());
  const reply = await postOutside({ url, body: JSON.stringify(body) }, door).catch((error: unknown) => {
    if (!(error instanceof OutgoingFault)) throw error;
    throw new DeliveryFault(error);
  });
  const fault = faultIn(robot, reply);
  if (fault) throw fault;
}

type Shape = (robot: Robot, message: Message, now: number) => { url: string; body: object };

const SHAPES: Record<RobotKind, Shape> = {
  wecom: ({ url }, message) => ({
    url,
    body: { msgtype: 'markdown', markdown: { content: markdown(message, '\n', MOST_BYTES.wecom) } },
  }),
  dingtalk: ({ url, secret }, message, now) => ({
    url: secret ? signed(url, now, secret) : url,
    body: {
      msgtype: 'markdown',
      markdown: { title: titleOf(message), text: markdown(message, '\n\n', MOST_BYTES.dingtalk) },
      at: { isAtAll: false },
    },
  }),
  feishu: ({ url, secret }, message, now) => {
    const seconds = String(Math.floor(now / 1000));
    // text elements of a post are shown as they are: no markup, no mentions
    const content = fitting(message.lines.map(clean), MOST_BYTES.feishu, ELEMENT_BYTES).map((text): object[] => [
      { tag: 'text', text },
    ]);
    if (message.link) content.push([{ tag: 'a', text: '打开', href: message.link }]);
    const body = { msg_type: 'post', content: { post: { zh_cn: { title: titleOf(message), content } } } };
    // the key is what is signed, and the signed text is empty: so 飞书 has it
    const sign = secret ? { timestamp: seconds, sign: hmac(`${seconds}\n${secret}`, '') } : {};
    return { url, body: { ...sign, ...body } };
  },
};

function signed(url: string, now: number, secret: string): string {
  const address = new URL(url);
  address.searchParams.set('timestamp', String(now));
  address.searchParams.set('sign', hmac(secret, `${now}\n${secret}`));
  return address.href;
}

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64');
const bytes = (text: string): number => Buffer.byteLength(text);
const titleOf = ({ title }: Message): string => cut(clean(title), TITLE_LETTERS);

function markdown(message: Message, between: string, most: number): string {
  const head = `**${plain(titleOf(message))}**`;
  const foot = message.link ? [`[打开](${address(message.link)})`] : [];
  const left = most - bytes([head, ...foot].join(between)) - bytes(between);
  const lines = fitting(message.lines.map(clean).map(plain), left, bytes(between));
  return [head, ...lines, ...foot].join(between);
}

const LOOK_ALIKES: Record<string, string> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '(': '（',
  ')': '）',
  '*': '＊',
  _: '＿',
  '`': '｀',
  '~': '～',
  '#': '＃',
  '@': '＠',
  '&': '＆',
  '|': '｜',
  '\\': '＼',
};

/** Neither service documents an escape, so what could be markup is written with letters that look alike. */
const plain = (text: string): string => text.replace(/[<>[\]()*_`~#@&|\\]/g, (letter) => LOOK_ALIKES[letter] ?? '');

const address = (link: string): string => link.replace(/[()<>\s]/g, (letter) => encodeURIComponent(letter));

type Verdict = readonly [reason: DeliveryReason, codes: readonly number[]];
const TEMPORARY: readonly DeliveryReason[] = ['rate-limited', 'busy', 'unclear-reply'];

/** From the tables of return codes in each service's page on group robots. All other codes: `robot-refused`. */
const VERDICTS: Record<RobotKind, readonly Verdict[]> = {
  wecom: [
    ['busy', [-1]],
    ['rate-limited', [45009, 45033]],
    ['key-refused', [93000, 93004]],
  ],
  dingtalk: [
    ['busy', [-1]],
    ['rate-limited', [130101, 410100]],
    ['key-refused', [300001, 300005, 400013, 400101, 400102, 400106]],
    ['security-refused', [310000]],
  ],
  feishu: [
    ['rate-limited', [11232, 11233, 11247]],
    ['key-refused', [19001]],
    ['security-refused', [19021, 19022, 19024]],
  ],
};

function faultIn(robot: Robot, { status, text }: OutgoingReply): DeliveryFault | null {
  const answer = answerIn(text);
  // the code decides; 飞书 sends some of its codes with status 400
  if (answer?.code === 0 && status < 300) return null;
  if (answer && answer.code !== 0) {
    const known = VERDICTS[robot.kind].find(([, codes]) => codes.includes(answer.code))?.[0];
    const reason = known ?? (/too (many|fast)|freq/i.test(answer.said) ? 'rate-limited' : 'robot-refused');
    const said = cut(`${answer.code} ${withoutSecrets(answer.said, robot)}`, 200);
    return new DeliveryFault({ permanent: !TEMPORARY.includes(reason), reason, said });
  }
  const said = `HTTP ${status}`;
  if (status === 429) return new DeliveryFault({ permanent: false, reason: 'rate-limited', said });
  if (status >= 500 || status === 408) return new DeliveryFault({ permanent: false, reason: 'busy', said });
  if (status >= 400) return new DeliveryFault({ permanent: true, reason: 'robot-refused', said });
  return new DeliveryFault({ permanent: false, reason: 'unclear-reply', said });
}

/** `{errcode, errmsg}`, or of 飞书 `{code, msg}` and formerly `{StatusCode, StatusMessage}`. */
function answerIn(text: string): { code: number; said: string } | null {
  try {
    const reply = JSON.parse(text) as Record<string, unknown> | null;
    const code = reply?.['errcode'] ?? reply?.['code'] ?? reply?.['StatusCode'];
    const said = reply?.['errmsg'] ?? reply?.['msg'] ?? reply?.['StatusMessage'];
    return typeof code === 'number' ? { code, said: typeof said === 'string' ? clean(said) : '' } : null;
  } catch {
    // a page instead of JSON: the status has to do
    return null;
  }
}

/** The key of a robot is in its address, and an answer might repeat it. */
function withoutSecrets(said: string, { url, secret }: Robot): string {
  const { pathname, searchParams } = new URL(url);
  const secrets = [...searchParams.values(), ...pathname.split('/').filter((part) => part.length > 15), secret ?? ''];
  return secrets.filter(Boolean).reduce((text, part) => text.replaceAll(part, '…'), said);
}
