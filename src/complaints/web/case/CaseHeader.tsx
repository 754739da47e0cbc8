import { BellOutlined, DownOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatExact } from '../../../base/web/when.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Person } from '../../../ui/Person.tsx';
import { useShortcut } from '../../../ui/shortcuts.ts';
import { SeverityMark, UrgeMark } from '../CaseMarks.tsx';
import { AskedOfYou } from './AskedOfYou.tsx';
import { CaseAsks } from './CaseAsks.tsx';
import { Clocks } from './Clocks.tsx';
import { CopyKey } from './CopyKey.tsx';
import { useCase } from './case-context.ts';
import { EndChip } from './EndChip.tsx';
import { HandOverNote } from './HandOverNote.tsx';
import { NextStepLine } from './NextStepLine.tsx';
import { isAct, MENU } from './places.ts';
import { Reveal } from './Reveal.tsx';
import { StageStepper } from './StageStepper.tsx';
import { useSpell } from './spell.ts';
import { Tally } from './Tally.tsx';
import { keptOrder, timelineQuery } from './timeline-query.ts';

/** The longest history that goes on paper in one go. */
const PAGES_ON_PAPER = 40;

/** What stays in sight: which case, whose, how grave, how far, how long still, and the next move. `keys`: of rooms above. */
export function CaseHeader({ keys }: { keys?: ReactNode }) {
  const t = useWords('complaints');
  const { view, pack, can, go, openDialog } = useCase();
  const { one } = useSpell();
  const { staff } = useSession();
  useShortcut('u', t('case.acts.urge'), () => openDialog('urge'), can('urge'));
  const primary = isAct(view.primary) ? view.primary : null;
  return (
    <header className="case-header">
      <div className="case-header-line">
        <h1 className="case-number">
          <span className="as-typed">{view.number}</span>
          <CopyKey text={view.number} what={t('case.copyNumber')} />
        </h1>
        <span className="case-customer">
          <bdi>{view.customer}</bdi>
        </span>
        {view.phone && <Reveal what="phone" masked={view.phone} phone />}
        <span className="wrap case-header-marks">
          <Chip text={one('kind', view.kind)} />
          <SeverityMark severity={view.severity} />
          {view.categoryTitle && <Chip text={view.categoryTitle} />}
          <UrgeMark urges={view.urges} markAt={pack.urges.markAt} />
          {view.reopened > 0 && <Chip tone="warn" text={t('case.reopenedTimes', { count: view.reopened })} />}
          {view.closedAs && <EndChip as={view.closedAs} />}
          {view.sample && <Chip text={t('case.sample')} />}
        </span>
        <span className="case-owner">
          {view.owner ? (
            <Person name={view.owner.name} note={view.storeName} />
          ) : (
            <Chip tone="warn" text={t('case.noOwner')} />
          )}
        </span>
        <span className="case-header-keys no-print">
          {keys}
          {can('urge') && (
            <Button icon={<BellOutlined aria-hidden />} onClick={() => openDialog('urge')}>
              {t('case.acts.urge')}
            </Button>
          )}
          {primary && primary !== 'acknowledge' && (
            <Button type="primary" onClick={() => go(primary)}>
              {t(`case.acts.${primary}`)}
            </Button>
          )}
          <QuietMenu />
        </span>
      </div>
      <p className="case-print-only">{t('case.printedBy', { name: staff.name, time: formatExact(new Date()) })}</p>
      <StageStepper stages={view.stages} />
      <HandOverNote />
      <AskedOfYou />
      <CaseAsks />
      <div className="case-header-line case-header-second">
        <NextStepLine />
        <Tally />
        <Clocks />
      </div>
    </header>
  );
}

/** The rest of the acts; what may not be done now is grey and says why. */
function QuietMenu() {
  const t = useWords('complaints');
  const { view, can, whyNot, go } = useCase();
  const { staff } = useSession();
  const client = useQueryClient();
  const order = keptOrder.use() ?? 'newest';
  const print = async (): Promise<void> => {
    // paper has no "load more"; what cannot be read in time is said on the paper
    await client.fetchInfiniteQuery({ ...timelineQuery(view.id, order, null), pages: PAGES_ON_PAPER }).catch(() => {});
    window.print();
  };
  const items = MENU.filter((act) => can(act) || (view.stage !== 'closed' && whyNot(act))).map((act) => {
    const label = act === 'assign' && view.owner?.id !== staff.id ? t('case.reassign') : t(`case.acts.${act}`);
    const why = can(act) ? undefined : whyNot(act);
    return {
      key: act,
      disabled: why !== undefined,
      label: why ? (
        <span title={why}>
          {label}
          <span className="case-menu-why">{why}</span>
        </span>
      ) : (
        label
      ),
    };
  });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...items,
          { type: 'divider' as const },
          { key: 'print', icon: <PrinterOutlined aria-hidden />, label: t('case.print') },
        ],
        onClick: ({ key }) => (key === 'print' ? void print() : isAct(key) && go(key)),
      }}
    >
      <Button icon={<DownOutlined aria-hidden />} iconPlacement="end">
        {t('case.more')}
      </Button>
    </Dropdown>
  );
}
