import { LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { AskReason } from './AskReason.tsx';
import { type CaseCrisis, useReadCrisisAgain } from './use-crisis.ts';

/** 法律保全, for the posts that the pack names. */
export function LegalHold({ caseId, found }: { caseId: string; found: CaseCrisis }) {
  const t = useWords('crisis');
  const readAgain = useReadCrisisAgain();
  const stands = found.holds.some(({ liftedAt }) => liftedAt === null);
  if (!found.mayHold) return null;
  const params = { id: caseId };
  if (!stands)
    return (
      <AskReason
        button={t('hold.set')}
        icon={<LockOutlined aria-hidden />}
        title={t('hold.setTitle')}
        text={t('hold.setText')}
        label={t('hold.reason')}
        go={t('hold.set')}
        onSend={async (reason) => {
          await call<typeof contract.setHold>('POST /api/complaints/:id/legal-hold', { params, input: { reason } });
          say(t('hold.done'));
          await readAgain();
        }}
      />
    );
  if (!found.mayLift)
    return (
      <Button disabled title={t('hold.byAnother')} icon={<UnlockOutlined aria-hidden />}>
        {t('hold.lift')}
      </Button>
    );
  return (
    <AskReason
      button={t('hold.lift')}
      icon={<UnlockOutlined aria-hidden />}
      title={t('hold.liftTitle')}
      text={t('hold.liftText')}
      label={t('hold.reason')}
      go={t('hold.lift')}
      danger
      onSend={async (reason) => {
        await call<typeof contract.liftHold>('DELETE /api/complaints/:id/legal-hold', { params, input: { reason } });
        say(t('hold.lifted'));
        await readAgain();
      }}
    />
  );
}
