import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBenchDesk } from './desk.ts';

/**
 * Rows a second of an import through the page's door and by the command, each from the first byte to the last case.
 * To reach: 19,711 rows of a sentence or two in under 60 s on two cores. `--file` takes another table.
 */
const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '20000' }, file: { type: 'string' } },
});
const TO_REACH = 19_711 / 60;

interface Run {
  readonly id: string;
  readonly state: string;
  readonly rows: number;
  readonly made: number;
  readonly refused: number;
  readonly mapping: readonly object[];
}

const dataDir = mkdtempSync(join(tmpdir(), 'wanhui-bench-'));
const desk = await openBenchDesk(dataDir);
try {
  const path = options.file ?? join(dataDir, 'table.csv');
  if (!options.file) writeFileSync(path, table(Number(options.rows)));
  const page = await byPage(readFileSync(path));
  tell('through the page', page.rows, page.seconds);
  const seconds = await byCommand(path);
  tell('by the command', page.rows, seconds);
  if (Math.min(page.rows / page.seconds, page.rows / seconds) < TO_REACH) process.exitCode = 1;
} finally {
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function byPage(bytes: Buffer): Promise<{ rows: number; seconds: number }> {
  const began = performance.now();
  const run = (await desk.upload('/api/imports', 'table.csv', bytes)) as Run;
  await desk.post(`/api/imports/${run.id}/start`, { columns: run.mapping, storeId: desk.storeId });
  for (;;) {
    const { state, made, refused } = (await desk.get(`/api/imports/${run.id}`)) as Run;
    if (state === 'done') {
      if (made !== run.rows) throw new Error(`${made} of ${run.rows} rows are in, ${refused} were refused`);
      return { rows: run.rows, seconds: (performance.now() - began) / 1000 };
    }
    if (state !== 'running') throw new Error(`the import is ${state}`);
    await new Promise((go) => setTimeout(go, 200));
  }
}

async function byCommand(path: string): Promise<number> {
  const began = performance.now();
  const args = ['src/app/cli.ts', 'import', path, '--staff', 'bench@example.invalid', '--on-duplicate', 'keep'];
  const child = spawn(process.execPath, args, { env: { ...process.env, WANHUI_DATA: dataDir }, stdio: 'inherit' });
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new Error(`the command ended with ${code}`);
  return (performance.now() - began) / 1000;
}

/** Sentences put together anew for each row, so that few words are as common as in a repeated text. */
function table(rows: number): string {
  const first = ['变速箱', '发动机', '空调', '车门', '导航', '座椅', '漆面', '轮胎', '刹车', '雨刮'];
  const second = ['异响', '顿挫', '不制冷', '关不严', '失灵', '开裂', '起泡', '漏气', '抖动', '不回位'];
  const third = ['修了三次还没好', '等了一个月没人回电', '说好的时间一拖再拖', '加了钱才肯修', '只说正常现象'];
  const lines = ['客户姓名,联系电话,投诉时间,投诉内容'];
  for (let n = 0; n < rows; n++) {
    const pick = (list: readonly string[], step: number): string => list[Math.floor(n / step) % list.length] ?? '';
    const phone = `108${String(n % 100_000_000).padStart(8, '0')}`;
    const day = `2025-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')} 10:${String(n % 60).padStart(2, '0')}`;
    const words = `第${n}次来：${pick(first, 1)}${pick(second, 10)}，${pick(third, 100)}，${pick(first, 3)}也${pick(second, 7)}`;
    lines.push(`示例${n % 900}先生,${phone},${day},"${words}"`);
  }
  return lines.join('\r\n');
}

function tell(way: string, rows: number, seconds: number): void {
  process.stdout.write(
    `${way}: ${rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s, ${Math.round(rows / seconds).toLocaleString('en')} rows/s\n`,
  );
}
