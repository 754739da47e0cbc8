import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { fenOf, formatMoney } from '../../../base/web/money.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { isMatter } from '../../approval-of.ts';
import type * as contract from '../../closing-contract.ts';
import { ActForm } from './ActForm.tsx';
import { titleOf, useCase } from './case-context.ts';
import { DecisionFields, decisionLacks, undecided } from './Decision.tsx';
import { ChipsField, PickField, TextField, useFields, WhenField, YuanField } from './fields.tsx';
import { By, When } from './Lines.tsx';
import { type RecordOf, recordsOf } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';
import type { Flow } from './use-flow.ts';

type Asks = 'authorisation' | 'special';

/** 授权申请、特殊事项: what one may promise alone, what was asked for beyond it, and the answers. */
export function FlowAuthority({ flow }: { flow: Flow }) {
  const t = useWords('complaints');
  const { view, pack, can } = useCase();
  const [form, setForm] = useState<Asks | null>(null);
  const requests = recordsOf(view, 'approval-request').filter(({ data }) => isMatter(data.of));
  const answers = recordsOf(view, 'approval').filter(({ data }) => isMatter(data.of));
  const { fen, promises } = flow.authority;
  const mayAsk = can('askApproval');
  if (!requests.length && !mayAsk && fen === null) return null;
  return (
    <section aria-label={t('flow.authority')}>
      <h3 className="case-h3">{t('flow.authority')}</h3>
      {fen !== null && view.stage !== 'closed' && (
        <p className="case-hint">
          {t('flow.yourLimit', { amount: formatMoney(fen) })}
          {promises &&
            t('flow.yourPromises', {
              remedies: promises.map((key) => titleOf(pack.remedies, key)).join(t('case.comma')),
            })}
        </p>
      )}
      {requests.map((request) => (
        <Request
          key={request.id}
          request={request}
          answers={answers.filter(({ data }) => data.requestId === request.id)}
          waiting={flow.matters.find(({ id }) => id === request.id)}
        />
      ))}
      {mayAsk && form === null && (
        <div className="case-keys">
          {flow.askable.includes('authorisation') && (
            <Button size="small" onClick={() => setForm('authorisation')}>
              {t('flow.askAuthorisation')}
            </Button>
          )}
          {flow.askable.includes('special') && (
            <Button size="small" onClick={() => setForm('special')}>
              {t('flow.askSpecial')}
            </Button>
          )}
        </div>
      )}
      {form !== null && <AskForm of={form} close={() => setForm(null)} />}
    </section>
  );
}

function Request({
  request,
  answers,
  waiting,
}: {
  request: RecordOf<'approval-request'>;
  answers: readonly RecordOf<'approval'>[];
  waiting: Flow['matters'][number] | undefined;
}) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const { of, what, note, amountFen, remedy, matter } = request.data;
  return (
    <div className="case-order">
      <p className="wrap">
        <Chip tone={waiting ? 'warn' : 'quiet'} text={t(`flow.of.${of}`)} />
        {matter && <Chip text={titleOf(pack.special as { key: string; title: string }[], matter)} />}
        {remedy && <Chip text={titleOf(pack.remedies, remedy)} />}
        {typeof amountFen === 'number' && <strong>{formatMoney(amountFen)}</strong>}
        <bdi>{what}</bdi>
        <By by={request.by} at={request.at} />
      </p>
      {note && (
        <p className="case-body">
          <bdi>{note}</bdi>
        </p>
      )}
      {answers.map((answer) => (
        <p key={answer.id} className="wrap">
          <Chip
            tone={answer.data.approved ? 'good' : 'bad'}
            text={t(answer.data.approved ? 'flow.given' : 'flow.declined')}
          />
          {answer.data.alone && <Chip tone="warn" text={t('case.approvedAlone')} />}
          {typeof answer.data.amountFen === 'number' && <strong>{formatMoney(answer.data.amountFen)}</strong>}
          <bdi>{answer.data.note}</bdi>
          {answer.data.until && (
            <span className="quiet">
              {t('flow.until')} <When at={answer.data.until} />
            </span>
          )}
          <By by={answer.by} at={answer.at} />
        </p>
      ))}
      {waiting && !waiting.mine && (
        <p className="case-hint">
          {t('flow.waitsFor', { posts: waiting.posts.map(({ title }) => title).join(t('case.comma')) })}
        </p>
      )}
      {waiting?.mine && <AnswerForm request={request} />}
    </div>
  );
}

function AskForm({ of, close }: { of: Asks; close: () => void }) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const act = useCaseAct();
  const { values, put } = useFields({
    what: '',
    yuan: '',
    remedy: null as string | null,
    matter: null as string | null,
    note: '',
  });
  const matters = pack.special.flatMap(({ key, title }) => (title ? [{ key, title }] : []));
  const isSpecial = of === 'special';
  const wrong = values.yuan.trim() !== '' && fenOf(values.yuan) === null;
  const send = async (): Promise<void> => {
    const { what, remedy, matter, note } = values;
    const input = { of, what, note, amountFen: fenOf(values.yuan), remedy, matter };
    if (await act.run<typeof contract.askApproval>('POST /api/complaints/:id/approval-requests', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t(isSpecial ? 'flow.askSpecial' : 'flow.askAuthorisation')}
      lacking={wrong || !values.what.trim() || (isSpecial && matters.length > 0 && !values.matter)}
      onSubmit={() => void send()}
      onCancel={close}
    >
      {isSpecial && matters.length > 0 && (
        <ChipsField
          label={t('flow.matter')}
          required
          choices={matters}
          value={values.matter}
          onChange={(matter) => put({ matter })}
        />
      )}
      <TextField
        label={t('flow.what')}
        required
        rows={2}
        max={500}
        autoFocus
        value={values.what}
        onChange={(what) => put({ what })}
      />
      <YuanField
        label={t('flow.amount')}
        wrong={t('flow.amountWrong')}
        value={values.yuan}
        onChange={(yuan) => put({ yuan })}
      />
      {!isSpecial && (
        <PickField
          label={t('flow.remedy')}
          clear
          choices={pack.remedies}
          value={values.remedy}
          onChange={(remedy) => put({ remedy })}
        />
      )}
      <TextField label={t('flow.why')} rows={2} max={1000} value={values.note} onChange={(note) => put({ note })} />
    </ActForm>
  );
}

function AnswerForm({ request }: { request: RecordOf<'approval-request'> }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { of, amountFen = null } = request.data;
  const { values, put } = useFields({ ...undecided(amountFen), until: null as string | null });
  const send = async (): Promise<void> => {
    const input = {
      of,
      requestId: request.id,
      approved: values.approved === 'yes',
      amountFen: fenOf(values.yuan),
      note: values.note,
      until: values.until,
    };
    await act.run<typeof contract.approve>('POST /api/complaints/:id/approvals', { input });
  };
  return (
    <ActForm act={act} submit={t('flow.answer')} lacking={decisionLacks(values)} onSubmit={() => void send()}>
      <DecisionFields values={values} put={put}>
        {of !== 'special' && (
          <WhenField label={t('flow.untilOptional')} value={values.until} onChange={(until) => put({ until })} />
        )}
      </DecisionFields>
    </ActForm>
  );
}
