import { Checkbox } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import type { ReceptionStep } from '../pack.ts';

interface Props {
  steps: readonly ReceptionStep[];
  done: readonly string[];
  onTick: (key: string, isDone: boolean) => void;
}

/** 接待: greet, seat, a glass of water, listen, record. Ticks are the agent's own and are not kept. */
export function ContactReception({ steps, done, onTick }: Props) {
  const t = useWords('assist');
  if (steps.length === 0) return null;
  return (
    <section className="contact-reception" aria-label={t('contact.reception')}>
      <h3>{t('contact.reception')}</h3>
      <ul>
        {steps.map(({ key, title, text }) => (
          <li key={key}>
            <Checkbox checked={done.includes(key)} onChange={(event) => onTick(key, event.target.checked)}>
              <strong>{title}</strong> <span className="quiet">{text}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </section>
  );
}
