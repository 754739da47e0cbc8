import type pg from 'pg';

/** What the driver calls on a statement of its own; its types do not name these. */
interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** Loads one piece by COPY. The driver for everything else never says so when the end of a COPY fails. */
export function copyIn(client: pg.ClientBase, statement: string, piece: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    let fault: Error | null = null;
    const ignore = (): void => {};
    const work = {
      submit: (wire: Wire) => wire.query(statement),
      handleCopyInResponse(wire: Wire) {
        wire.sendCopyFromChunk(piece);
        wire.endCopyFrom();
      },
      handleError(error: Error) {
        fault = error;
        failed(error);
      },
      handleReadyForQuery: () => (fault ? failed(fault) : done()),
      handleCommandComplete: ignore,
      handleRowDescription: ignore,
      handleDataRow: ignore,
      handleEmptyQuery: ignore,
      handlePortalSuspended: ignore,
    };
    client.query(work as unknown as pg.Submittable);
  });
}
