import { ArrowUpOutlined, RightOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatMoney } from '../../base/web/money.ts';
import { formatExact, formatTime, useNow } from '../../base/web/when.ts';
import { CountdownChip } from '../../clocks/web/CountdownChip.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type { ComplaintRow as Row } from '../contract.ts';
import { SeverityMark, UrgeMark } from './CaseMarks.tsx';

export interface ComplaintRowProps {
  row: Row;
  showOwner?: boolean;
  showStore?: boolean;
  /** Above the row: why it waits. */
  lead?: ReactNode;
  /** What a room above marks it with. */
  mark?: ReactNode;
  /** The one row of its list that Tab comes to. */
  isStop: boolean;
  /** Undefined: rows are not chosen here. */
  isSelected?: boolean | undefined;
  /** No longer in the list; it stays until the list may move. */
  isGone?: boolean;
}

/** One case in a list: who, what they said, where it stands, and what is due next. */
export const ComplaintRow = memo(function ComplaintRow({
  row,
  showOwner,
  showStore,
  lead,
  mark,
  isStop,
  isSelected,
  isGone,
}: ComplaintRowProps) {
  const t = useWords('complaints');
  return (
    <li
      className={`case-row case-row-${row.severity}${isSelected ? ' case-row-selected' : ''}${isGone ? ' case-row-gone' : ''}`}
    >
      {lead && <div className="case-row-lead">{lead}</div>}
      <div className="case-row-head">
        {isSelected !== undefined && (
          <input
            type="checkbox"
            className="case-row-choose"
            aria-label={t('bulk.select', { number: row.number })}
            aria-keyshortcuts="x"
            tabIndex={isStop ? 0 : -1}
            checked={isSelected}
            data-choose
            readOnly
          />
        )}
        <Link
          to="/complaints/$id"
          params={{ id: row.id }}
          className="case-row-link number"
          tabIndex={isStop ? 0 : -1}
          data-case={row.id}
        >
          {row.number}
        </Link>
        <span className="case-row-customer">{row.customer || row.phone || t('row.nobody')}</span>
        {row.customer && row.phone && <span className="case-row-phone number quiet">{row.phone}</span>}
        <span className="case-row-marks">
          <SeverityMark severity={row.severity} />
          <UrgeMark urges={row.urges} />
          {row.rung > 0 && <Chip icon={<ArrowUpOutlined />} text={t('row.rung', { count: row.rung })} />}
          {mark}
          {row.sample && <Chip text={t('row.sample')} />}
        </span>
      </div>
      <p className="case-row-words">
        {row.categoryTitle && <span className="quiet">{row.categoryTitle} · </span>}
        {row.excerpt || t('row.noWords')}
      </p>
      <div className="case-row-foot">
        <Chip
          tone={row.stage === 'closed' ? 'good' : 'quiet'}
          text={row.closedAs ? t(`closeKinds.${row.closedAs}`) : t(`stages.${row.stage}`)}
        />
        {row.clock && row.stage !== 'closed' && <CountdownChip clock={row.clock} />}
        {row.nextStepAt && row.stage !== 'closed' && <NextStep step={row.nextStep} at={row.nextStepAt} />}
        {row.closedAt && (
          <span className="case-row-next quiet">{t('row.closedAt', { time: formatTime(row.closedAt) })}</span>
        )}
        {row.claimedFen !== null && (
          <span className="case-row-next quiet number">
            {t('row.claimed', { amount: formatMoney(row.claimedFen) })}
          </span>
        )}
        {(showOwner || showStore) && (
          <span className="case-row-who quiet">
            {[showOwner && (row.owner?.name ?? t('row.noOwner')), showStore && row.storeName]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
      </div>
    </li>
  );
});

function NextStep({ step, at }: { step: string; at: string }) {
  const t = useWords('complaints');
  const isPast = Date.parse(at) < useNow(30_000);
  return (
    <span className={isPast ? 'case-row-next case-row-next-past' : 'case-row-next'} title={formatExact(at)}>
      <RightOutlined aria-hidden /> {step || t('row.nextStep')} {formatTime(at)}
      {isPast && ` · ${t('row.past')}`}
    </span>
  );
}
