import { useWords } from '../../base/web/i18n.ts';
import { Chip } from '../../ui/Chip.tsx';
import type { FindingView } from '../contract.ts';

export interface FindingListProps {
  findings: readonly FindingView[];
  /** The path of a finding in words. */
  where: (path: string) => string;
  onJump?: (finding: FindingView) => void;
}

/** What stops a draft first, hints after it; a press leads to its line. */
export function FindingList({ findings, where, onJump }: FindingListProps) {
  const t = useWords('policies');
  if (findings.length === 0) return <p className="quiet">{t('page.findingsNone')}</p>;
  const sorted = [...findings].sort((a, b) => Number(b.stops) - Number(a.stops));
  return (
    <ul className="finding-list">
      {sorted.map((finding, nth) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is told anew as a whole
          key={`${finding.code} ${finding.path} ${nth}`}
          className={finding.stops ? 'finding finding-stops' : 'finding'}
        >
          <Chip tone={finding.stops ? 'bad' : 'quiet'} text={t(finding.stops ? 'page.stops' : 'page.hint')} />
          <span className="finding-text">
            {t(`findings.${finding.code}`, { ...finding.values, path: where(finding.path) })}
            {finding.file !== undefined && finding.line !== undefined && onJump && (
              <button type="button" className="link-button finding-line" onClick={() => onJump(finding)}>
                {t('editor.lineOf', { file: finding.file, line: finding.line })}
              </button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
