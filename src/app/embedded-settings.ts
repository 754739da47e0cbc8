import { totalmem } from 'node:os';

const MB = 1024 * 1024;

/** Settings of the embedded PostgreSQL, sized so that the desk shares a 4 GB machine with others. */
export function settingsFor(options: { throwaway: boolean }): Record<string, string> {
  const limit = process.constrainedMemory();
  const memory = Math.min(totalmem(), limit > 0 ? limit : Infinity) / MB;
  const share = (part: number, least: number, most: number): string =>
    `${Math.round(Math.min(most, Math.max(least, memory * part)))}MB`;
  return {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: options.throwaway ? '200' : '100',
    shared_buffers: options.throwaway ? '128MB' : share(0.1, 64, 2048),
    effective_cache_size: share(0.5, 256, 65536),
    maintenance_work_mem: share(0.03, 64, 512),
    work_mem: share(0.002, 4, 32),
    wal_compression: 'on',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    effective_io_concurrency: '64',
    jit: 'off',
    // statements planned while the tables were empty read them whole until statistics say otherwise: learn that soon
    autovacuum_naptime: '15s',
    password_encryption: 'scram-sha-256',
    log_timezone: 'UTC',
    timezone: 'UTC',
    // statements and error details hold customers' data: neither belongs in a log
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    log_checkpoints: 'off',
    // after a crash every file of the cluster is synced before recovery: one call for the file system, not thousands
    ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
    ...(options.throwaway
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', max_wal_size: '1GB' }
      : {}),
  };
}
