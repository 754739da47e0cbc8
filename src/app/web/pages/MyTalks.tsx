import { Link } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { OverridesPanel, OwnOverrides } from '../../../assist/web/OverridesPanel.tsx';
import { TalkFiguresView } from '../../../assist/web/TalkFiguresView.tsx';
import { TalkRulePanel } from '../../../assist/web/TalkRulePanel.tsx';
import { useOpenDisputes, useTalkFigures } from '../../../assist/web/use-talks.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import '../../../complaints/web/case/case-panels.css';
import { useOptions } from '../../../complaints/web/use-options.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { Field } from '../../../ui/Field.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

/** 我的对话: figures of one's own words; whoever may, answers disputes and sees a colleague's under the rule. */
export function MyTalks() {
  const t = useWords('assist');
  const { staff, may } = useSession();
  const reviews = may('talk.review');
  const [whose, setWhose] = useState<string | null>(null);
  const { data, error } = useTalkFigures(whose);
  return (
    <Page title={t('talk.mine.title')} lead={t('talk.mine.lead')} width="text">
      <div className="stack">
        <OwnOverrides enabled={may('complaint.work')} />
        {reviews && <OpenDisputes />}
        {reviews && <OverridesPanel />}
        {reviews && <Whose mine={staff.name} value={whose} onChange={setWhose} />}
        <ProblemNote error={error} />
        {!data && !error && <Skeleton active paragraph={{ rows: 8 }} />}
        {data && <TalkFiguresView figures={data} />}
        <TalkRulePanel />
      </div>
    </Page>
  );
}

interface WhoseProps {
  mine: string;
  value: string | null;
  onChange: (id: string | null) => void;
}

function Whose({ mine, value, onChange }: WhoseProps) {
  const t = useWords('assist');
  const { staff } = useSession();
  const people = useOptions()?.people.filter(({ id }) => id !== staff.id) ?? [];
  return (
    <Field label={t('talk.mine.whose')} hint={t('talk.mine.whoseHint')}>
      <select className="select" value={value ?? ''} onChange={(event) => onChange(event.target.value || null)}>
        <option value="">{mine}</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}

function OpenDisputes() {
  const t = useWords('assist');
  const { data, error } = useOpenDisputes(true);
  if (!error && !data?.items.length) return null;
  return (
    <Panel title={t('talk.dispute.waiting')}>
      <ProblemNote error={error} />
      <ul className="rows">
        {data?.items.map((one) => (
          <li key={one.id} className="row">
            <Link to="/complaints/$id/talks/$talk" params={{ id: one.case.id, talk: one.conversationId }} search={{}}>
              <strong>{one.by.name}</strong> <span className="number">{one.case.number}</span>
            </Link>
            <span>{one.reason}</span>
            <span className="quiet">{formatTime(one.at)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
