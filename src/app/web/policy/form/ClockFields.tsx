import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../../base/web/i18n.ts';
import { isMap, type Json } from '../../../../policies/canonical.ts';
import { addEntry, removeEntry, setAt } from '../../../../policies/edit-texts.ts';
import { Field } from '../../../../ui/Field.tsx';
import { say } from '../../../../ui/say.tsx';
import { LengthField, OneOf, Several, Typed } from './controls.tsx';
import { type Entry, type FormProps, freshKey, type Option, optionsAt, textIn, textsIn, titleIn } from './form.ts';
import { useFactOptions } from './use-fact-options.ts';

const PATH = 'clocks.clocks';

/** What a clock is called, what starts and stops it, for which cases, and who hears when it runs out. */
export function ClockFields({ clock, writing, readOnly, onEdit }: FormProps & { clock: Entry & { key: string } }) {
  const t = useWords('policies');
  const facts = useFactOptions(writing);
  const name = titleIn(clock);
  const path = `${PATH}.${clock.key}`;
  const set = (field: string) => (value: Json) => onEdit((now) => setAt(now, `${path}.${field}`, value));
  const hears = isMap(clock['hears']) ? clock['hears'] : {};
  const when = isMap(clock['when']) ? clock['when'] : {};
  const hearers: Option[] = [
    { value: 'owner', label: t('clocks.owner') },
    { value: 'next-rung', label: t('clocks.nextRung') },
    ...optionsAt(writing, 'posts.posts'),
  ];
  return (
    <div className="fields form-row-more">
      <Field label={t('editor.clock.title')}>
        <Typed
          value={textIn(clock, 'title')}
          label={t('editor.titleOf', { title: name })}
          disabled={readOnly}
          onCommit={set('title')}
        />
      </Field>
      {(['starts', 'stops'] as const).map((field) => (
        <Field key={field} label={t(`editor.clock.${field}`)}>
          <Several
            values={textsIn(clock, field)}
            options={facts}
            label={t(`editor.clock.${field}Of`, { title: name })}
            placeholder={t(`editor.clock.${field}`)}
            disabled={readOnly}
            onCommit={(value) => (value.length > 0 ? set(field)(value) : say(t('editor.clock.needsOne'), 'quiet'))}
          />
        </Field>
      ))}
      <Field label={t('editor.clock.severity')}>
        <Several
          values={textsIn(when, 'severity')}
          options={optionsAt(writing, 'complaints.severities')}
          label={t('editor.clock.severityOf', { title: name })}
          placeholder={t('editor.clock.severityAll')}
          disabled={readOnly}
          onCommit={(value) =>
            value.length > 0
              ? set('when.severity')(value)
              : onEdit((now) => removeEntry(now, `${path}.when`, 'severity'))
          }
        />
      </Field>
      <Field label={t('clocks.hearsBreach')}>
        <Several
          values={hears['breach'] === undefined ? ['owner', 'next-rung'] : textsIn(hears, 'breach')}
          options={hearers}
          label={t('editor.clock.hearsOf', { title: name })}
          placeholder={t('clocks.hearsBreach')}
          disabled={readOnly}
          onCommit={set('hears.breach')}
        />
      </Field>
      <Field label={t('editor.clock.onBreach')}>
        <OneOf
          value={textIn(clock, 'onBreach') || 'record'}
          options={(['record', 'escalate'] as const).map((value) => ({
            value,
            label: t(`editor.clock.onBreachAs.${value}`),
          }))}
          label={t('editor.clock.onBreachOf', { title: name })}
          disabled={readOnly}
          onCommit={set('onBreach')}
        />
      </Field>
      <Field label={t('page.source')}>
        <Typed
          value={textIn(clock, 'source')}
          label={t('editor.clock.sourceOf', { title: name })}
          disabled={readOnly}
          onCommit={set('source')}
        />
      </Field>
    </div>
  );
}

interface NewClock {
  readonly title: string;
  readonly starts: readonly string[];
  readonly stops: readonly string[];
  readonly length: Json;
  readonly calendar: string;
  readonly source: string;
}

/** A clock more; without a name, something that starts and stops it, and a limit it is none. */
export function AddClock({
  writing,
  onEdit,
  onAdded,
  onClose,
}: Pick<FormProps, 'writing' | 'onEdit'> & { onAdded: (key: string) => void; onClose: () => void }) {
  const t = useWords('policies');
  const facts = useFactOptions(writing);
  const [clock, setClock] = useState<NewClock>(() => ({
    title: '',
    starts: ['complaint-registered'],
    stops: [],
    length: null,
    calendar: 'always',
    source: t('editor.clock.ourSource'),
  }));
  const { title, starts, stops, length, calendar, source } = clock;
  const inDays = isMap(length) && Object.hasOwn(length, 'workingDays') && calendar === 'always';
  const endsAtOnce = stops.length > 0 && stops.every((stop) => starts.includes(stop));
  const whole = title.trim() !== '' && starts.length > 0 && stops.length > 0 && length !== null;
  const add = () =>
    onEdit((now) => {
      const key = freshKey(now, PATH, 'clock');
      onAdded(key);
      return addEntry(now, PATH, {
        key,
        title: title.trim(),
        starts: [...starts],
        stops: [...stops],
        length,
        calendar,
        source,
      });
    });
  return (
    <form
      className="form-new"
      aria-label={t('editor.clock.add')}
      onSubmit={(event) => {
        event.preventDefault();
        if (whole && !endsAtOnce && !inDays) add();
      }}
    >
      <div className="fields">
        <Field label={t('editor.clock.title')} required>
          <input
            className="select"
            // biome-ignore lint/a11y/noAutofocus: opened by a press, to be written in
            autoFocus
            maxLength={20}
            value={title}
            onChange={(event) => setClock({ ...clock, title: event.target.value })}
          />
        </Field>
        {(['starts', 'stops'] as const).map((field) => (
          <Field key={field} label={t(`editor.clock.${field}`)} required>
            <Several
              values={clock[field]}
              options={facts}
              label={t(`editor.clock.${field}`)}
              placeholder={t('editor.clock.choose')}
              disabled={false}
              onCommit={(value) => setClock({ ...clock, [field]: value })}
            />
          </Field>
        ))}
        <Field label={t('clocks.length')} required>
          <LengthField
            value={length ?? undefined}
            label={t('clocks.length')}
            disabled={false}
            mayBeTyped
            live
            onCommit={(value) => setClock({ ...clock, length: value })}
          />
        </Field>
        <Field label={t('clocks.calendar')}>
          <OneOf
            value={calendar}
            options={[{ value: 'always', label: t('clocks.always') }, ...optionsAt(writing, 'clocks.calendars')]}
            label={t('clocks.calendar')}
            disabled={false}
            onCommit={(value) => setClock({ ...clock, calendar: value })}
          />
        </Field>
        <Field label={t('page.source')}>
          <input
            className="select"
            maxLength={200}
            value={source}
            onChange={(event) => setClock({ ...clock, source: event.target.value })}
          />
        </Field>
      </div>
      {inDays && (
        <p role="alert" className="note note-warn">
          {t('editor.clock.needsCalendar')}
        </p>
      )}
      {endsAtOnce && (
        <p role="alert" className="note note-warn">
          {t('editor.clock.endsAtOnce')}
        </p>
      )}
      <div className="wrap">
        <Button type="primary" htmlType="submit" disabled={!whole || inDays || endsAtOnce}>
          {t('editor.clock.addAct')}
        </Button>
        <Button onClick={onClose}>{t('base:common.cancel')}</Button>
      </div>
    </form>
  );
}
