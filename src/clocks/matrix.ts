/** A table of limits by category and severity, unrolled into one clock a cell, so that the engine knows only clocks. */
import * as z from 'zod';
import { key, line, someLine } from '../base/schemas.ts';
import { lengthSchema } from './pack-length.ts';

const posts = z.array(z.string());

export const matrixSchema = z.strictObject({
  key: key(),
  /** The name on the chip of every cell. */
  title: someLine(20),
  starts: z.array(z.string()).min(1),
  stops: z.array(z.string()).min(1),
  ends: z.array(z.string()).default([]),
  attempts: z.array(z.string()).default([]),
  calendar: z.string().default('always'),
  /** Only for these kinds; absent: all. */
  kind: z.array(z.string()).optional(),
  warnAtPercentLeft: z.array(z.number().int().min(1).max(99)).default([]),
  hears: z
    .strictObject({ warning: posts.default(['owner']), breach: posts.default(['owner', 'next-rung']) })
    .prefault({}),
  onBreach: z.enum(['record', 'escalate']).default('record'),
  /** Category → severity → how long. A cell left out has no limit; an empty one waits to be filled. */
  cells: z.record(key(), z.partialRecord(z.enum(['general', 'major', 'crisis']), lengthSchema.nullable())),
  source: line(200).default(''),
});
export type Matrix = z.output<typeof matrixSchema>;

/** Rules of its cells, as they would be written by hand. A cell that waits counts as there: its length is to be typed. */
export const unrolled = (matrix: Matrix) =>
  Object.entries(matrix.cells).flatMap(([category, row]) =>
    Object.entries(row).map(([severity, length]) => ({
      key: `${matrix.key}-${category}-${severity}`,
      title: matrix.title,
      starts: matrix.starts,
      stops: matrix.stops,
      ends: matrix.ends,
      attempts: matrix.attempts,
      length: length ?? { typed: true },
      calendar: matrix.calendar,
      when: { category: [category], severity: [severity], ...(matrix.kind ? { kind: matrix.kind } : {}) },
      warnAtPercentLeft: matrix.warnAtPercentLeft,
      hears: matrix.hears,
      onBreach: matrix.onBreach,
      // what it says of itself stands with the matrix
      source: matrix.source || matrix.title,
      matrix: matrix.key,
    })),
  );
