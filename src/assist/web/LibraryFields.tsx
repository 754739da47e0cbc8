import { Input } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { title, useOptions } from '../../complaints/web/use-options.ts';
import { Field } from '../../ui/Field.tsx';
import type { SetEntry } from '../entry.ts';
import { OBJECTIONS, PHASES, PRINCIPLES, SEVERITIES } from '../language.ts';
import { BEGINS, CLAIMS, SITUATIONS } from '../library.ts';
import { SLOTS } from '../slots.ts';
import type { Draft } from './library-draft.ts';

interface Props {
  kind: SetEntry['kind'];
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  families: readonly { readonly key: string; readonly title: string; readonly severity: string }[];
  /** What names it cannot be written anew. */
  isNew: boolean;
}

/** The fields of an entry; lists are written a line each. */
export function LibraryFields({ kind, draft, change, families, isNew }: Props) {
  const t = useWords('assist');
  const known = useOptions()?.pack.fields;
  const lines = (name: keyof Draft & string, hint = 'lines', required = false) => (
    <Field label={t(`library.field.${name}`)} hint={t(`library.fieldHint.${hint}`)} required={required}>
      <Input.TextArea
        value={draft[name] as string}
        maxLength={20_000}
        autoSize={{ minRows: 2, maxRows: 12 }}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </Field>
  );
  const line = (name: keyof Draft & string, most: number, hint?: string) => (
    <Field label={t(`library.field.${name}`)} hint={hint} required>
      <Input.TextArea
        value={draft[name] as string}
        maxLength={most}
        autoSize={{ minRows: 1, maxRows: 5 }}
        onChange={(event) => change({ [name]: event.target.value.replaceAll('\n', '') })}
      />
    </Field>
  );
  const select = (
    name: keyof Draft & string,
    names: readonly string[],
    titleOf: (name: string) => string,
    { none, disabled = false }: { none?: string; disabled?: boolean } = {},
  ) => (
    <Field label={t(`library.field.${name}`)}>
      <select
        className="select"
        disabled={disabled}
        value={draft[name] as string}
        onChange={(event) => change({ [name]: event.target.value })}
      >
        {none !== undefined && <option value="">{none}</option>}
        {names.map((one) => (
          <option key={one} value={one}>
            {titleOf(one)}
          </option>
        ))}
      </select>
    </Field>
  );
  const several = <Name extends string>(
    name: 'principles' | 'needs' | 'fields',
    names: readonly Name[],
    titleOf: (name: Name) => string,
  ) => (
    <fieldset className="library-several">
      <legend>{t(`library.field.${name}`)}</legend>
      {names.map((one) => (
        <label key={one}>
          <input
            type="checkbox"
            checked={draft[name].includes(one)}
            onChange={({ target }) =>
              change({ [name]: target.checked ? [...draft[name], one] : draft[name].filter((other) => other !== one) })
            }
          />
          {titleOf(one)}
        </label>
      ))}
    </fieldset>
  );
  const slots = t('library.fieldHint.text', { slots: SLOTS.map((slot) => `{${slot}}`).join(' ') });
  const family = select(
    'family',
    families.map(({ key }) => key),
    (key) => families.find((one) => one.key === key)?.title ?? key,
    { disabled: !isNew },
  );
  switch (kind) {
    case 'phrase':
      return (
        <>
          {line('text', 200, slots)}
          <div className="fields">
            {select('situation', SITUATIONS, (one) => t(`situation.${one}`))}
            {select('phase', PHASES, (one) => t(`phase.${one}`))}
            {select('begins', BEGINS, (one) => t(`library.begins.${one}`), { none: t('library.noBegins') })}
          </div>
          {several('principles', PRINCIPLES, (one) => t(`principle.${one}`))}
          {several('needs', CLAIMS, (one) => t(`library.claim.${one}`))}
          {several('fields', [...new Set([...(known ?? []).map(({ key }) => key), ...draft.fields])], (one) =>
            title(known, one),
          )}
          <label className="library-tick">
            <input
              type="checkbox"
              checked={draft.admitsFault}
              onChange={({ target }) => change({ admitsFault: target.checked })}
            />
            {t('library.field.admitsFault')}
          </label>
        </>
      );
    case 'objection':
      return (
        <>
          {select('kind', OBJECTIONS, (one) => t(`objection.${one}`), { disabled: !isNew })}
          {line('title', 20)}
          {line('sign', 100)}
          {lines('steps', 'steps', true)}
          {line('never', 80)}
        </>
      );
    case 'style':
      return (
        <>
          {line('title', 12)}
          {line('hint', 100)}
          {lines('dos', 'lines', true)}
          {lines('donts', 'lines', true)}
          {lines('signs', 'patterns')}
        </>
      );
    case 'card':
      return (
        <>
          {family}
          {line('text', 200, slots)}
        </>
      );
    default:
      return (
        <>
          <div className="fields">
            {family}
            {select('severity', SEVERITIES, (one) => t(`severity.${one}`), {
              none: t('library.familyDefault', {
                severity: t(`severity.${families.find(({ key }) => key === draft.family)?.severity ?? 'warning'}`),
              }),
            })}
          </div>
          {lines('any', 'patterns', true)}
          {lines('unless', 'lines')}
          {lines('redeemed', 'lines')}
          {lines('hits', 'hits', true)}
          {lines('misses', 'hits', true)}
        </>
      );
  }
}
