import { useWords } from '../../../base/web/i18n.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { isCloseKind } from '../../approval-of.ts';
import { approversOf } from '../../closing.ts';
import type * as contract from '../../closing-contract.ts';
import type { CloseKind } from '../../complaint.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, NoteField, useFields } from './fields.tsx';
import { heldOf } from './holds-any.ts';
import { By } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { recordsOf, waitingApproval } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** Requests for a yes to closing, and the answers. */
export function Approvals({ as }: { as: CloseKind }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { one, post } = useSpell();
  const { staff } = useSession();
  const asked = recordsOf(view, 'approval-request').filter(({ data }) => isCloseKind(data.of));
  const given = recordsOf(view, 'approval').filter(({ data }) => isCloseKind(data.of));
  const posts = approversOf(pack, view, as);
  const waiting = waitingApproval(view);
  const settled = given.findLast((answer) => answer.data.of === as)?.data.approved ?? false;
  const asksFor = waiting?.of ?? (settled ? null : as);
  // one answers for a post that the pack names for this way
  const isConcerned = view.owner?.id === staff.id || waiting?.by?.id === staff.id;
  const mayAnswer =
    asksFor !== null && heldOf(staff.posts, approversOf(pack, view, asksFor) ?? [], view.storeId).length > 0;
  if (asked.length === 0 && given.length === 0 && (!posts || view.stage === 'closed')) return null;
  return (
    <section aria-label={t('case.approvals')}>
      <h3 className="case-h3">{t('case.approvals')}</h3>
      {posts && view.stage !== 'closed' && (
        <p className="case-hint">{t('case.approvalBy', { posts: posts.map(post).join(t('case.comma')) })}</p>
      )}
      {asked.map((record) => (
        <p key={record.id} className="wrap">
          <Chip text={t('case.approvalAsked', { as: one('closeKind', record.data.of) })} />
          <bdi>{record.data.note}</bdi>
          <By by={record.by} at={record.at} />
        </p>
      ))}
      {given.map((record) => (
        <p key={record.id} className="wrap">
          <Chip
            tone={record.data.approved ? 'good' : 'bad'}
            text={t(record.data.approved ? 'case.approvedAs' : 'case.refusedAs', {
              as: one('closeKind', record.data.of),
            })}
          />
          {record.data.alone && <Chip tone="warn" text={t('case.approvedAlone')} />}
          <bdi>{record.data.note}</bdi>
          <By by={record.by} at={record.at} />
        </p>
      ))}
      {view.stage !== 'closed' && mayAnswer && isConcerned && <p className="case-hint">{t('case.approveConcerned')}</p>}
      {view.stage !== 'closed' && (
        <div className="case-keys">
          {posts && !waiting && !settled && (
            <ActToggle act="askApproval">{(close) => <AskForm as={as} close={close} />}</ActToggle>
          )}
          {mayAnswer && (
            <ActToggle act="approve" startOpen={waiting !== null && !isConcerned}>
              {(close) => <ApproveForm as={asksFor} close={close} />}
            </ActToggle>
          )}
        </div>
      )}
    </section>
  );
}

function AskForm({ as, close }: { as: CloseKind; close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ note: '' });
  const send = async (): Promise<void> => {
    if (
      await act.run<typeof contract.askApproval>('POST /api/complaints/:id/approval-requests', {
        input: { of: as, note: values.note },
      })
    )
      close();
  };
  return (
    <ActForm act={act} submit={t('case.acts.askApproval')} onSubmit={() => void send()} onCancel={close}>
      <NoteField value={values.note} onChange={(note) => put({ note })} />
    </ActForm>
  );
}

function ApproveForm({ as, close }: { as: CloseKind; close: () => void }) {
  const t = useWords('complaints');
  const { one } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields({ approved: null as 'yes' | 'no' | null, note: '' });
  const send = async (): Promise<void> => {
    const input = { of: as, approved: values.approved === 'yes', note: values.note };
    if (await act.run<typeof contract.approve>('POST /api/complaints/:id/approvals', { input })) close();
  };
  const choices = [
    { key: 'yes', title: t('case.approveYes') },
    { key: 'no', title: t('case.approveNo') },
  ] as const;
  return (
    <ActForm
      act={act}
      submit={t('case.acts.approve')}
      lacking={!values.approved || (values.approved === 'no' && !values.note.trim())}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.approveLabel', { as: one('closeKind', as) })}
        required
        choices={choices}
        value={values.approved}
        onChange={(approved) => put({ approved })}
      />
      <NoteField value={values.note} onChange={(note) => put({ note })} />
    </ActForm>
  );
}
