import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import type * as search from '../../complaints/search-contract.ts';
import type { Hit } from '../../complaints/search-contract.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { numbersIn } from '../incident.ts';
import { LinkReport } from './LinkReport.tsx';
import { linkMany, type Outcome, useReadIncidentsAgain } from './use-incidents.ts';

/** Numbers are linked at once; anything else is searched for, and one chooses. */
export function AddCases({ incidentId }: { incidentId: string }) {
  const t = useWords('incidents');
  const readAgain = useReadIncidentsAgain();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly Hit[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [report, setReport] = useState<readonly Outcome[] | null>(null);
  const numbers = numbersIn(typed);
  const link = useAct(async (given: { ids?: readonly string[]; numbers?: readonly string[] }) => {
    try {
      setReport(await linkMany(incidentId, given, (done, total) => setProgress({ done, total })));
      setTyped('');
      setFound(null);
      setChosen(new Set());
    } finally {
      setProgress(null);
      await readAgain();
    }
  });
  const find = useAct(async () => {
    const { items } = await call<typeof search.search>('GET /api/search', { input: { q: typed.trim(), limit: 20 } });
    setChosen(new Set());
    setFound(items);
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setReport(null);
    if (numbers.length) void link.run({ numbers: numbers.slice(0, 200) });
    else if (typed.trim()) void find.run();
  };
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <div className="incident-add no-print">
      <form className="incident-add-form" onSubmit={send}>
        <Field label={t('cases.addLabel')} hint={t('cases.addHint')}>
          <Input
            value={typed}
            maxLength={numbers.length ? 4000 : 100}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <Button htmlType="submit" loading={find.busy || link.busy} disabled={!typed.trim()}>
          {numbers.length ? t('cases.link', { count: numbers.length }) : t('cases.find')}
        </Button>
      </form>
      <ProblemNote error={find.error ?? link.error} />
      {progress && (
        <p role="status" className="quiet">
          {t('cases.working', progress)}
        </p>
      )}
      {report && <LinkReport items={report} />}
      {found && (
        <div role="status" className="quiet">
          {found.length ? t('cases.found', { count: found.length }) : t('cases.nothing')}
        </div>
      )}
      {found && found.length > 0 && (
        <>
          <ul className="rows incident-found">
            {found.map(({ row }) => (
              <li key={row.id}>
                <label>
                  <input
                    type="checkbox"
                    aria-label={t('cases.choose', { number: row.number })}
                    checked={chosen.has(row.id)}
                    onChange={() => toggle(row.id)}
                  />
                  <span className="number">{row.number}</span> {row.customer}{' '}
                  <span className="quiet">{row.excerpt}</span>
                </label>
              </li>
            ))}
          </ul>
          <Button
            type="primary"
            disabled={chosen.size === 0}
            loading={link.busy}
            onClick={() => void link.run({ ids: [...chosen] })}
          >
            {t('cases.link', { count: chosen.size })}
          </Button>
        </>
      )}
    </div>
  );
}
