import { Checkbox } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { SafetyCard } from './SafetyCard.tsx';
import { useRegisterCards } from './use-crisis.ts';

export interface Heard {
  readonly trigger: string;
  readonly title: string;
}

export interface RegisterSafetyProps {
  heard: readonly Heard[];
  storeId: string | null;
  /** Keys of cards that were told; they go with the registration. */
  told: ReadonlySet<string>;
  onTell: (card: string, told: boolean) => void;
}

/** The cards for what is heard while somebody registers; the ticks are kept on the case once it has a number. */
export function RegisterSafety({ heard, storeId, told, onTell }: RegisterSafetyProps) {
  const t = useWords('crisis');
  const all = useRegisterCards(storeId);
  const cards = all.flatMap(({ triggers, ...card }) => {
    const because = heard.filter(({ trigger }) => triggers.includes(trigger)).map(({ title }) => title);
    return because.length ? [{ ...card, because }] : [];
  });
  if (cards.length === 0) return null;
  return (
    <div className="crisis-cards" role="status" aria-label={t('card.label')}>
      {cards.map((card) => (
        <SafetyCard key={card.key} card={card}>
          <Checkbox checked={told.has(card.key)} onChange={(event) => onTell(card.key, event.target.checked)}>
            {t('card.told')}
          </Checkbox>
        </SafetyCard>
      ))}
    </div>
  );
}
