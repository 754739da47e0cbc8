import { PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatDay, formatTime } from '../../../base/web/when.ts';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import type { FindingView } from '../../../policies/contract.ts';
import { FindingList } from '../../../policies/web/FindingList.tsx';
import '../../../policies/web/policy.css';
import '../../../policies/web/drafts.css';
import { importDraft, useDrafts, useReadDraftsAgain } from '../../../policies/web/use-drafts.ts';
import { useEditions } from '../../../policies/web/use-policy.ts';
import { Chip, type Tone } from '../../../ui/Chip.tsx';
import { useAct } from '../../../ui/confirm-act.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';
import { EditionsPanel } from '../policy/EditionsPanel.tsx';
import { EditionMoving } from '../policy/MovingPart.tsx';
import { ShippedPanel } from '../policy/ShippedPanel.tsx';
import { useBegin } from '../policy/use-begin.ts';

export const STATE_TONES: Readonly<Record<string, Tone>> = {
  drafting: 'info',
  asked: 'warn',
  approved: 'good',
  declined: 'bad',
  published: 'good',
  discarded: 'quiet',
};

/** All that a policy was, is and may become: drafts, editions, and the packs that come with the desk. */
export function PolicyDrafts() {
  const t = useWords('policies');
  const [findings, setFindings] = useState<readonly FindingView[]>([]);
  const { may } = useSession();
  const [storeId, setStoreId] = useState<string | null>(null);
  const begin = useBegin();
  const mayDraft = may('policy.draft');
  const current = useEditions().data?.items.find((one) => one.current);
  return (
    <Page
      title={t('editor.listTitle')}
      lead={t('editor.listLead')}
      actions={
        <>
          <Link to="/policy">{t('page.current')}</Link>
          {mayDraft && <ForStore value={storeId} onChange={setStoreId} />}
          {mayDraft && <ImportKey storeId={storeId} onFindings={setFindings} />}
          {mayDraft && (
            <Button
              icon={<PlusOutlined aria-hidden />}
              loading={begin.busy}
              onClick={() => void begin.run({ from: 'empty', storeId })}
            >
              {t('editor.beginEmpty')}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        <ProblemNote error={begin.error} />
        {findings.length > 0 && (
          <Panel title={t('editor.importFindings')}>
            <FindingList findings={findings} where={(path) => path} />
          </Panel>
        )}
        <DraftsPanel />
        <EditionsPanel storeId={storeId} mayDraft={mayDraft} />
        {current && may('policy.publish') && (
          <Panel title={t('editor.moving.title')} id="moving" collapsed>
            <EditionMoving id={current.id} />
          </Panel>
        )}
        <ShippedPanel storeId={storeId} mayDraft={mayDraft} />
      </div>
    </Page>
  );
}

/** A draft counts for all stores, or for one. */
function ForStore({ value, onChange }: { value: string | null; onChange: (storeId: string | null) => void }) {
  const t = useWords('policies');
  const { staff, may } = useSession();
  const [here] = useStore();
  const stores = staff.stores.filter(({ id }) => may('policy.draft', id));
  if (stores.length < 2 && !here) return null;
  return (
    <select
      className="select policy-edition"
      aria-label={t('editor.forStore')}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{t('editor.allStores')}</option>
      {stores.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function ImportKey({
  storeId,
  onFindings,
}: {
  storeId: string | null;
  onFindings: (findings: readonly FindingView[]) => void;
}) {
  const t = useWords('policies');
  const navigate = useNavigate();
  const readAgain = useReadDraftsAgain();
  const input = useRef<HTMLInputElement>(null);
  const taken = useAct(async (file: File) => {
    const reply = await importDraft(await file.text(), storeId);
    await readAgain();
    if (reply.id !== null) await navigate({ to: '/policy/drafts/$id', params: { id: reply.id } });
    else onFindings(reply.findings);
  });
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,text/yaml"
        hidden
        aria-label={t('editor.import')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void taken.run(file);
        }}
      />
      <Button icon={<UploadOutlined aria-hidden />} loading={taken.busy} onClick={() => input.current?.click()}>
        {t('editor.import')}
      </Button>
      <ProblemNote error={taken.error} />
    </>
  );
}

function DraftsPanel() {
  const t = useWords('policies');
  const [all, setAll] = useState(false);
  const drafts = useDrafts(all);
  const items = drafts.data?.items ?? [];
  return (
    <Panel
      title={t('editor.drafts')}
      id="drafts"
      extra={
        <label className="tickbox">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {t('editor.showAll')}
        </label>
      }
    >
      <ProblemNote error={drafts.error} />
      {!drafts.data && !drafts.error && <Loading />}
      {drafts.data && items.length === 0 && <Empty title={t('editor.noDrafts')} text={t('editor.noDraftsText')} />}
      <ul className="rows">
        {items.map((draft) => (
          <li key={draft.id} className="policy-row">
            <span className="policy-row-name">
              <Link to="/policy/drafts/$id" params={{ id: draft.id }}>
                {draft.title}
              </Link>
              <Chip tone={STATE_TONES[draft.state] ?? 'quiet'} text={t(`drafts.states.${draft.state}`)} />
              {draft.storeName && <Chip text={draft.storeName} />}
            </span>
            <span className="quiet">
              {draft.validFrom
                ? t('editor.validFrom', { day: formatDay(draft.validFrom) })
                : t('editor.changedBy', {
                    name: draft.changedBy ?? t('editor.somebody'),
                    time: formatTime(draft.changedAt),
                  })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
