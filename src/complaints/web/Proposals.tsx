import { Button, Select } from 'antd';
import { use } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { useWords } from '../../base/web/i18n.ts';
import { SEVERITIES } from '../complaint.ts';
import type * as contract from '../contract.ts';
import { Choices } from './Choices.tsx';
import { CategoryAskContext } from './category-ask.ts';
import type { RegistrationDraft } from './registration-draft.ts';
import { asOptions, type Options, title } from './use-options.ts';
import type { SetDraft } from './use-registration.ts';

type Hints = ReplyOf<typeof contract.hints>;

/** Proposed category and severity with the reason; one tap accepts, another choice is always open. */
export function Proposals({
  hints,
  draft,
  options,
  set,
}: {
  hints: Hints | undefined;
  draft: RegistrationDraft;
  options: Options | undefined;
  set: SetDraft;
}) {
  const t = useWords('complaints');
  const category = hints?.category ?? null;
  const severity = hints?.severity;
  const AskCategory = use(CategoryAskContext);
  return (
    <div className="proposals">
      <div className="proposal">
        <Select
          className="proposal-select"
          aria-label={t('list.fields.category')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('register.proposal.noCategory')}
          value={draft.category}
          options={asOptions(options?.pack.categories ?? [])}
          onChange={(value) => set({ category: value ?? null })}
        />
        {category && category.key !== draft.category && (
          <p className="proposal-why">
            <Button size="small" onClick={() => set({ category: category.key })}>
              {t('register.proposal.accept', { title: category.title })}
            </Button>
            <span className="quiet">{t('register.proposal.said', { words: category.because })}</span>
          </p>
        )}
        {draft.category && category?.key === draft.category && (
          <p className="quiet">
            {t('register.proposal.accepted', { title: title(options?.pack.categories, draft.category) })}
          </p>
        )}
        {AskCategory && (
          <AskCategory
            of={{
              storeId: draft.storeId,
              ownWords: draft.ownWords
                .replace(/[^\P{Cc}\n\t]/gu, '')
                .slice(0, 10_000)
                .toWellFormed(),
              callerName: asLine(draft.callerName),
              numbers: tellingOf(draft),
            }}
            onTake={(taken) => set({ category: taken })}
          />
        )}
      </div>
      <div className="proposal">
        <Choices
          label={t('list.fields.severity')}
          hideLabel
          clearable
          choices={SEVERITIES.map((key) => ({ key, title: t(`severities.${key}`) }))}
          value={draft.severity}
          onChange={(value) => set({ severity: value })}
        />
        {severity &&
          severity.severity !== draft.severity &&
          (severity.severity !== 'general' || draft.severity !== null) && (
            <p className="proposal-why">
              <Button size="small" onClick={() => set({ severity: severity.severity })}>
                {t('register.proposal.accept', { title: t(`severities.${severity.severity}`) })}
              </Button>
            </p>
          )}
        {severity?.because.map(({ trigger, title: name, words }) => (
          <p className="quiet" key={trigger}>
            {words
              ? t('register.proposal.heard', { title: name, words })
              : t('register.proposal.because', { title: name })}
          </p>
        ))}
      </div>
    </div>
  );
}

/** What of the form may tell who it is, wherever it stands in the words. */
const tellingOf = ({ callerPhone, customerLabel, fields, outsideNumbers }: RegistrationDraft): string[] =>
  [
    callerPhone,
    ...customerLabel.split(/[\s·]+/),
    ...Object.values(fields).filter((value) => typeof value === 'string'),
    ...outsideNumbers.flatMap(({ number, contact }) => [number, contact]),
  ]
    .filter((value) => value !== '')
    .slice(0, 40)
    .map(asLine);

/** Pasted marks that the door would refuse are left out. */
const asLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .slice(0, 200)
    .toWellFormed();
