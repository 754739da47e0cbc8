/** A reply that is JSON already, so that nothing takes it apart to write it again. Tests hold it to its contract all the same. */
export class Written {
  readonly bytes: Buffer;

  constructor(parts: readonly (Buffer | string)[]) {
    this.bytes = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  }
}
