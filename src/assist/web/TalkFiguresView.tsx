import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Lines } from '../../complaints/web/case/Lines.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PHASES, PRINCIPLES, PROMISE_KINDS } from '../language.ts';
import { clockOf } from './clock-of.ts';
import type { TalkFigures } from './use-talks.ts';
import './practice-review.css';
import './talk.css';

/** Figures of one person over thirty days. No score, no rank, nobody beside them. */
export function TalkFiguresView({ figures }: { figures: TalkFigures }) {
  const t = useWords('assist');
  const { conversations, utterances, families, phases, phasesOf, principles, promises, voice, talks, days, more } =
    figures;
  if (conversations === 0) return <Empty title={t('talk.figures.none')} text={t('talk.figures.noneText')} />;
  return (
    <div className="stack">
      <p>
        {t('talk.figures.of', { days, conversations, utterances })} {more && t('talk.figures.more')}
      </p>
      <Panel title={t('talk.figures.families')}>
        {families.length === 0 ? (
          <p className="quiet">{t('talk.figures.noFindings')}</p>
        ) : (
          <table className="talk-families">
            <thead>
              <tr>
                <th scope="col">{t('talk.figures.family')}</th>
                <th scope="col">{t('talk.figures.times')}</th>
                <th scope="col">{t('talk.figures.per100')}</th>
              </tr>
            </thead>
            <tbody>
              {families.map(({ family, title, count, per100 }) => (
                <tr key={family}>
                  <td>{title}</td>
                  <td>{count}</td>
                  <td>{per100}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      <Panel title={t('review.coverage')}>
        <div className="practice-coverage">
          <p className="wrap">
            <strong>{t('review.phases')}</strong>
            {PHASES.map((phase) => (
              <Chip
                key={phase}
                tone={phases[phase] > 0 ? 'good' : 'quiet'}
                text={`${t(`phase.${phase}`)} ${phases[phase]}/${phasesOf}`}
              />
            ))}
          </p>
          <p className="wrap">
            <strong>{t('review.principles')}</strong>
            {PRINCIPLES.map((name) => (
              <Chip key={name} text={t('review.times', { what: t(`principle.${name}`), count: principles[name] })} />
            ))}
          </p>
          <p className="wrap">
            <strong>{t('review.promises')}</strong>
            {PROMISE_KINDS.map((kind) => (
              <Chip key={kind} text={t('review.times', { what: t(`promise.${kind}`), count: promises[kind] })} />
            ))}
          </p>
        </div>
      </Panel>
      <Panel title={t('talk.voice.title')}>
        <Lines
          rows={[
            [
              t('talk.figure.pace'),
              voice.perMinute !== null &&
                t(voice.isExact ? 'talk.voice.perMinute' : 'talk.voice.atLeast', { count: voice.perMinute }),
            ],
            [t('talk.figure.monologue'), voice.longestMonologue !== null && clockOf(voice.longestMonologue)],
            [
              t('talk.voice.interruptions'),
              voice.interruptions !== null && t('talk.voice.times', { count: voice.interruptions }),
            ],
            [t('talk.figure.silence'), voice.silence !== null && `${voice.silence}%`],
            [
              t('talk.figure.holds'),
              voice.holds > 0 && t('talk.voice.holdsOf', { count: voice.holds, courteous: voice.courteousHolds }),
            ],
            [t('talk.figure.repeats'), voice.repeats > 0 && t('talk.voice.times', { count: voice.repeats })],
            [
              t('talk.figure.ending'),
              voice.endings > 0 && t('talk.ending.first', { count: voice.hungUpFirst, of: voice.endings }),
            ],
          ]}
        />
        <p className="quiet">{t('talk.voice.onlyTimes')}</p>
      </Panel>
      <Panel title={t('talk.figures.talks')}>
        <p className="quiet">{t('talk.figures.talksLead')}</p>
        <ul className="rows">
          {talks.map((one) => (
            <li key={one.id} className="row">
              <Link to="/complaints/$id/talks/$talk" params={{ id: one.case.id, talk: one.id }} search={{}}>
                {t(`talk.channel.${one.channel}`)} {formatTime(one.startedAt)}
              </Link>
              <span className="number quiet">{one.case.number}</span>
              {one.findings > 0 && <Chip text={t('talk.figures.found', { count: one.findings })} />}
              {one.disputes > 0 && <Chip tone="warn" text={t('talk.disputes', { count: one.disputes })} />}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
