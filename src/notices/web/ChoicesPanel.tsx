import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import type { Choices } from '../notice.ts';
import { permission } from './ring-browser.ts';
import { useChoices } from './use-notices.ts';

const CHOICES: readonly (keyof Choices)[] = ['browser', 'mail', 'digest'];

/** By which ways I hear; each tick is kept at once. */
export function ChoicesPanel() {
  const t = useWords('notices');
  const queries = useQueryClient();
  const choices = useChoices();
  const save = useAct(async (next: Choices) => {
    await call<typeof contract.saveChoices>('PUT /api/notices/choices', { input: next });
    queries.setQueryData(['notices', 'choices'], next);
    say(t('page.saved'));
  });
  const chosen = choices.data;
  return (
    <Panel title={t('page.ways')} id="ways">
      <div className="stack">
        <ProblemNote error={choices.error ?? save.error} />
        <Checkbox checked disabled>
          {t('page.screen')}
        </Checkbox>
        {CHOICES.map((way) => (
          <Checkbox
            key={way}
            checked={chosen?.[way] ?? true}
            disabled={!chosen || save.busy}
            onChange={(event) => chosen && void save.run({ ...chosen, [way]: event.target.checked })}
          >
            {t(`page.${way}`)}
          </Checkbox>
        ))}
        {chosen?.browser && <BrowserPermission />}
        <p className="quiet">{t('page.crisisAlways')}</p>
      </div>
    </Panel>
  );
}

function BrowserPermission() {
  const t = useWords('notices');
  const [state, setState] = useState(permission);
  if (state === 'default') {
    return (
      <div>
        <Button onClick={async () => setState(await Notification.requestPermission())}>{t('page.allow')}</Button>
      </div>
    );
  }
  return <p className="quiet">{t(`page.${state === 'granted' ? 'allowed' : state}`)}</p>;
}
