import { Button, Input, Select } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import { call, newKey } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime, useNow } from '../../base/web/when.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { DateTime } from '../../ui/DateTime.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { EntryLines } from './EntryLines.tsx';
import { useDraft, useReadShiftsAgain } from './use-shifts.ts';
import './shifts.css';

type Whose = 'mine' | 'store';
interface OfCase {
  readonly words: string;
  readonly ownerId: string;
}
const NOTHING: OfCase = { words: '', ownerId: '' };

/** 交班: what the next one must know of, with words, to whoever takes over. */
export function HandOverForm({ storeId, onDone }: { storeId: string; onDone: (id: string) => void }) {
  const t = useWords('shifts');
  const readAgain = useReadShiftsAgain();
  const now = new Date(useNow(60_000)).toISOString();
  const [whose, setWhose] = useState<Whose>('mine');
  const [until, setUntil] = useState<string | null>(null);
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [words, setWords] = useState('');
  const [cases, setCases] = useState<Readonly<Record<string, OfCase>>>({});
  const [tried, setTried] = useState(false);
  // the same request however often it is sent
  const key = useRef(newKey());
  const draft = useDraft({ storeId, whose, until });
  const { data } = draft;
  const takerIds = chosen ?? data?.takers.map(({ id }) => id) ?? [];
  const change = (id: string, part: Partial<OfCase>) =>
    setCases({ ...cases, [id]: { ...NOTHING, ...cases[id], ...part } });
  const hand = useAct(async () => {
    if (!data) return;
    const named = data.entries.flatMap(({ row }) => {
      const of = cases[row.id];
      return of && (of.words.trim() || of.ownerId)
        ? [{ id: row.id, words: of.words, ownerId: of.ownerId || null }]
        : [];
    });
    const made = await call<typeof contract.handOver>('POST /api/shifts', {
      input: { storeId, whose, until: data.until, takerIds: [...takerIds], words, cases: named },
      key: key.current,
    });
    key.current = newKey();
    say(t('shift.handed', { count: made.cases }));
    readAgain();
    onDone(made.id);
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (takerIds.length) void hand.run();
  };
  if (!data) return <ProblemNote error={draft.error} />;
  return (
    <form className="stack" onSubmit={send} noValidate>
      <ProblemNote error={hand.error ?? draft.error} />
      <Panel title={t('shift.give')}>
        <div className="fields">
          <Field label={t('shift.whose')}>
            <select className="select" value={whose} onChange={(event) => setWhose(event.target.value as Whose)}>
              <option value="mine">{t('shift.mine')}</option>
              <option value="store">{t('shift.whole')}</option>
            </select>
          </Field>
          <Field label={t('shift.until')} hint={t(`shift.untilBy.${data.untilBy}`)}>
            <DateTime value={until ?? data.until} onChange={setUntil} />
          </Field>
          <Field
            label={t('shift.takers')}
            hint={t('shift.takersHint')}
            {...(tried && takerIds.length === 0 && { error: t('shift.noTakers') })}
            required
          >
            <Select
              mode="multiple"
              maxCount={10}
              placeholder={t('shift.addTaker')}
              showSearch={{ optionFilterProp: 'label' }}
              value={[...takerIds]}
              options={data.people.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setChosen}
            />
          </Field>
          <div className="wide">
            <Field label={t('shift.words')} hint={t('shift.wordsHint')}>
              <Input.TextArea
                value={words}
                maxLength={2000}
                autoSize={{ minRows: 2, maxRows: 8 }}
                onChange={(event) => setWords(event.target.value)}
              />
            </Field>
          </div>
        </div>
      </Panel>
      <Panel
        title={t('shift.list')}
        extra={
          <>
            <span>{t('shift.cases', { count: data.entries.length })}</span>
            <span>{t('shift.dueBefore', { time: formatTime(data.until) })}</span>
          </>
        }
      >
        {data.entries.length === 0 && <Empty title={t('shift.empty')} text={t('shift.emptyText')} />}
        {data.more && <p className="note note-warn">{t('shift.more')}</p>}
        <ol className="shift-entries">
          {data.entries.map((entry) => {
            const of = cases[entry.row.id] ?? NOTHING;
            return (
              <li key={entry.row.id} className="shift-entry">
                <EntryLines entry={entry} at={now} />
                <div className="shift-entry-fields no-print">
                  <Input
                    value={of.words}
                    maxLength={500}
                    placeholder={t('shift.perCase')}
                    aria-label={`${t('shift.perCase')} ${entry.row.number}`}
                    onChange={(event) => change(entry.row.id, { words: event.target.value })}
                  />
                  <select
                    className="select"
                    value={of.ownerId}
                    aria-label={`${t('shift.newOwner')} ${entry.row.number}`}
                    onChange={(event) => change(entry.row.id, { ownerId: event.target.value })}
                  >
                    <option value="">{t('shift.ownerStays')}</option>
                    {data.people
                      .filter(({ id }) => id !== entry.owner?.id)
                      .map(({ id, name }) => (
                        <option key={id} value={id}>
                          {t('shift.newOwner')} {name}
                        </option>
                      ))}
                  </select>
                </div>
              </li>
            );
          })}
        </ol>
      </Panel>
      <div className="wrap shift-foot">
        <Button type="primary" htmlType="submit" loading={hand.busy}>
          {t('shift.hand')}
        </Button>
        <Button onClick={() => window.print()}>{t('shift.print')}</Button>
      </div>
    </form>
  );
}
