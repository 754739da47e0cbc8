import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

/**
 * The same picture with a palette of 256 colours: a third of the size, and on pages of text no eye sees the
 * difference. Reads what browsers write: 8 bits a channel, RGB or RGBA, not interlaced.
 */
export function withPalette(png: Buffer): Buffer {
  const { width, height, channels, pixels } = decode(png);
  const { palette, placeOf } = paletteOf(pixels, channels);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0, from = 0; y < height; y++) {
    // each row begins with its filter: none, which suits palettes
    for (let x = 0, to = y * (width + 1) + 1; x < width; x++, from += channels) {
      rows[to + x] = placeOf.get(bucketOf(pixels, from)) ?? 0;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Colour = readonly [red: number, green: number, blue: number];

/** Colours that agree in the five highest bits of each channel. */
const bucketOf = (pixels: Buffer, at: number): number =>
  (((pixels[at] ?? 0) >> 3) << 10) | (((pixels[at + 1] ?? 0) >> 3) << 5) | ((pixels[at + 2] ?? 0) >> 3);

/** The most frequent colours; every other one goes to the nearest of them. */
function paletteOf(pixels: Buffer, channels: number): { palette: Colour[]; placeOf: Map<number, number> } {
  const exact = new Map<number, Map<number, number>>();
  for (let at = 0; at < pixels.length; at += channels) {
    const bucket = bucketOf(pixels, at);
    const colours = exact.get(bucket) ?? new Map<number, number>();
    exact.set(bucket, colours);
    const colour = pixels.readUIntBE(at, 3);
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  const buckets = [...exact].map(([bucket, colours]) => {
    const counted = [...colours].sort((a, b) => b[1] - a[1]);
    const [colour] = counted[0] as [number, number];
    const rgb: Colour = [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
    return { bucket, rgb, count: counted.reduce((sum, [, count]) => sum + count, 0) };
  });
  buckets.sort((a, b) => b.count - a.count);
  const palette = buckets.slice(0, COLOURS).map(({ rgb }) => rgb);
  return { palette, placeOf: new Map(buckets.map(({ bucket, rgb }) => [bucket, nearest(palette, rgb)])) };
}

function nearest(palette: readonly Colour[], [red, green, blue]: Colour): number {
  const distances = palette.map(([r, g, b]) => 3 * (r - red) ** 2 + 4 * (g - green) ** 2 + 2 * (b - blue) ** 2);
  return distances.indexOf(Math.min(...distances));
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixels: Buffer;
}

function decode(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, type, , , interlaced] = png.subarray(24, 29);
  if (depth !== 8 || (type !== 2 && type !== 6) || interlaced) throw new Error('not a PNG as browsers write it');
  const channels = type === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
  }
  return { width, height, channels, pixels: unfiltered(inflateSync(Buffer.concat(parts)), width * channels, channels) };
}

/** PNG specification, 9.2: each byte is kept as its difference from a guess by left, above and corner. */
function unfiltered(rows: Buffer, rowBytes: number, channels: number): Buffer {
  const height = rows.length / (rowBytes + 1);
  const pixels = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x >= channels ? (pixels[at - channels] ?? 0) : 0;
      const above = y > 0 ? (pixels[at - rowBytes] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (pixels[at - rowBytes - channels] ?? 0) : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      pixels[at] = ((rows[y * (rowBytes + 1) + 1 + x] ?? 0) + guess) & 0xff;
    }
  }
  return pixels;
}

function paeth(left: number, above: number, corner: number): number {
  const sum = left + above - corner;
  const [a, b, c] = [Math.abs(sum - left), Math.abs(sum - above), Math.abs(sum - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
