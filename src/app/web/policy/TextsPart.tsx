import { lazy, Suspense, useMemo } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { isMap, type Json } from '../../../policies/canonical.ts';
import type { FindingView } from '../../../policies/contract.ts';
import type { DraftFiles } from '../../../policies/draft.ts';
import { inPack } from '../../../policies/edit-texts.ts';
import type { Jump, Mark } from '../../../policies/web/editor/YamlEditor.tsx';
import { useSchemas } from '../../../policies/web/use-drafts.ts';
import { limitsAt, type Names, offersAt, type Schema } from '../../../policies/yaml-help.ts';
import { CLOCK_FACTS } from '../../pack-sections-facts.ts';
import { Loading } from '../Loading.tsx';

const YamlEditor = lazy(() =>
  import('../../../policies/web/editor/YamlEditor.tsx').then(({ YamlEditor: found }) => ({ default: found })),
);

export interface TextsProps {
  files: DraftFiles;
  file: string;
  onFile: (name: string) => void;
  readOnly: boolean;
  onChange: (name: string, text: string) => void;
  findings: readonly FindingView[];
  where: (path: string) => string;
  jump: Jump | null;
  /** The whole pack as it could last be read, for the names in it. */
  flat: Json | null;
}

/** The texts as they are, one tab a file. */
export function TextsPart({ files, file, onFile, readOnly, onChange, findings, where, jump, flat }: TextsProps) {
  const t = useWords('policies');
  const schemas = useSchemas().data;
  const names = useMemo(() => namesIn(flat, (kind) => t(`facts.${kind}`, { defaultValue: kind })), [flat, t]);
  const shown = files[file] === undefined ? (Object.keys(files)[0] ?? '') : file;
  const marks = useMemo(
    () =>
      findings.flatMap(({ code, path, values, stops, file: of, line, column }): Mark[] =>
        of === shown && line !== undefined
          ? [{ line, column: column ?? 1, stops, text: t(`findings.${code}`, { ...values, path: where(path) }) }]
          : [],
      ),
    [findings, shown, t, where],
  );
  const stem = shown.replace(/\.ya?ml$/, '');
  const section =
    stem === 'pack' ? 'pack' : Object.keys(schemas ?? {}).find((one) => stem === one || stem.startsWith(`${one}-`));
  const schema = (section === undefined ? {} : (schemas?.[section] ?? {})) as Schema;
  const fieldTitle = (name: string): string => t(`difference.fields.${name}`, { defaultValue: '' });
  const sorted = Object.keys(files).sort(
    (a, b) => Number(b === 'pack.yaml') - Number(a === 'pack.yaml') || (a < b ? -1 : 1),
  );
  return (
    <div className="texts">
      <fieldset className="draft-switch texts-files" aria-label={t('editor.files')}>
        {sorted.map((name) => {
          const wrong = findings.filter((one) => one.file === name && one.stops).length;
          return (
            <button key={name} type="button" aria-pressed={name === shown} onClick={() => onFile(name)}>
              {name}
              {wrong > 0 && (
                <>
                  {' '}
                  <span className="texts-wrong" aria-hidden>
                    {wrong}
                  </span>
                  <span className="visually-hidden">{t('editor.wrongIn', { count: wrong })}</span>
                </>
              )}
            </button>
          );
        })}
      </fieldset>
      <p className="quiet texts-keys">{t('editor.editorKeys')}</p>
      <Suspense fallback={<Loading />}>
        <YamlEditor
          name={shown}
          label={t('editor.textOf', { file: shown })}
          text={files[shown] ?? ''}
          onChange={(text) => onChange(shown, text)}
          readOnly={readOnly}
          marks={marks}
          jump={jump}
          offers={(place) => offersAt(schema, place, names, fieldTitle)}
          explain={(place, word) => {
            const limits = limitsAt(schema, place.path);
            const entry = Object.values(names)
              .flat()
              .find(({ key }) => key === word);
            return [
              place.path.at(-1) === word ? fieldTitle(word) : (entry?.title ?? ''),
              ...Object.entries(limits).map(([name, value]) => t(`editor.limits.${name}`, { value })),
            ].filter(Boolean);
          }}
        />
      </Suspense>
    </div>
  );
}

const LISTS: Readonly<Record<string, string>> = {
  posts: 'posts.posts',
  calendars: 'clocks.calendars',
  clocks: 'clocks.clocks',
  laws: 'law.rows',
  categories: 'complaints.categories',
  channels: 'complaints.channels',
  sources: 'complaints.sources',
  departments: 'complaints.departments',
  triggers: 'complaints.triggers',
  causes: 'complaints.rootCauses',
  flows: 'complaints.routing.flows',
  records: 'complaints.records',
  remedies: 'complaints.remedies',
};

/** What the draft itself calls its posts, calendars, categories …, and the facts that the desk knows. */
function namesIn(flat: Json | null, factTitle: (kind: string) => string): Names {
  const lists = Object.entries(LISTS).map(([name, path]) => {
    const found = inPack(flat, path);
    const entries = (Array.isArray(found) ? found : []).flatMap((entry) =>
      isMap(entry) && typeof entry['key'] === 'string'
        ? [{ key: entry['key'], title: typeof entry['title'] === 'string' ? entry['title'] : '' }]
        : [],
    );
    return [name, entries] as const;
  });
  const facts = CLOCK_FACTS.map((kind) => ({ key: kind, title: factTitle(kind) }));
  return { ...Object.fromEntries(lists), facts };
}
