import type { Answered, Asked, FromWorker } from './check-worker.ts';

/** A pack that takes longer was made to. */
const WITHIN_MS = 5000;

export class TooLong extends Error {}

interface Waiting {
  readonly asked: Asked;
  readonly answered: (answer: Answered) => void;
  readonly failed: (fault: unknown) => void;
}

/** One worker, one question after another; a question that takes too long takes its worker with it. */
export class Checker {
  #worker: Worker | null = null;
  #ready = false;
  #busy: (Waiting & { readonly id: number; timer?: ReturnType<typeof setTimeout> }) | null = null;
  #queue: Waiting[] = [];
  #last = 0;

  ask(asked: Asked): Promise<Answered> {
    return new Promise((answered, failed) => {
      this.#queue.push({ asked, answered, failed });
      this.#next();
    });
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = false;
    clearTimeout(this.#busy?.timer);
    this.#busy = null;
    this.#queue = [];
  }

  #open(): Worker {
    const worker = new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ('ready' in data) {
        this.#ready = true;
        this.#next();
      } else if (data.id === this.#busy?.id) {
        const { answered, timer } = this.#busy;
        clearTimeout(timer);
        this.#busy = null;
        answered(data.answer);
        this.#next();
      }
    };
    worker.onerror = (event) => this.#fail(new Error(event.message));
    return worker;
  }

  #next(): void {
    this.#worker ??= this.#open();
    // loading it does not count
    if (!this.#ready || this.#busy) return;
    const waiting = this.#queue.shift();
    if (!waiting) return;
    const id = ++this.#last;
    this.#busy = { ...waiting, id, timer: setTimeout(() => this.#fail(new TooLong()), WITHIN_MS) };
    this.#worker.postMessage({ id, asked: waiting.asked });
  }

  #fail(fault: unknown): void {
    const failed = this.#busy?.failed;
    const queue = this.#queue;
    this.close();
    failed?.(fault);
    this.#queue = queue;
    if (queue.length > 0) this.#next();
  }
}
