import * as z from 'zod';
import { OutgoingFault, type OutgoingReason, postOutside } from '../../base/server/outgoing.ts';
import { answerIn, MOST_PROPOSED, type ModelFaultReason, type ModelMessage } from '../model.ts';

/** Models are slow; whoever asked sees that it takes a while, and may leave. */
const TIMEOUT_MS = 40_000;
/** Some send their thoughts along. */
const MOST_BYTES = 512 * 1024;

export class ModelFault extends Error {
  override readonly name = 'ModelFault';
  readonly reason: ModelFaultReason;
  constructor(reason: ModelFaultReason) {
    super(reason);
    this.reason = reason;
  }
}

export interface Model {
  /** As far as `/v1`. */
  readonly address: string;
  readonly model: string;
  readonly key: string;
}

const reply = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })) });

/** One question by the chat-completions protocol, and its answer. Throws ModelFault; nothing of the reply is in it. */
export async function askModel(
  { address, model, key }: Model,
  messages: readonly ModelMessage[],
  timeoutMs = TIMEOUT_MS,
): Promise<string> {
  const { status, text } = await postOutside({
    url: `${address}/chat/completions`,
    body: JSON.stringify({ model, messages, temperature: 0.2, stream: false }),
    headers: key ? { authorization: `Bearer ${key}` } : {},
    timeoutMs,
    mostBytes: MOST_BYTES,
  }).catch((error: unknown) => {
    if (!(error instanceof OutgoingFault)) throw error;
    throw new ModelFault(BY_OUTGOING[error.reason]);
  });
  if (status !== 200) throw new ModelFault(byStatus(status));
  const answer = answerIn(contentOf(text));
  if (answer === '') throw new ModelFault('empty');
  if (answer.length > MOST_PROPOSED) throw new ModelFault('too-much');
  return answer;
}

const BY_OUTGOING: Record<OutgoingReason, ModelFaultReason> = {
  'address-malformed': 'address',
  'address-not-allowed': 'address',
  'name-unknown': 'unreachable',
  timeout: 'slow',
  unreachable: 'unreachable',
  certificate: 'unreachable',
  redirected: 'redirects',
  'too-large': 'too-much',
};

function byStatus(status: number): ModelFaultReason {
  if (status === 401 || status === 403) return 'key-refused';
  if (status === 429) return 'busy';
  if (status >= 500 || status === 408) return 'down';
  return status >= 400 ? 'refuses' : 'unreadable';
}

function contentOf(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // a page, a stream that nobody asked for, or half an answer
    throw new ModelFault('unreadable');
  }
  const found = reply.safeParse(value);
  if (!found.success) throw new ModelFault('unreadable');
  // what PostgreSQL and JSON of ours would not take is nothing to propose either
  return (found.data.choices[0]?.message.content ?? '')
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
}
