import { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';

const WIDTH = 96;
const HEIGHT = 24;
const EDGE = 2;

export interface SparklineProps {
  days: readonly string[];
  values: readonly (number | null)[];
  /** Shares go to 100; counts to their own peak. Both begin at zero. */
  most?: number;
  unit?: string;
}

/** Fourteen days at a glance; days with nothing to show are bridged. Read out as first, highest and last. */
export function Sparkline({ days, values, most, unit = '' }: SparklineProps) {
  const t = useWords('complaints');
  const known = values.flatMap((value, place) => (value === null ? [] : [{ value, place }]));
  const top = most ?? Math.max(1, ...known.map(({ value }) => value));
  const x = (place: number) => EDGE + (place * (WIDTH - 2 * EDGE)) / Math.max(1, values.length - 1);
  const y = (value: number) => HEIGHT - EDGE - (value / top) * (HEIGHT - 2 * EDGE);
  const path = known
    .map(({ value, place }, n) => `${n > 0 ? 'L' : 'M'}${x(place).toFixed(1)} ${y(value).toFixed(1)}`)
    .join('');
  const last = known.at(-1);
  const peak = known.reduce<(typeof known)[number] | undefined>(
    (best, one) => (best && best.value >= one.value ? best : one),
    undefined,
  );
  const label =
    last && peak
      ? t('figures.curve', {
          from: formatDay(days[0] ?? ''),
          to: formatDay(days.at(-1) ?? ''),
          last: `${last.value}${unit}`,
          peak: `${peak.value}${unit}`,
          day: formatDay(days[peak.place] ?? ''),
        })
      : t('figures.noCurve');
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMaxYMid"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <path className="sparkline-base" d={`M${EDGE} ${HEIGHT - EDGE}H${WIDTH - EDGE}`} />
      <path className="sparkline-line" d={path} />
      {last && <circle className="sparkline-dot" cx={x(last.place)} cy={y(last.value)} r="2" />}
    </svg>
  );
}
