import { TeamOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { IncidentForm } from './IncidentForm.tsx';
import { LinkReport } from './LinkReport.tsx';
import { linkMany, type Outcome, useIncidents, useReadIncidentsAgain } from './use-incidents.ts';
import './incidents.css';

interface AddToIncidentProps {
  /** The cases, as chosen in a list or the one that is open. */
  ids: readonly string[];
  small?: boolean;
  /** All of it was done or told; the list may let its rows go. */
  onDone?: () => void;
}

/** 归入群诉: a button for whoever manages incidents, with what follows; draws nothing for others. */
export function AddToIncident({ ids, small, onDone }: AddToIncidentProps) {
  const t = useWords('incidents');
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (!may('incident.manage') || ids.length === 0) return null;
  const close = () => {
    setOpen(false);
    onDone?.();
  };
  return (
    <>
      <Button size={small ? 'small' : 'middle'} icon={<TeamOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t('add.button')}
      </Button>
      {isOpen && <AddDialog ids={ids} onCancel={() => setOpen(false)} onDone={close} />}
    </>
  );
}

const NEW = 'new';

function AddDialog({ ids, onCancel, onDone }: { ids: readonly string[]; onCancel: () => void; onDone: () => void }) {
  const t = useWords('incidents');
  const readAgain = useReadIncidentsAgain();
  const open = useIncidents('open', null);
  const incidents = open.data?.pages.flatMap(({ items }) => items) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [makesNew, setMakesNew] = useState(false);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [report, setReport] = useState<{ id: string; items: readonly Outcome[] } | null>(null);
  const which = chosen ?? incidents[0]?.id ?? NEW;
  const addTo = async (id: string) => {
    const items = await linkMany(id, { ids }, (done, total) => setProgress({ done, total }));
    setProgress(null);
    setReport({ id, items });
    await readAgain();
  };
  const add = useAct(addTo);
  if (makesNew)
    return (
      <IncidentForm
        onClose={onCancel}
        onOpened={async (id) => {
          setMakesNew(false);
          setChosen(id);
          await add.run(id);
        }}
      />
    );
  const number = incidents.find(({ id }) => id === report?.id)?.number ?? '';
  return (
    <Dialog
      title={t('add.title', { count: ids.length })}
      onClose={report ? onDone : onCancel}
      foot={
        report ? (
          <Button type="primary" onClick={onDone}>
            {t('base:common.close')}
          </Button>
        ) : (
          <>
            <Button onClick={onCancel}>{t('base:common.cancel')}</Button>
            <Button
              type="primary"
              loading={add.busy}
              disabled={!open.data}
              onClick={() => (which === NEW ? setMakesNew(true) : void add.run(which))}
            >
              {t('add.go')}
            </Button>
          </>
        )
      }
    >
      <div className="stack">
        <ProblemNote error={add.error ?? open.error} />
        {!report && (
          <Field label={t('add.which')}>
            <select className="select" value={which} onChange={(event) => setChosen(event.target.value)}>
              {incidents.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.number} {one.title} · {one.store?.name ?? t('list.everywhere')}
                </option>
              ))}
              <option value={NEW}>{t('add.new')}</option>
            </select>
          </Field>
        )}
        {progress && (
          <p role="status" className="quiet">
            {t('cases.working', progress)}
          </p>
        )}
        {report && (
          <>
            <LinkReport items={report.items} />
            <Link to="/incidents/$id" params={{ id: report.id }} search={{}}>
              {t('add.toIncident', { number })}
            </Link>
          </>
        )}
      </div>
    </Dialog>
  );
}
