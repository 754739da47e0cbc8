import {
  AuditOutlined,
  CommentOutlined,
  PaperClipOutlined,
  PhoneOutlined,
  SettingOutlined,
  SolutionOutlined,
} from '@ant-design/icons';
import { memo, type ReactNode } from 'react';
import { MINUTE } from '../../../base/time.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { Chip } from '../../../ui/Chip.tsx';
import type { TimelineEntry as Entry } from '../../case-contract.ts';
import { useFactSentence } from './fact-sentence.ts';
import { When } from './Lines.tsx';

const ICONS: Record<Entry['group'], ReactNode> = {
  words: <CommentOutlined />,
  contact: <PhoneOutlined />,
  decision: <AuditOutlined />,
  'work-order': <SolutionOutlined />,
  file: <PaperClipOutlined />,
  system: <SettingOutlined />,
};
/** An entry written down so much later than it happened says so. */
const LATE = 5 * MINUTE;

/** One fact as a sentence, with the words that belong to it. */
export const TimelineEntry = memo(function TimelineEntry({ entry }: { entry: Entry }) {
  const t = useWords('complaints');
  const sentence = useFactSentence();
  const late = Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt) > LATE;
  return (
    <li className="case-entry" data-group={entry.group}>
      <span className="case-entry-icon" aria-hidden>
        {ICONS[entry.group]}
      </span>
      <div className="case-entry-body">
        <p>
          <strong>{entry.by?.name ?? t('case.system')}</strong> {sentence(entry)}{' '}
          <span className="case-by">
            <When at={entry.occurredAt} />
            {late && (
              <>
                {' '}
                · {t('case.recordedAt')} <When at={entry.recordedAt} />
              </>
            )}
          </span>
        </p>
        {entry.texts.map((text) =>
          text.redacted ? (
            <Chip key={text.id} text={t('case.redacted')} />
          ) : text.role === 'own-words' || text.role === 'urge' ? (
            <blockquote key={text.id} className="case-said">
              <bdi>{text.body}</bdi>
            </blockquote>
          ) : (
            <p key={text.id} className="case-body">
              <bdi>{text.body}</bdi>
            </p>
          ),
        )}
      </div>
    </li>
  );
});
