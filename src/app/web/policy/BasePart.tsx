import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import type * as contract from '../../../policies/drafts-contract.ts';
import { type DraftView, useShipped } from '../../../policies/web/use-drafts.ts';
import { useEditions } from '../../../policies/web/use-policy.ts';
import { useAct } from '../../../ui/confirm-act.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

/** What an add-on may be laid over: packs that come with the desk, and editions of the organisation. */
export function BaseOptions({ packKey }: { packKey: string }) {
  const t = useWords('policies');
  const packs = useShipped().data?.items.filter(({ addOn }) => !addOn) ?? [];
  // over itself it would go round in a circle
  const editions = useEditions().data?.items.filter((one) => one.packKey !== packKey) ?? [];
  return (
    <>
      <optgroup label={t('editor.baseShipped')}>
        {packs.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </optgroup>
      {editions.length > 0 && (
        <optgroup label={t('editor.baseOwn')}>
          {editions.map(({ id, title, edition }) => (
            <option key={id} value={id}>
              {t('editor.baseEdition', { title, edition })}
            </option>
          ))}
        </optgroup>
      )}
    </>
  );
}

/** Of an add-on that is written on: what it stands over, to be chosen anew. */
export function BaseChoice({ view, flush }: { view: DraftView; flush: () => Promise<number | null> }) {
  const t = useWords('policies');
  const queries = useQueryClient();
  const [shipped, editions] = [useShipped(), useEditions()];
  const isKnown = Boolean(shipped.data && editions.data);
  const choose = useAct(async (base: string) => {
    const version = await flush();
    if (version === null) return;
    const params = { id: view.id };
    const { files } = await call<typeof contract.draft>('GET /api/policy/drafts/:id', { params });
    await call<typeof contract.saveDraft>('PUT /api/policy/drafts/:id', { params, input: { version, base, files } });
    await queries.invalidateQueries({ queryKey: ['policy-draft', view.id] });
  });
  return (
    <>
      <label className="wrap">
        <span className="quiet">{t('editor.baseLabel')}</span>
        <select
          className="select policy-edition"
          value={view.base ?? ''}
          disabled={choose.busy || !isKnown}
          onChange={(event) => void choose.run(event.target.value)}
        >
          {view.base === null && <option value="">{t('editor.baseNone')}</option>}
          {/* until all are read, another one would stand there */}
          {isKnown ? (
            <BaseOptions packKey={view.packKey} />
          ) : (
            <option value={view.base ?? ''}>{t('base:common.loading')}</option>
          )}
        </select>
      </label>
      <ProblemNote error={choose.error} />
    </>
  );
}
