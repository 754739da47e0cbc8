import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useId, useRef, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatDay, formatTime } from '../../../base/web/when.ts';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import type { FindingView } from '../../../policies/contract.ts';
import { DifferencePart } from '../../../policies/web/DifferencePart.tsx';
import { FindingList } from '../../../policies/web/FindingList.tsx';
import '../../../policies/web/policy.css';
import '../../../policies/web/drafts.css';
import {
  importDraft,
  makeDraft,
  type ShippedItem,
  useDrafts,
  useEditionDifference,
  useReadDraftsAgain,
  useShipped,
} from '../../../policies/web/use-drafts.ts';
import { useEditions } from '../../../policies/web/use-policy.ts';
import { Chip, type Tone } from '../../../ui/Chip.tsx';
import { useAct } from '../../../ui/confirm-act.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';
import { EditionMoving } from '../policy/MovingPart.tsx';

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

/** Begins a draft and goes to it. */
function useBegin() {
  const navigate = useNavigate();
  const readAgain = useReadDraftsAgain();
  return useAct(async (given: Parameters<typeof makeDraft>[0]) => {
    const { id } = await makeDraft(given);
    await readAgain();
    await navigate({ to: '/policy/drafts/$id', params: { id } });
  });
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
      <ul className="policy-rows">
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

function EditionsPanel({ storeId, mayDraft }: { storeId: string | null; mayDraft: boolean }) {
  const t = useWords('policies');
  const editions = useEditions();
  const begin = useBegin();
  const items = editions.data?.items ?? [];
  return (
    <Panel title={t('page.editions')} id="editions">
      <ProblemNote error={editions.error ?? begin.error} />
      <ul className="policy-rows">
        {items.map((one) => (
          <li key={one.id} className="policy-row">
            <span className="policy-row-name">
              <Link to="/policy" search={{ edition: one.id }}>
                {one.title} {t('page.edition', { edition: one.edition })}
              </Link>
              {one.current && <Chip tone="good" text={t('editor.inForce')} />}
            </span>
            <span className="quiet">{t('editor.publishedAt', { time: formatTime(one.publishedAt) })}</span>
            <span className="policy-row-acts">
              <a
                className="file-link"
                href={`/api/policy/editions/${one.id}/file`}
                download
                aria-label={t('editor.exportOf', {
                  title: `${one.title} ${t('page.edition', { edition: one.edition })}`,
                })}
              >
                <DownloadOutlined aria-hidden /> {t('editor.export')}
              </a>
              {mayDraft && (
                <Button
                  size="small"
                  loading={begin.busy}
                  aria-label={t('editor.changeOf', {
                    title: `${one.title} ${t('page.edition', { edition: one.edition })}`,
                  })}
                  onClick={() => void begin.run({ from: 'edition', editionId: one.id, storeId })}
                >
                  {t('editor.change')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {items.length > 1 && <Compare items={items} />}
    </Panel>
  );
}

interface EditionItem {
  readonly id: string;
  readonly title: string;
  readonly edition: number;
}

/** Two editions in words. */
function Compare({ items }: { items: readonly EditionItem[] }) {
  const t = useWords('policies');
  const [newer, setNewer] = useState(items[0]?.id ?? '');
  const [older, setOlder] = useState(items[1]?.id ?? '');
  const [asked, setAsked] = useState(false);
  const options = items.map(({ id, title, edition }) => (
    <option key={id} value={id}>
      {title} {t('page.edition', { edition })}
    </option>
  ));
  return (
    <section className="compare">
      <h3>{t('editor.compare')}</h3>
      <div className="fields">
        <Field label={t('editor.older')}>
          <select className="select" value={older} onChange={(event) => setOlder(event.target.value)}>
            {options}
          </select>
        </Field>
        <Field label={t('editor.newer')}>
          <select className="select" value={newer} onChange={(event) => setNewer(event.target.value)}>
            {options}
          </select>
        </Field>
      </div>
      {asked ? (
        <Compared newer={newer} older={older} />
      ) : (
        <Button onClick={() => setAsked(true)}>{t('editor.compareAct')}</Button>
      )}
    </section>
  );
}

function Compared({ newer, older }: { newer: string; older: string }) {
  const found = useEditionDifference(newer, older);
  if (found.error) return <ProblemNote error={found.error} />;
  return found.data ? <DifferencePart view={found.data} /> : <Loading />;
}

function ShippedPanel({ storeId, mayDraft }: { storeId: string | null; mayDraft: boolean }) {
  const t = useWords('policies');
  const shipped = useShipped();
  const begin = useBegin();
  const items = shipped.data?.items ?? [];
  const bases = items.filter(({ addOn }) => !addOn);
  return (
    <Panel title={t('editor.shipped')} id="shipped">
      <p className="quiet">{t('editor.shippedText')}</p>
      <ProblemNote error={shipped.error ?? begin.error} />
      {!shipped.data && !shipped.error && <Loading />}
      <ul className="policy-cards">
        {items.map((pack) => (
          <ShippedCard
            key={pack.key}
            pack={pack}
            bases={bases}
            busy={begin.busy}
            onCopy={
              mayDraft
                ? (base) =>
                    void begin.run({ from: 'pack', packKey: pack.key, storeId, ...(base === null ? {} : { base }) })
                : null
            }
          />
        ))}
      </ul>
    </Panel>
  );
}

function ShippedCard({
  pack,
  bases,
  busy,
  onCopy,
}: {
  pack: ShippedItem;
  bases: readonly ShippedItem[];
  busy: boolean;
  onCopy: ((base: string | null) => void) | null;
}) {
  const t = useWords('policies');
  const [base, setBase] = useState(bases[0]?.key ?? '');
  const id = useId();
  return (
    <li className="policy-card" aria-labelledby={id}>
      <h3 id={id}>{pack.title}</h3>
      <p className="quiet">{pack.trade}</p>
      <p className="policy-card-purpose">{pack.purpose}</p>
      <span className="wrap">
        {pack.adoptable ? (
          <Chip tone="good" text={t('editor.complete')} />
        ) : (
          <Chip tone="warn" text={t('editor.stillToFill', { count: pack.stopping })} />
        )}
        {pack.addOn && <Chip tone="info" text={t('editor.addOn')} />}
      </span>
      {onCopy && (
        <div className="policy-card-foot">
          {pack.addOn && (
            <select
              className="select"
              aria-label={t('editor.baseOf', { title: pack.title })}
              value={base}
              onChange={(event) => setBase(event.target.value)}
            >
              {bases.map((one) => (
                <option key={one.key} value={one.key}>
                  {one.title}
                </option>
              ))}
            </select>
          )}
          <Button
            disabled={busy}
            aria-label={t('editor.copyOf', { title: pack.title })}
            onClick={() => onCopy(pack.addOn ? base : null)}
          >
            {t('editor.copy')}
          </Button>
        </div>
      )}
    </li>
  );
}
