import type { Line, ReportLines } from './report-lines.ts';

const WIDTH = 720;
const MARGIN = 36;
const INK = '#1c2429';
const QUIET = '#566168';
const RULE = '#d5dbde';

/** The page as a picture to send on: black on white whatever the theme, twice as fine as the screen. */
export function drawReport(lines: ReportLines, words: { parts: string; causes: string }): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const rows = lines.counts.length + lines.parts.length + Math.max(1, lines.causes.length);
  const scale = 2;
  canvas.width = WIDTH * scale;
  canvas.height = (330 + rows * 30 + 130) * scale;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser draws no pictures');
  const family = getComputedStyle(document.body).fontFamily;
  pen.scale(scale, scale);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, WIDTH, canvas.height);
  pen.textBaseline = 'alphabetic';

  const text = (say: string, x: number, y: number, size: number, colour = INK, weight = 400, end = false): void => {
    pen.font = `${weight} ${size}px ${family}`;
    pen.fillStyle = colour;
    pen.textAlign = end ? 'right' : 'left';
    pen.fillText(say, x, y, WIDTH - 2 * MARGIN);
  };
  const rule = (y: number): void => {
    pen.fillStyle = RULE;
    pen.fillRect(MARGIN, y, WIDTH - 2 * MARGIN, 1);
  };
  const row = ({ label, value, note }: Line, y: number): void => {
    text(label, MARGIN, y, 17, QUIET);
    text(value, WIDTH - MARGIN, y, 17, INK, 600, true);
    if (note) {
      pen.font = `600 17px ${family}`;
      text(note, WIDTH - MARGIN - pen.measureText(value).width - 12, y, 15, QUIET, 400, true);
    }
  };

  let y = 62;
  text(lines.title, MARGIN, y, 28, INK, 600);
  text(lines.where, MARGIN, (y += 32), 17, QUIET);
  rule((y += 20));
  text(lines.share.label, MARGIN, (y += 42), 18, QUIET);
  if (lines.hasShare) {
    text(lines.share.value, MARGIN, (y += 62), 56, INK, 600);
    pen.font = `600 56px ${family}`;
    const beside = MARGIN + pen.measureText(lines.share.value).width + 18;
    text(lines.share.note ?? '', beside, y, 18, QUIET);
  } else text(lines.share.value, MARGIN, (y += 36), 22);
  text(words.parts, MARGIN, (y += 46), 17, INK, 600);
  for (const part of lines.parts) row(part, (y += 30));
  rule((y += 18));
  y += 6;
  for (const line of lines.counts) row(line, (y += 30));
  rule((y += 18));
  text(words.causes, MARGIN, (y += 34), 17, INK, 600);
  for (const cause of lines.causes) row(cause, (y += 30));
  if (!lines.causes.length) text('—', MARGIN, (y += 30), 17, QUIET);
  rule((y += 20));
  text(lines.asked, MARGIN, (y += 30), 14, QUIET);
  return cut(canvas, (y + 28) * scale);
}

/** The page is as long as what stands on it. */
function cut(canvas: HTMLCanvasElement, height: number): Promise<Blob> {
  const page = document.createElement('canvas');
  page.width = canvas.width;
  page.height = Math.min(canvas.height, Math.ceil(height));
  page.getContext('2d')?.drawImage(canvas, 0, 0);
  return new Promise((made, failed) =>
    page.toBlob((blob) => (blob ? made(blob) : failed(new Error('no picture was made'))), 'image/png'),
  );
}
