import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useDepartments, useStores } from '../../people/web/use-people.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../settings-contract.ts';
import { RobotForm } from './RobotForm.tsx';
import { TestAnswer } from './TestAnswer.tsx';
import type { RobotShown, Tested } from './use-notices.ts';

export function RobotsPanel({ robots }: { robots: readonly RobotShown[] }) {
  const t = useWords('notices');
  const [editing, setEditing] = useState<RobotShown | 'new' | null>(null);
  return (
    <Panel
      title={t('settings.robots')}
      id="robots"
      extra={
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => setEditing('new')}>
          {t('settings.addRobot')}
        </Button>
      }
    >
      {robots.length === 0 && <Empty title={t('settings.robotsNone')} text={t('settings.robotsNoneText')} />}
      <ul className="robot-list">
        {robots.map((robot) => (
          <RobotLine key={robot.id} robot={robot} onChange={() => setEditing(robot)} />
        ))}
      </ul>
      {editing && <RobotForm robot={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Panel>
  );
}

function RobotLine({ robot, onChange }: { robot: RobotShown; onChange: () => void }) {
  const t = useWords('notices');
  const queries = useQueryClient();
  const stores = useStores();
  const departments = useDepartments();
  const [tested, setTested] = useState<Tested | null>(null);
  const params = { id: robot.id };
  const test = useAct(async () => {
    setTested(null);
    setTested(await call<typeof contract.testRobot>('POST /api/notice-settings/robots/:id/test', { params }));
  });
  const remove = useAct(async () => {
    const yes = await confirmAct({
      title: t('settings.removeRobotTitle', { title: robot.title }),
      text: t('settings.removeRobotText'),
      act: t('settings.removeRobot'),
      danger: true,
    });
    if (!yes) return;
    await call<typeof contract.removeRobot>('DELETE /api/notice-settings/robots/:id', { params });
    say(t('settings.removed'));
    await queries.invalidateQueries({ queryKey: ['notice-settings'] });
  });
  const store = stores.data?.items.find(({ id }) => id === robot.storeId)?.name ?? t('settings.allStores');
  const department = departments.data?.items.find(({ id }) => id === robot.departmentId)?.name;
  return (
    <li className="robot-line">
      <div className="robot-what">
        <strong>{robot.title}</strong>
        <span className="quiet">
          {[t(`settings.kinds.${robot.kind}`), store, department, robot.hasSecret && t('settings.withSecret')]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <code className="quiet as-typed">{robot.urlShown}</code>
      </div>
      <div className="notice-acts">
        <Button loading={test.busy} onClick={() => void test.run()}>
          {t('settings.test')}
        </Button>
        <Button onClick={onChange}>{t('settings.change')}</Button>
        <Button danger type="text" loading={remove.busy} onClick={() => void remove.run()}>
          {t('settings.removeRobot')}
        </Button>
      </div>
      <div className="robot-answer">
        <ProblemNote error={test.error ?? remove.error} />
        <TestAnswer tested={tested} sent={t('settings.testSent')} />
      </div>
    </li>
  );
}
