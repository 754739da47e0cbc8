import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { confirmAct } from '../../ui/confirm-act.tsx';
import type { FoundDraft } from './drafts.ts';
import './register-strips.css';
import { draftTitle } from './registration-draft.ts';

export interface DraftStripProps {
  drafts: readonly FoundDraft[];
  onRestore: (draft: FoundDraft) => void;
  onDiscard: (id: string) => void;
}

/** Drafts that were left: one tap brings one back, and what stands here stays a draft. */
export function DraftStrip({ drafts, onRestore, onDiscard }: DraftStripProps) {
  const t = useWords('complaints');
  if (drafts.length === 0) return null;
  const nameOf = ({ draft }: FoundDraft) => draftTitle(draft) || t('register.drafts.noWords');
  const discard = async (found: FoundDraft) => {
    const yes = await confirmAct({
      title: t('register.drafts.dropTitle'),
      text: t('register.drafts.dropText', { name: nameOf(found) }),
      act: t('register.drafts.drop'),
      danger: true,
    });
    if (yes) onDiscard(found.id);
  };
  return (
    <section className="strip" aria-label={t('register.drafts.title')}>
      <h2 className="strip-title">{t('register.drafts.title')}</h2>
      <ul>
        {drafts.map((found) => (
          <li className="strip-item" key={found.id}>
            <span className="strip-words">{nameOf(found)}</span>
            <span className="quiet">{formatTime(new Date(found.savedAt))}</span>
            <Button size="small" onClick={() => onRestore(found)}>
              {t('register.drafts.restore')}
            </Button>
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('register.drafts.dropOne', { name: nameOf(found) })}
              onClick={() => void discard(found)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
