import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import type { MarkedDayInput } from '../contract.ts';
import { differences, type Marks, saidFrames } from './calendar-draft.ts';

interface Props {
  /** The server's sentence: who saved which edition meanwhile. */
  sentence: string;
  mine: Marks;
  theirs: Marks;
  onTakeTheirs: () => void;
  onLayOver: () => void;
  onClose: () => void;
}

/** Somebody else saved first: both versions day by day, and two ways on. */
export function BothVersions({ sentence, mine, theirs, onTakeTheirs, onLayOver, onClose }: Props) {
  const t = useWords('clocks');
  const said = (marked: MarkedDayInput | null) => {
    if (!marked) return t('page.calendar.byWeek');
    const hours = marked.kind === 'work' && marked.frames ? ` ${saidFrames(marked.frames)}` : '';
    return `${t(`calendar.kind.${marked.kind === 'off' ? 'off' : 'work'}`)} ${marked.title}${hours}`;
  };
  const different = differences(mine, theirs);
  return (
    <Dialog
      title={t('calendar.changedTitle')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onTakeTheirs}>{t('page.calendar.takeTheirs')}</Button>
          <Button type="primary" onClick={onLayOver}>
            {t('page.calendar.layOver')}
          </Button>
        </>
      }
    >
      <p>{sentence}</p>
      {different.length === 0 ? (
        <p>{t('page.calendar.noDifference')}</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('page.calendar.day')}</th>
              <th scope="col">{t('calendar.yours')}</th>
              <th scope="col">{t('calendar.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {different.map((one) => (
              <tr key={one.day}>
                <th scope="row">{formatDay(one.day)}</th>
                <td>{said(one.mine)}</td>
                <td>{said(one.theirs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}
