import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useOptions } from '../../complaints/web/use-options.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { AUTHORITIES, type Authority } from '../incident.ts';
import { PersonField } from './PersonField.tsx';
import { type Incident, useIncidentCases, useReadIncidentsAgain } from './use-incidents.ts';

export function IncidentEdit({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useWords('incidents');
  const readAgain = useReadIncidentsAgain();
  const people = useOptions(incident.store?.id ?? null)?.people ?? [];
  const cases = useIncidentCases(incident.id).data?.pages.flatMap(({ items }) => items) ?? [];
  const [draft, setDraft] = useState(() => ({
    title: incident.title,
    known: incident.known,
    ownerId: incident.owner?.id ?? '',
    spokespersonId: incident.spokesperson?.id ?? '',
    spokespersonContact: incident.spokespersonContact,
    name: incident.representative?.name ?? '',
    caseId: incident.representative?.caseId ?? '',
    authority: incident.representative?.authority ?? ('unclear' as Authority),
    note: incident.representative?.note ?? '',
  }));
  const [version] = useState(incident.version);
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const save = useAct(async () => {
    const { title, known, ownerId, spokespersonId, spokespersonContact, name, caseId, authority, note } = draft;
    await call<typeof contract.change>('PUT /api/incidents/:id', {
      params: { id: incident.id },
      input: {
        version,
        title,
        known,
        ownerId,
        spokespersonId: spokespersonId || null,
        spokespersonContact,
        representative: name.trim() ? { name, caseId: caseId || null, authority, note } : null,
      },
    });
    say(t('form.saved'));
    await readAgain();
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (draft.title.trim()) void save.run();
  };
  const offered = cases.some(({ row }) => row.id === draft.caseId) || !draft.caseId;
  return (
    <Dialog title={`${t('view.edit')} ${incident.number}`} onClose={onClose} side>
      <form className="stack" onSubmit={send} noValidate>
        <ProblemNote error={save.error} />
        <Field label={t('form.title')} required error={draft.title.trim() ? undefined : t('form.needed')}>
          <Input value={draft.title} maxLength={80} onChange={(event) => set({ title: event.target.value })} />
        </Field>
        <Field label={t('form.known')} hint={t('form.knownHint')}>
          <Input.TextArea
            value={draft.known}
            maxLength={4000}
            autoSize={{ minRows: 4, maxRows: 12 }}
            onChange={(event) => set({ known: event.target.value })}
          />
        </Field>
        <PersonField
          label={t('form.owner')}
          people={people}
          value={draft.ownerId}
          onChange={(ownerId) => set({ ownerId })}
          also={incident.owner}
        />
        <PersonField
          label={t('form.spokesperson')}
          people={people}
          value={draft.spokespersonId}
          onChange={(spokespersonId) => set({ spokespersonId })}
          none={t('form.noSpokesperson')}
          also={incident.spokesperson}
        />
        <Field label={t('form.contact')} hint={t('form.contactHint')}>
          <Input
            value={draft.spokespersonContact}
            maxLength={60}
            onChange={(event) => set({ spokespersonContact: event.target.value })}
          />
        </Field>
        <fieldset className="stack incident-fieldset">
          <legend>{t('view.representative')}</legend>
          <Field label={t('view.representativeName')}>
            <Input value={draft.name} maxLength={60} onChange={(event) => set({ name: event.target.value })} />
          </Field>
          {draft.name.trim() && (
            <>
              <Field label={t('view.representativeCase')}>
                <select
                  className="select"
                  value={draft.caseId}
                  onChange={(event) => set({ caseId: event.target.value })}
                >
                  <option value="">{t('view.representativeNoCase')}</option>
                  {!offered && <option value={draft.caseId}>{incident.representative?.caseNumber}</option>}
                  {cases.map(({ row }) => (
                    <option key={row.id} value={row.id}>
                      {row.number} {row.customer}
                    </option>
                  ))}
                </select>
              </Field>
              <Field label={t('view.authority')}>
                <select
                  className="select"
                  value={draft.authority}
                  onChange={(event) => set({ authority: event.target.value as Authority })}
                >
                  {AUTHORITIES.map((one) => (
                    <option key={one} value={one}>
                      {t(`view.authorities.${one}`)}
                    </option>
                  ))}
                </select>
              </Field>
              <Field label={t('view.authorityNote')} hint={t('view.authorityNoteHint')}>
                <Input.TextArea
                  value={draft.note}
                  maxLength={500}
                  autoSize={{ minRows: 2, maxRows: 6 }}
                  onChange={(event) => set({ note: event.target.value })}
                />
              </Field>
            </>
          )}
        </fieldset>
        <div className="wrap">
          <Button type="primary" htmlType="submit" loading={save.busy}>
            {t('form.save')}
          </Button>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
