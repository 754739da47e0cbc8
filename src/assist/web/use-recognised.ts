import { useEffect, useMemo, useState } from 'react';
import type { Said } from '../conversation.ts';
import { CLOSED, type Heard, hear, type Listening, saidIn } from '../recognised.ts';

export interface RecognisedTalk {
  /** Of what began last, in the order of speaking, also once it has ended; empty where nothing was recognised. */
  readonly said: readonly Said[];
  /** What goes on; guesses in it are shown, never checked or kept. */
  readonly current: Listening | null;
  /** What the last one became that ended while we listened. */
  readonly conversationId: string | null;
}

const AGAIN_MS = { first: 1000, most: 30_000 };
const NOTHING: readonly Listening[] = [];
/** Opening it anew would change nothing. */
const FOR_GOOD: ReadonlySet<number> = new Set([CLOSED.notAllowed, CLOSED.displaced]);

/** What a recogniser hears on the case, live, as long as the component is there. */
export function useRecognised(caseId: string): RecognisedTalk {
  const [running, setRunning] = useState(NOTHING);
  const [ended, setEnded] = useState<Listening | null>(null);
  const [conversationId, setConversation] = useState<string | null>(null);
  useEffect(() => {
    const address = `${window.location.origin.replace(/^http/, 'ws')}/api/complaints/${caseId}/recognition`;
    let socket: WebSocket;
    let waitMs = AGAIN_MS.first;
    let again: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    let known = NOTHING;
    const open = (): void => {
      socket = new WebSocket(address);
      socket.onmessage = ({ data }: MessageEvent<string>) => {
        waitMs = AGAIN_MS.first;
        const message = JSON.parse(data) as Heard;
        if (message.type === 'ended') {
          setEnded(known.find(({ id }) => id === message.recognition) ?? null);
          setConversation(message.conversationId);
        }
        known = hear(known, message);
        setRunning(known);
      };
      socket.onclose = ({ code }) => {
        if (isOver || FOR_GOOD.has(code)) return;
        again = setTimeout(open, waitMs);
        waitMs = Math.min(AGAIN_MS.most, waitMs * 2);
      };
    };
    open();
    return () => {
      isOver = true;
      clearTimeout(again);
      socket.close();
      setRunning(NOTHING);
      setEnded(null);
      setConversation(null);
    };
  }, [caseId]);
  const current = running.at(-1) ?? null;
  return useMemo(() => {
    const last = current ?? ended;
    return { said: last ? saidIn(last) : [], current, conversationId };
  }, [current, ended, conversationId]);
}
