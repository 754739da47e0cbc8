import { InputNumber } from 'antd';
import { useWords } from '../../../../base/web/i18n.ts';
import type { FindingView } from '../../../../policies/contract.ts';
import { inPack, setAt } from '../../../../policies/edit-texts.ts';
import { Chip } from '../../../../ui/Chip.tsx';
import { LengthField, Typed } from './controls.tsx';
import type { FormProps } from './form.ts';

export const isGap = ({ code }: Pick<FindingView, 'code'>): boolean =>
  code === 'gap-open' || code === 'gap-filled-with-nothing';

/** What the documents leave open, each with a field to fill it in. */
export function GapsForm({
  writing,
  readOnly,
  onEdit,
  gaps,
  where,
}: Omit<FormProps, 'onRemove'> & { gaps: readonly FindingView[]; where: (path: string) => string }) {
  const t = useWords('policies');
  if (gaps.length === 0) return <p className="note">{t('editor.noGaps')}</p>;
  return (
    <ul className="form-rows">
      {gaps.map((gap) => (
        <li className="form-row form-row-gap" key={gap.path}>
          <div>
            <strong>{gap.values['title']}</strong>{' '}
            <Chip tone={gap.stops ? 'bad' : 'quiet'} text={t(gap.stops ? 'editor.mustFill' : 'editor.mayFill')} />
            <div className="quiet">
              {[gap.values['clause'], where(gap.path)].filter(Boolean).join(' · ')}
              {gap.code === 'gap-filled-with-nothing' && <div>{t('editor.saysNothing')}</div>}
            </div>
          </div>
          <GapField writing={writing} readOnly={readOnly} onEdit={onEdit} gap={gap} />
        </li>
      ))}
    </ul>
  );
}

function GapField({ writing, readOnly, onEdit, gap }: Omit<FormProps, 'onRemove'> & { gap: FindingView }) {
  const isSlot = gap.path.startsWith('slots.');
  const path = isSlot ? `${gap.path}.text` : gap.path;
  const value = inPack(writing.flat, path);
  const label = String(gap.values['title'] ?? gap.path);
  const steps = gap.path.split('.');
  const last = steps.at(-1) ?? '';
  if (last === 'length' || steps.includes('cells')) {
    return (
      <LengthField
        value={value}
        label={label}
        disabled={readOnly}
        mayBeTyped={last === 'length'}
        onCommit={(next) => onEdit((now) => setAt(now, path, next))}
      />
    );
  }
  if (last.endsWith('Fen')) {
    return (
      <InputNumber
        prefix="¥"
        min={0}
        precision={2}
        value={typeof value === 'number' ? value / 100 : null}
        aria-label={label}
        disabled={readOnly}
        changeOnWheel={false}
        onBlur={(event) => {
          const yuan = Number.parseFloat(event.target.value.replace(/,/g, ''));
          if (!Number.isNaN(yuan)) onEdit((now) => setAt(now, path, Math.round(yuan * 100)));
        }}
      />
    );
  }
  return (
    <Typed
      long={isSlot}
      value={typeof value === 'string' ? value : ''}
      label={label}
      disabled={readOnly}
      onCommit={(next) => onEdit((now) => setAt(now, path, next))}
    />
  );
}
