import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import { titleOf, useCase } from './case-context.ts';
import { type FactName, type Facts, factAt } from './facts-merge.ts';
import { useSpell } from './spell.ts';
import type { ActHandle } from './use-case-act.ts';

interface LostUpdateProps {
  mine: Facts;
  theirs: Facts;
  names: readonly FactName[];
  act: ActHandle;
  keepMine: () => void;
  keepTheirs: () => void;
  editAgain: () => void;
}

/** Two people changed the same: both versions side by side, and the person decides. */
export function LostUpdate({ mine, theirs, names, act, keepMine, keepTheirs, editAgain }: LostUpdateProps) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const { one } = useSpell();
  const nameOf = (name: FactName): string =>
    name.startsWith('fields.')
      ? (pack.fields.find((field) => `fields.${field.key}` === name)?.title ?? name)
      : t(`case.${name === 'callerName' ? 'caller' : name}`);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
    box.current?.focus({ preventScroll: true });
  }, []);
  const show = (name: FactName, facts: Facts): string => {
    const value = factAt(facts, name);
    if (value === null || value === undefined || value === '') return t('case.empty');
    if (name === 'receivedAt') return formatTime(String(value));
    if (name === 'relation') return titleOf(pack.relations, String(value));
    if (name === 'channel') return titleOf(pack.channels, String(value));
    if (name === 'source') return titleOf(pack.sources, String(value));
    if (name === 'moodBefore' || name === 'moodAfter') return one('mood', String(value));
    if (Array.isArray(value)) return value.map((key) => titleOf(pack.subjects, key)).join(t('case.comma'));
    if (typeof value === 'boolean') return t(value ? 'case.yes' : 'case.no');
    return String(value);
  };
  return (
    <div ref={box} tabIndex={-1} className="case-form" role="alert">
      <p>{t('case.lostUpdate')}</p>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('case.what')}</th>
              <th scope="col">{t('case.mine')}</th>
              <th scope="col">{t('case.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{nameOf(name)}</th>
                <td>
                  <bdi>{show(name, mine)}</bdi>
                </td>
                <td>
                  <bdi>{show(name, theirs)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="case-form-keys">
        <Button type="primary" loading={act.busy} onClick={keepMine}>
          {t('case.keepMine')}
        </Button>
        <Button onClick={keepTheirs}>{t('case.keepTheirs')}</Button>
        <Button type="text" onClick={editAgain}>
          {t('case.editAgain')}
        </Button>
      </div>
    </div>
  );
}
