import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Speaker } from '../assist/conversation.ts';
import type { Channel } from '../assist/language.ts';
import { recogniseSound, type Sound } from '../assist/server/recognise-sound.ts';
import { openRecognitionClient } from '../assist/server/recognition-client.ts';

export interface RecogniseCommand {
  readonly server: string;
  readonly case: string;
  readonly wav: string;
  readonly desk: string;
  readonly channel: Channel;
  readonly speaker?: Speaker;
  readonly staffId?: string;
  readonly fast?: boolean;
}

/** Puts what a recogniser hears in a WAV file or stream on a case, live; returns the conversation it became. */
export async function recogniseByCommand(
  command: RecogniseCommand,
  token: string | undefined,
  say: (line: string) => void,
  timing?: Sound['timing'],
): Promise<string | null> {
  if (!token) throw new Error('put an API token of the desk into WANHUI_TOKEN (npx wanhui token makes one)');
  for (const [name, url, schemes] of [
    ['--server', command.server, ['ws:', 'wss:']],
    ['--desk', command.desk, ['http:', 'https:']],
  ] as const)
    if (!URL.canParse(url) || !schemes.some((scheme) => scheme === new URL(url).protocol))
      throw new Error(
        `${name} wants an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
      );
  const desk = openRecognitionClient({
    desk: command.desk,
    token,
    query: {
      case: command.case,
      channel: command.channel,
      recognition: randomUUID(),
      ...(command.staffId ? { staffId: command.staffId } : {}),
    },
    say,
  });
  try {
    const wav: AsyncIterable<Buffer> = command.wav === '-' ? process.stdin : createReadStream(command.wav);
    const { server, speaker, fast = false } = command;
    return await recogniseSound({ wav, server, speaker, fast, ...(timing ? { timing } : {}) }, desk);
  } finally {
    desk.close();
  }
}
