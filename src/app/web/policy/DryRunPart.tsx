import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import { KINDS, type Kind } from '../../../complaints/complaint.ts';
import type { DryRun } from '../../../complaints/dry-run.ts';
import type { Pack } from '../../../policies/pack.ts';
import { usePolicy } from '../../../policies/web/use-policy.ts';
import { DateTime } from '../../../ui/DateTime.tsx';
import { Field } from '../../../ui/Field.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type { Checker } from './checker.ts';
import type { Option } from './form/form.ts';

export interface DryRunProps {
  /** Null while the draft's shape is wrong. */
  pack: Pack | null;
  storeId: string | null;
  checker: Checker;
  channels: readonly Option[];
  categories: readonly Option[];
}

/** A pasted complaint through the draft and through the edition in force, side by side. Nothing is kept. */
export function DryRunPart({ pack, storeId, checker, channels, categories }: DryRunProps) {
  const t = useWords('policies');
  const current = usePolicy({ storeId }).data;
  const [words, setWords] = useState('');
  const [kind, setKind] = useState<Kind>('complaint');
  const [channel, setChannel] = useState('');
  const [category, setCategory] = useState('');
  const [at, setAt] = useState<string | null>(() => new Date().toISOString());
  const [tried, setTried] = useState<string | null>(null);
  const [runs, setRuns] = useState<readonly DryRun[] | null>(null);
  const [error, setError] = useState<unknown>(null);

  // after the first time it follows the draft
  useEffect(() => {
    if (tried === null || !pack) return;
    let wanted = true;
    const packs = current ? [pack, current.pack as unknown as Pack] : [pack];
    checker
      .ask({
        kind: 'dry-run',
        packs,
        given: {
          words: tried,
          kind,
          channel: channel || null,
          source: null,
          category: category || null,
          severity: null,
          at: new Date(at ?? Date.now()),
        },
      })
      .then((answer) => {
        if (wanted && 'runs' in answer) setRuns(answer.runs);
        if (wanted) setError(null);
      })
      .catch((fault) => wanted && setError(fault));
    return () => {
      wanted = false;
    };
  }, [tried, pack, current, kind, channel, category, at, checker]);

  if (!pack) return <p className="note note-warn">{t('editor.dryRunNotYet')}</p>;
  return (
    <div className="stack dry-run">
      <p className="quiet">{t('editor.dryRunHint')}</p>
      <Field label={t('editor.dryWords')}>
        <textarea
          className="select dry-words"
          rows={4}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) setTried(words);
          }}
        />
      </Field>
      <div className="fields">
        <Choice label={t('complaints.kinds')} value={kind} onChange={(value) => setKind(value as Kind)}>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`complaints:kinds.${one}`)}
            </option>
          ))}
        </Choice>
        <Choice label={t('complaints.channels')} value={channel} onChange={setChannel}>
          <option value="">{t('editor.firstChannel')}</option>
          {channels.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Choice>
        <Choice label={t('complaints.categories')} value={category} onChange={setCategory}>
          <option value="">{t('editor.byWords')}</option>
          {categories.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Choice>
        <Field label={t('editor.receivedAt')}>
          <DateTime value={at} onChange={setAt} />
        </Field>
      </div>
      <Button type="primary" disabled={words.trim() === ''} onClick={() => setTried(words)}>
        {t('editor.dryRunAct')}
      </Button>
      <ProblemNote error={error} />
      {runs?.[0] && <Outcome draft={runs[0]} current={runs[1] ?? null} />}
    </div>
  );
}

function Choice({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <Field label={label}>
      <select className="select" value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </Field>
  );
}

/** Draft on the left, what is in force on the right; what differs is marked. */
function Outcome({ draft, current }: { draft: DryRun; current: DryRun | null }) {
  const t = useWords('policies');
  const rows = useRows();
  const [left, right] = [rows(draft), current ? rows(current) : null];
  const keys = [...new Set([...left, ...(right ?? [])].map(({ key }) => key))];
  const find = (list: readonly Row[] | null, key: string) => list?.find((row) => row.key === key);
  return (
    <table className="table dry-table">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('editor.thisDraft')}</th>
          {current && (
            <th scope="col">
              {t('page.current')}
              <div className="quiet">{t('page.edition', { edition: current.pack.edition })}</div>
            </th>
          )}
        </tr>
      </thead>
      <tbody aria-live="polite">
        {keys.map((key) => {
          const [mine, theirs] = [find(left, key), find(right, key)];
          const differs = current !== null && mine?.text !== theirs?.text;
          return (
            <tr key={key} className={differs ? 'dry-differs' : ''}>
              <th scope="row">
                {mine?.title ?? theirs?.title}
                {differs && <div className="dry-mark">{t('editor.differs')}</div>}
              </th>
              <td>{mine?.text || <span className="quiet">{t('page.none')}</span>}</td>
              {current && <td>{theirs?.text || <span className="quiet">{t('page.none')}</span>}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface Row {
  readonly key: string;
  readonly title: string;
  readonly text: string;
}

function useRows(): (run: DryRun) => Row[] {
  const t = useWords('policies');
  const comma = t('base:common.listComma');
  const heard = (run: DryRun) =>
    run.because.map(({ title, words }) => (words ? t('editor.heard', { title, words }) : title)).join(comma);
  const row = (key: string, text: string, title = t(`editor.dryRows.${key}`)): Row => ({ key, title, text });
  return (run) => [
    row('severity', [run.severity.title, heard(run)].filter(Boolean).join(t('base:common.colon'))),
    row(
      'category',
      run.category ? [run.category.title, run.category.because].filter(Boolean).join(t('base:common.colon')) : '',
    ),
    row('joins', run.joins.join(comma)),
    ...run.clocks.map((clock) => row(`clock ${clock.key}`, formatTime(clock.dueAt), clock.title)),
    row('later', run.later.map(({ title }) => title).join(comma)),
    row('ladder', run.ladder.map(({ title }) => title).join(' → ')),
    row('department', run.department ?? ''),
    row('finalReply', run.finalReply.join(comma)),
    row('missing', run.missing.join(comma)),
    row(
      'needs',
      [
        ...run.needs.map((need) => t(`complaints.needs.${need}`)),
        ...run.also.map((need) => t(`difference.values.${need}`, { defaultValue: need })),
      ].join(comma),
    ),
    row('approvers', run.approvers.join(comma)),
  ];
}
