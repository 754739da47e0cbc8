import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Config } from './config.ts';
import { openBucketStore } from './files-bucket.ts';
import { openFolderStore } from './files-folder.ts';

export interface StoredFile {
  readonly sha256: Buffer;
  readonly bytes: number;
  /** The first bytes, for sniffing the type. */
  readonly head: Buffer;
}

/** Bytes by their content. What a user calls a file never reaches the disk or the bucket. */
export interface FileStore {
  /** Durable once it returns; refuses past `maxBytes` and leaves nothing. */
  put(from: Readable, maxBytes: number): Promise<StoredFile>;
  /** Throws before the first byte when there are none. */
  read(sha256: Buffer): Promise<Readable>;
  has(sha256: Buffer): Promise<boolean>;
  /** Bytes that no row names and that are older than a day, so that none is taken from under an upload. */
  removeOrphans(isNamed: IsNamed): Promise<number>;
  /** Says where the bytes lie; throws a sentence about what keeps them from being kept or read. */
  probe(): Promise<string>;
}

/** Which of these are named by a row, in hex. */
export type IsNamed = (sha256: Buffer[]) => Promise<Set<string>>;

/** Throws when there is no room for more; asked with each piece of an upload. */
export type NeedRoom = () => void;

/** A bucket where one is set, else the folder `files` of the data folder. */
export function openFileStore(
  { dataDir, bucket }: Pick<Config, 'dataDir' | 'bucket'>,
  needRoom: NeedRoom = () => {},
): FileStore {
  const folder = join(dataDir, 'files');
  return bucket ? openBucketStore(bucket, folder, needRoom) : openFolderStore(folder, needRoom);
}
