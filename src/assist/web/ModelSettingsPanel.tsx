import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { MODEL_USES, type ModelUse } from '../model.ts';
import type * as contract from '../model-contract.ts';
import './model.css';
import { MODEL_SETTINGS, MODEL_USES_ON, type ModelView } from './use-model.ts';

type Tested = ReplyOf<typeof contract.testSettings>;

/** Where the model is, and what it may be asked for. With no use chosen it is off. */
export function ModelSettingsPanel({ settings }: { settings: ModelView['settings'] }) {
  const t = useWords('assist');
  const queries = useQueryClient();
  const [address, setAddress] = useState(settings?.address ?? '');
  const [model, setModel] = useState(settings?.model ?? '');
  const [key, setKey] = useState('');
  const [dropsKey, setDropsKey] = useState(false);
  const [uses, setUses] = useState<readonly ModelUse[]>(settings?.uses ?? []);
  const [tone, setTone] = useState(settings?.tone ?? '');
  const [tried, setTried] = useState(false);
  const [tested, setTested] = useState<Tested | null>(null);
  const readAgain = async (): Promise<void> => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: MODEL_SETTINGS }),
      queries.invalidateQueries({ queryKey: MODEL_USES_ON }),
    ]);
  };
  const save = useAct(async () => {
    const newKey = key.trim() ? { apiKey: key.trim() } : dropsKey ? { apiKey: null } : {};
    await call<typeof contract.saveSettings>('PUT /api/model-settings', {
      input: { address: address.trim(), model: model.trim(), uses: [...uses], tone, ...newKey },
    });
    say(t('model.saved'));
    await readAgain();
  });
  const remove = useAct(async () => {
    const yes = await confirmAct({
      title: t('model.removeTitle'),
      text: t('model.removeText'),
      act: t('model.remove'),
      danger: true,
    });
    if (!yes) return;
    await call<typeof contract.removeSettings>('DELETE /api/model-settings');
    say(t('model.removed'));
    await readAgain();
  });
  const test = useAct(async () => {
    setTested(null);
    setTested(await call<typeof contract.testSettings>('POST /api/model-settings/test'));
    await queries.invalidateQueries({ queryKey: MODEL_SETTINGS });
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (address.trim() && model.trim()) void save.run();
  };
  const needed = t('base:common.needed');
  return (
    <Panel title={t('model.title')} id="model">
      <form className="stack" onSubmit={send} noValidate autoComplete="off">
        <p className="quiet">{t('model.what')}</p>
        {!settings && <p className="note">{t('model.none')}</p>}
        <div className="fields">
          <Field
            label={t('model.address')}
            hint={t('model.addressHint')}
            error={tried && !address.trim() ? needed : undefined}
            required
          >
            <Input
              type="url"
              value={address}
              maxLength={500}
              placeholder="https://models.example.com/v1"
              onChange={(event) => setAddress(event.target.value)}
            />
          </Field>
          <Field label={t('model.name')} error={tried && !model.trim() ? needed : undefined} required>
            <Input value={model} maxLength={120} onChange={(event) => setModel(event.target.value)} />
          </Field>
          <Field label={t('model.key')} hint={settings?.hasKey ? t('model.keyKept') : undefined}>
            <Input.Password
              value={key}
              maxLength={500}
              autoComplete="new-password"
              disabled={dropsKey}
              onChange={(event) => setKey(event.target.value)}
            />
          </Field>
        </div>
        {settings?.hasKey && (
          <Checkbox checked={dropsKey} onChange={(event) => setDropsKey(event.target.checked)}>
            {t('model.dropKey')}
          </Checkbox>
        )}
        <fieldset className="model-uses">
          <legend>{t('model.uses')}</legend>
          {MODEL_USES.map((one) => (
            <Checkbox
              key={one}
              checked={uses.includes(one)}
              onChange={(event) =>
                setUses(MODEL_USES.filter((use) => (use === one ? event.target.checked : uses.includes(use))))
              }
            >
              {t(`model.use.${one}`)} <span className="quiet">{t(`model.useText.${one}`)}</span>
            </Checkbox>
          ))}
          {uses.length === 0 && <span className="quiet">{t('model.usesNone')}</span>}
        </fieldset>
        <Field label={t('model.tone')} hint={t('model.toneHint')}>
          <Input.TextArea rows={3} value={tone} maxLength={500} onChange={(event) => setTone(event.target.value)} />
        </Field>
        <ProblemNote error={save.error ?? test.error ?? remove.error} />
        {tested && (
          <p className={tested.answered ? 'note' : 'note note-warn'} role="status">
            {tested.fault === '' ? t('model.testGood') : t('model.testBad', { why: t(`model.fault.${tested.fault}`) })}{' '}
            {tested.said && <q className="as-typed">{tested.said}</q>}
          </p>
        )}
        <div className="wrap">
          <Button type="primary" htmlType="submit" loading={save.busy}>
            {t('model.save')}
          </Button>
          {settings && (
            <>
              <Button loading={test.busy} onClick={() => void test.run()}>
                {t('model.test')}
              </Button>
              <Button danger type="text" loading={remove.busy} onClick={() => void remove.run()}>
                {t('model.remove')}
              </Button>
              {settings.changedBy && (
                <span className="quiet">
                  {t('model.changed', { name: settings.changedBy.name, at: formatTime(settings.changedAt) })}
                </span>
              )}
            </>
          )}
        </div>
      </form>
    </Panel>
  );
}
