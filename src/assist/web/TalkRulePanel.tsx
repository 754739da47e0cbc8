import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Lines } from '../../complaints/web/case/Lines.tsx';
import { useSession } from '../../people/web/use-session.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../talk-figures-contract.ts';
import { useReadTalksAgain, useTalkRule } from './use-talks.ts';

/** The rule under which others see figures of a person: everybody reads whether there is one. */
export function TalkRulePanel() {
  const t = useWords('assist');
  const { may } = useSession();
  const { data, error } = useTalkRule();
  const readAgain = useReadTalksAgain();
  const end = useAct(async () => {
    if (!(await confirmAct({ title: t('talk.rule.endSure'), text: t('talk.rule.endText'), act: t('talk.rule.end') })))
      return;
    await call<typeof contract.endRule>('DELETE /api/talk-rule');
    await readAgain();
  });
  const rule = data?.rule;
  const records = may('talk.rule');
  return (
    <Panel title={t('talk.rule.title')}>
      <ProblemNote error={error ?? end.error} />
      {rule ? (
        <>
          <p>{t('talk.rule.on')}</p>
          <Lines
            rows={[
              [t('talk.rule.documentNumber'), rule.documentNumber],
              [t('talk.rule.consultedOn'), rule.consultedOn],
              [t('talk.rule.notifiedOn'), rule.notifiedOn],
              [t('talk.rule.recordedBy'), `${rule.recordedBy?.name ?? ''} ${formatTime(rule.recordedAt)}`],
            ]}
          />
          {records && (
            <Button size="small" loading={end.busy} onClick={() => void end.run()}>
              {t('talk.rule.end')}
            </Button>
          )}
        </>
      ) : (
        <>
          {data && <p>{t('talk.rule.off')}</p>}
          {data && records && <RuleForm />}
        </>
      )}
    </Panel>
  );
}

function RuleForm() {
  const t = useWords('assist');
  const readAgain = useReadTalksAgain();
  const [values, setValues] = useState({ documentNumber: '', consultedOn: '', notifiedOn: '' });
  const act = useAct(async () => {
    await call<typeof contract.recordRule>('POST /api/talk-rule', { input: values });
    await readAgain();
  });
  return (
    <>
      <div className="fields">
        {(['documentNumber', 'consultedOn', 'notifiedOn'] as const).map((name) => (
          <Field key={name} label={t(`talk.rule.${name}`)} required>
            <Input
              type={name === 'documentNumber' ? 'text' : 'date'}
              maxLength={100}
              value={values[name]}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </Field>
        ))}
      </div>
      <ProblemNote error={act.error} />
      <Button
        type="primary"
        loading={act.busy}
        disabled={!Object.values(values).every((value) => value.trim())}
        onClick={() => void act.run()}
      >
        {t('talk.rule.record')}
      </Button>
    </>
  );
}
