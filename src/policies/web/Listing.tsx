import type { ReactNode } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Chip } from '../../ui/Chip.tsx';

export interface Titled {
  readonly key: string;
  readonly title: string;
}

/** A picked list as the pack has it. Pack contents are Chinese whatever the language of the page. */
export function Titles({
  heading,
  items,
  note,
}: {
  heading: string;
  items: readonly Titled[];
  note?: (item: never) => ReactNode;
}) {
  const t = useWords('policies');
  return (
    <>
      <h3>{heading}</h3>
      {items.length === 0 ? (
        <p className="quiet">{t('page.none')}</p>
      ) : (
        <ul className="policy-chips" lang="zh-CN">
          {items.map((item) => (
            <li key={item.key}>
              <Chip text={item.title} /> {note?.(item as never)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function Lines({ heading, lines }: { heading: string; lines: readonly ReactNode[] }) {
  const t = useWords('policies');
  return (
    <>
      <h3>{heading}</h3>
      {lines.length === 0 ? (
        <p className="quiet">{t('page.none')}</p>
      ) : (
        <ol className="policy-lines" lang="zh-CN">
          {lines.map((line, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a printed list that never moves
            <li key={place}>{line}</li>
          ))}
        </ol>
      )}
    </>
  );
}

/** Keys as the titles of a list, the key itself where the pack has no such entry. */
export const titled = (keys: readonly string[], items: readonly Titled[]): string[] =>
  keys.map((key) => items.find((item) => item.key === key)?.title ?? key);
