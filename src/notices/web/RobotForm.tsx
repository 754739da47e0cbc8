import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useDepartments, useStores } from '../../people/web/use-people.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { ROBOT_KINDS, type RobotKind } from '../message.ts';
import type * as contract from '../settings-contract.ts';
import type { RobotShown } from './use-notices.ts';

export function RobotForm({ robot, onClose }: { robot: RobotShown | null; onClose: () => void }) {
  const t = useWords('notices');
  const queries = useQueryClient();
  const formId = useId();
  const stores = useStores();
  const departments = useDepartments();
  const [kind, setKind] = useState<RobotKind>(robot?.kind ?? 'wecom');
  const [title, setTitle] = useState(robot?.title ?? '');
  const [storeId, setStoreId] = useState(robot?.storeId ?? '');
  const [departmentId, setDepartmentId] = useState(robot?.departmentId ?? '');
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState('');
  const [tried, setTried] = useState(false);
  const save = useAct(async () => {
    const place = { title: title.trim(), storeId: storeId || null, departmentId: departmentId || null };
    if (robot) {
      await call<typeof contract.changeRobot>('PUT /api/notice-settings/robots/:id', {
        params: { id: robot.id },
        input: { ...place, ...(url.trim() ? { url: url.trim() } : {}), ...(secret ? { secret } : {}) },
      });
    } else {
      await call<typeof contract.addRobot>('POST /api/notice-settings/robots', {
        input: { ...place, kind, url: url.trim(), secret: secret || null },
      });
    }
    say(t('settings.saved'));
    await queries.invalidateQueries({ queryKey: ['notice-settings'] });
    onClose();
  });
  const lacksUrl = !robot && !url.trim();
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (title.trim() && !lacksUrl) void save.run();
  };
  const needed = t('base:common.needed');
  const inStore = departments.data?.items.filter((one) => !storeId || one.storeId === null || one.storeId === storeId);
  return (
    <Dialog
      title={robot ? t('settings.changeRobot', { title: robot.title }) : t('settings.addRobot')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={formId} loading={save.busy}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      <form id={formId} className="stack" onSubmit={send} noValidate autoComplete="off">
        <ProblemNote error={save.error} />
        <Field
          label={t('settings.robotTitle')}
          hint={t('settings.robotTitleHint')}
          error={tried && !title.trim() ? needed : undefined}
          required
        >
          <Input value={title} maxLength={40} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        {!robot && (
          <Field label={t('settings.kind')}>
            <select className="select" value={kind} onChange={(event) => setKind(event.target.value as RobotKind)}>
              {ROBOT_KINDS.map((one) => (
                <option key={one} value={one}>
                  {t(`settings.kinds.${one}`)}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field
          label={t('settings.url')}
          hint={robot ? t('settings.urlKept', { shown: robot.urlShown }) : undefined}
          error={tried && lacksUrl ? needed : undefined}
          required={!robot}
        >
          <Input
            value={url}
            maxLength={1000}
            inputMode="url"
            placeholder="https://"
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
        <Field
          label={t('settings.secret')}
          hint={robot?.hasSecret ? t('settings.secretKept') : t('settings.secretHint')}
        >
          <Input.Password
            value={secret}
            maxLength={500}
            autoComplete="new-password"
            onChange={(event) => setSecret(event.target.value)}
          />
        </Field>
        <Field label={t('settings.store')}>
          <select className="select" value={storeId} onChange={(event) => setStoreId(event.target.value)}>
            <option value="">{t('settings.allStores')}</option>
            {stores.data?.items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('settings.department')} hint={t('settings.departmentHint')}>
          <select className="select" value={departmentId} onChange={(event) => setDepartmentId(event.target.value)}>
            <option value="">{t('settings.allDepartments')}</option>
            {inStore?.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      </form>
    </Dialog>
  );
}
