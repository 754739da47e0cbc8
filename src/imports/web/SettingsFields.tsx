import { useWords } from '../../base/web/i18n.ts';
import { ON_TWINS } from '../../complaints/case-to-import.ts';
import { KINDS } from '../../complaints/complaint.ts';
import { type Options, title } from '../../complaints/web/use-options.ts';
import { DateTime } from '../../ui/DateTime.tsx';
import { Field } from '../../ui/Field.tsx';
import type { SettingsInHand } from './use-settings.ts';

/** What holds for rows that say nothing themselves, and what is done with those that are there already. */
export function SettingsFields({ hand, options }: { hand: SettingsInHand; options: Options | undefined }) {
  const t = useWords('imports');
  const { rest, change, stores, columns } = hand;
  const opens = columns.some(({ to }) => to === 'state') && columns.some(({ to }) => to === 'received-at');
  return (
    <div className="fields">
      <Field label={t('settings.store')} hint={t('settings.storeHint')} required>
        <select
          className="select"
          value={rest.storeId ?? ''}
          onChange={(event) => change({ storeId: event.target.value || null })}
        >
          {!rest.storeId && <option value="">{t('settings.choose')}</option>}
          {stores.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('settings.kind')}>
        <select
          className="select"
          value={rest.kind ?? 'complaint'}
          onChange={(event) => change({ kind: event.target.value as never })}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {title(options?.pack.kinds, kind)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('settings.channel')}>
        <select
          className="select"
          value={rest.channel ?? options?.pack.channels[0]?.key ?? ''}
          onChange={(event) => change({ channel: event.target.value || null })}
        >
          {(options?.pack.channels ?? []).map((channel) => (
            <option key={channel.key} value={channel.key}>
              {channel.title}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('settings.receivedAt')} hint={t('settings.receivedAtHint')}>
        <DateTime value={rest.receivedAt ?? null} onChange={(receivedAt) => change({ receivedAt })} />
      </Field>
      <Field label={t('settings.onTwins')} hint={t('settings.onTwinsHint')}>
        <select
          className="select"
          value={rest.onTwins ?? 'skip'}
          onChange={(event) => change({ onTwins: event.target.value as never })}
        >
          {ON_TWINS.map((way) => (
            <option key={way} value={way}>
              {t(`settings.twins.${way}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('settings.cutOff')} hint={opens ? t('settings.cutOffHint') : t('settings.cutOffNeeds')}>
        <DateTime value={rest.cutOff ?? null} disabled={!opens} onChange={(cutOff) => change({ cutOff })} />
      </Field>
    </div>
  );
}
