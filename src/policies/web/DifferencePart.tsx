import { language, useWords } from '../../base/web/i18n.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import type { DifferenceView } from './use-drafts.ts';

const TONES: Readonly<Record<string, Tone>> = { added: 'good', removed: 'bad', moved: 'info', changed: 'warn' };

/** What differs, in words, section by section. */
export function DifferencePart({ view }: { view: DifferenceView }) {
  const t = useWords('policies');
  const spoken = language();
  if (!view.readable) return <p className="note note-warn">{t('editor.differenceUnreadable')}</p>;
  if (!view.before) return <p className="quiet">{t('editor.differenceNothingBefore')}</p>;
  return (
    <div className="difference">
      <p className="quiet">
        {t('editor.comparedWith', {
          title: view.before.title,
          edition: t('page.edition', { edition: view.before.edition }),
        })}
      </p>
      {view.sections.length === 0 && <p>{t('editor.differenceNone')}</p>}
      {view.sections.map((one) => (
        <section key={one.section}>
          <h3>
            {one[spoken]} <span className="quiet">{one.changes.length}</span>
          </h3>
          <ul className="finding-list">
            {one.changes.map((change) => (
              <li key={`${change.kind} ${change.path}`} className="finding">
                <Chip tone={TONES[change.kind] ?? 'quiet'} text={t(`editor.changeKinds.${change.kind}`)} />
                <span className="finding-text">{change[spoken]}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
