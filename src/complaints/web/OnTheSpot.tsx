import { Button, Checkbox, Input } from 'antd';
import { memo, type Ref } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import { MOODS } from '../complaint.ts';
import { Choices } from './Choices.tsx';
import type { RegistrationDraft } from './registration-draft.ts';
import type { SetDraft } from './use-registration.ts';

export interface OnTheSpotProps {
  given: RegistrationDraft['onTheSpot'];
  set: SetDraft;
  ready: boolean;
  busy: boolean;
  onSolve: () => void;
  onCancel: () => void;
  box: Ref<HTMLElement>;
}

/** 当场解决: what, how, agreed; registers and closes in one go. */
export const OnTheSpot = memo(function OnTheSpot({ given, set, ready, busy, onSolve, onCancel, box }: OnTheSpotProps) {
  const t = useWords('complaints');
  const change = (to: Partial<RegistrationDraft['onTheSpot']>) =>
    set(({ onTheSpot }) => ({ onTheSpot: { ...onTheSpot, ...to } }));
  return (
    <section className="sheet-part on-the-spot" ref={box} aria-label={t('register.spot.title')}>
      <h2 className="sheet-title">{t('register.spot.title')}</h2>
      <div className="sheet-grid sheet-grid-two">
        <Field label={t('register.spot.what')}>
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={given.what}
            placeholder={t('register.spot.whatHint')}
            onChange={({ target }) => change({ what: target.value })}
          />
        </Field>
        <Field label={t('register.spot.how')}>
          <Input.TextArea
            data-how
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={1000}
            value={given.how}
            placeholder={t('register.spot.howHint')}
            onChange={({ target }) => change({ how: target.value })}
          />
        </Field>
      </div>
      <Choices
        label={t('register.spot.moodAfter')}
        clearable
        choices={MOODS.map((key) => ({ key, title: t(`moods.${key}`) }))}
        value={given.moodAfter}
        onChange={(value) => change({ moodAfter: value })}
      />
      <Checkbox checked={given.agreed} onChange={({ target }) => change({ agreed: target.checked })}>
        {t('register.spot.agreed')}
      </Checkbox>
      <div className="wrap">
        <Button type="primary" disabled={!ready} loading={busy} onClick={onSolve}>
          {t('register.spot.act')} <kbd>Ctrl+Enter</kbd>
        </Button>
        <Button onClick={onCancel}>{t('register.spot.cancel')}</Button>
        {!ready && <span className="field-hint">{t('register.spot.missing')}</span>}
      </div>
    </section>
  );
});
