import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Switch } from 'antd';
import { type FormEvent, useId, useRef, useState } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { PASSWORD_MIN } from '../../people/lockout.ts';
import type * as signInContract from '../../people/sign-in-contract.ts';
import { sessionQuery } from '../../people/web/use-session.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { PackChoice } from './PackChoice.tsx';
import { SetUpProgress } from './SetUpProgress.tsx';
import './set-up.css';

type Packs = ReplyOf<typeof contract.readSetUp>['packs'];

interface Given {
  organisation: string;
  stores: { id: number; name: string }[];
  name: string;
  email: string;
  password: string;
  again: string;
  pack: string;
  sample: boolean;
}

/** What is still wrong, by field; the server checks the same and more. */
function faultsOf(
  given: Given,
): Partial<Record<'organisation' | 'stores' | 'name' | 'email' | 'password' | 'again' | 'pack', string>> {
  const stores = given.stores.map(({ name }) => name.trim()).filter(Boolean);
  return {
    ...(given.organisation.trim() ? {} : { organisation: 'needed' }),
    ...(stores.length === 0 ? { stores: 'storeNeeded' } : {}),
    ...(new Set(stores).size < stores.length ? { stores: 'storeTwice' } : {}),
    ...(given.name.trim() ? {} : { name: 'needed' }),
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given.email.trim()) ? {} : { email: 'emailWrong' }),
    ...(given.password.length >= PASSWORD_MIN ? {} : { password: 'passwordShort' }),
    ...(given.again === given.password ? {} : { again: 'passwordsDiffer' }),
    ...(given.pack ? {} : { pack: 'packNeeded' }),
  };
}

export function SetUpForm({ token, packs }: { token: string; packs: Packs }) {
  const t = useWords('app');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const nextStore = useRef(2);
  const form = useRef<HTMLFormElement>(null);
  const sampleId = useId();
  const [tried, setTried] = useState(false);
  const [given, setGiven] = useState<Given>({
    organisation: '',
    stores: [{ id: 1, name: '' }],
    name: '',
    email: '',
    password: '',
    again: '',
    pack: packs.find(({ waiting }) => waiting === 0)?.key ?? '',
    sample: true,
  });
  const change = (part: Partial<Given>) => setGiven((before) => ({ ...before, ...part }));
  const faults = faultsOf(given);
  const fault = (name: keyof typeof faults) => {
    const word = faults[name];
    return tried && word ? t(`setUp.faults.${word}`, { min: PASSWORD_MIN }) : undefined;
  };
  const setUp = useAct(async () => {
    const email = given.email.trim();
    const made = await call<typeof contract.setUp>('POST /api/setup', {
      input: {
        token,
        organisation: given.organisation.trim(),
        stores: given.stores.map(({ name }) => name.trim()).filter(Boolean),
        administrator: { name: given.name.trim(), email, password: given.password },
        pack: given.pack,
        sample: given.sample,
      },
    });
    await call<typeof signInContract.signIn>('POST /api/session', { input: { email, password: given.password } });
    await queries.fetchQuery(sessionQuery);
    if (made.sample === 'failed') say(t('setUp.sample.failed'), 'quiet');
    await navigate({ to: '/' });
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faults).length === 0) void setUp.run();
    else setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  if (setUp.busy) return <SetUpProgress sample={given.sample} />;
  return (
    <form ref={form} className="stack" onSubmit={send} noValidate>
      <Panel title={t('setUp.organisation.title')}>
        <div className="stack">
          <Field
            label={t('setUp.organisation.name')}
            hint={t('setUp.organisation.nameHint')}
            error={fault('organisation')}
            required
          >
            <Input
              autoFocus
              maxLength={80}
              value={given.organisation}
              onChange={(event) => change({ organisation: event.target.value })}
            />
          </Field>
          <fieldset className="set-up-stores">
            <legend className="field-label">{t('setUp.organisation.stores')}</legend>
            {given.stores.map((store, place) => (
              <div className="set-up-store" key={store.id}>
                <Input
                  aria-label={t('setUp.organisation.store', { number: place + 1 })}
                  aria-invalid={place === 0 && fault('stores') ? true : undefined}
                  status={fault('stores') && (place === 0 || store.name.trim()) ? 'error' : ''}
                  placeholder={t('setUp.organisation.storeHint')}
                  maxLength={60}
                  value={store.name}
                  onChange={(event) =>
                    change({
                      stores: given.stores.map((one) =>
                        one.id === store.id ? { ...one, name: event.target.value } : one,
                      ),
                    })
                  }
                />
                <Button
                  type="text"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={t('setUp.organisation.removeStore', { number: place + 1 })}
                  disabled={given.stores.length === 1}
                  onClick={() => change({ stores: given.stores.filter((one) => one.id !== store.id) })}
                />
              </div>
            ))}
            {fault('stores') && (
              <div className="field-error" role="alert">
                {fault('stores')}
              </div>
            )}
            <Button
              type="dashed"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => change({ stores: [...given.stores, { id: nextStore.current++, name: '' }] })}
            >
              {t('setUp.organisation.addStore')}
            </Button>
          </fieldset>
        </div>
      </Panel>
      <Panel title={t('setUp.administrator.title')}>
        <div className="fields set-up-pair">
          <Field label={t('setUp.administrator.name')} error={fault('name')} required>
            <Input
              autoComplete="name"
              maxLength={40}
              value={given.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          </Field>
          <Field
            label={t('setUp.administrator.email')}
            hint={t('setUp.administrator.emailHint')}
            error={fault('email')}
            required
          >
            <Input
              type="email"
              autoComplete="username"
              maxLength={254}
              value={given.email}
              onChange={(event) => change({ email: event.target.value })}
            />
          </Field>
          <Field
            label={t('setUp.administrator.password')}
            hint={t('setUp.administrator.passwordHint', { min: PASSWORD_MIN })}
            error={fault('password')}
            required
          >
            <Input.Password
              autoComplete="new-password"
              maxLength={128}
              value={given.password}
              onChange={(event) => change({ password: event.target.value })}
            />
          </Field>
          <Field label={t('setUp.administrator.again')} error={fault('again')} required>
            <Input.Password
              autoComplete="new-password"
              maxLength={128}
              value={given.again}
              onChange={(event) => change({ again: event.target.value })}
            />
          </Field>
        </div>
      </Panel>
      <Panel title={t('setUp.pack.title')}>
        <p className="quiet">{t('setUp.pack.lead')}</p>
        <PackChoice packs={packs} chosen={given.pack} onChoose={(pack) => change({ pack })} />
      </Panel>
      <Panel title={t('setUp.sample.title')}>
        <div className="set-up-sample">
          <Switch
            id={sampleId}
            checked={given.sample}
            onChange={(sample) => change({ sample })}
            aria-describedby={`${sampleId}-note`}
          />
          <div>
            <label htmlFor={sampleId}>{t('setUp.sample.label')}</label>
            <p className="quiet" id={`${sampleId}-note`}>
              {t('setUp.sample.text')}
            </p>
          </div>
        </div>
      </Panel>
      <ProblemNote error={setUp.error} />
      <div className="set-up-act">
        <Button type="primary" size="large" htmlType="submit">
          {t('setUp.act')}
        </Button>
      </div>
    </form>
  );
}
