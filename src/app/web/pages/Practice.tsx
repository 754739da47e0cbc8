import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Said } from '../../../assist/conversation.ts';
import type { Engine } from '../../../assist/engine.ts';
import type { Library, Scenario } from '../../../assist/library.ts';
import { PracticeReview } from '../../../assist/web/PracticeReview.tsx';
import { PracticeStart } from '../../../assist/web/PracticeStart.tsx';
import { PracticeTalk } from '../../../assist/web/PracticeTalk.tsx';
import { useLanguage } from '../../../assist/web/use-language.ts';
import { usePractice } from '../../../assist/web/use-practice.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';

const NOTHING: readonly Said[] = [];

/** 练习: a simulated customer, or a contact of which both sides are typed. Nothing of it leaves the browser. */
export function Practice() {
  const t = useWords('assist');
  const navigate = useNavigate();
  const { with: chosen } = useSearch({ from: '/shell/practice' });
  const { engine, library, scenarios, error } = useLanguage();
  const [pasted, setPasted] = useState(NOTHING);
  const [take, setTake] = useState(0);
  const go = (to?: string): void => void navigate({ to: '/practice', search: to ? { with: to } : {} });
  const scenario = scenarios.find(({ key }) => key === chosen) ?? null;
  const isTalking = scenario !== null || chosen === 'free';
  const leave = (): void => {
    setPasted(NOTHING);
    go();
  };
  return (
    <Page
      title={t('practice.title')}
      lead={<span className="no-print">{t('practice.note')}</span>}
      actions={isTalking && <Button onClick={leave}>{t('practice.others')}</Button>}
    >
      <ProblemNote error={error} />
      {!error && !(engine && library) && <Loading />}
      {engine && library && !isTalking && (
        <PracticeStart
          scenarios={scenarios}
          onChoose={go}
          onPaste={(said) => {
            setPasted(said);
            go('free');
          }}
        />
      )}
      {engine && library && isTalking && (
        <Contact
          key={`${chosen}-${take}`}
          engine={engine}
          library={library}
          scenario={scenario}
          take={take}
          pasted={scenario ? NOTHING : pasted}
          onAgain={() => {
            setPasted(NOTHING);
            setTake(take + 1);
          }}
        />
      )}
    </Page>
  );
}

interface ContactProps {
  engine: Engine;
  library: Library;
  scenario: Scenario | null;
  take: number;
  pasted: readonly Said[];
  onAgain: () => void;
}

function Contact({ engine, library, scenario, take, pasted, onAgain }: ContactProps) {
  const t = useWords('assist');
  const { staff, organisation } = useSession();
  const practice = usePractice({ engine, library }, scenario, { take, pasted });
  const [isEnded, setEnded] = useState(pasted.length > 0);
  const slots = { 姓名: staff.name, 单位: organisation.name, ...(scenario && { 事由: scenario.title }) };
  if (isEnded)
    return (
      <PracticeReview
        practice={practice}
        title={scenario?.title ?? t('practice.free')}
        slots={slots}
        onAgain={onAgain}
      />
    );
  return (
    <PracticeTalk
      practice={practice}
      engine={engine}
      library={library}
      scenario={scenario}
      slots={slots}
      onEnd={() => setEnded(true)}
    />
  );
}
