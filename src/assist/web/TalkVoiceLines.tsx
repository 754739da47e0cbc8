import { useWords } from '../../base/web/i18n.ts';
import { Lines } from '../../complaints/web/case/Lines.tsx';
import { clockOf } from './clock-of.ts';
import type { Talk } from './use-talks.ts';

/** What the times tell; what they do not tell is not shown. */
export function TalkVoiceLines({ talk: { voice, limits, endedBy, hungUpFirst } }: { talk: Talk }) {
  const t = useWords('assist');
  const { pace, monologue, overlap, silence, holds, repeats } = voice;
  const paceText = (one: typeof pace.agent): string =>
    one
      ? [
          t(one.isExact ? 'talk.voice.perMinute' : 'talk.voice.atLeast', { count: one.perMinute }),
          one.verdict && t(`talk.voice.verdict.${one.verdict}`),
        ]
          .filter(Boolean)
          .join(' · ')
      : '';
  const waits = holds.filter(({ seconds }) => seconds !== null);
  const isTimed = pace.agent ?? pace.customer ?? monologue?.seconds ?? overlap ?? silence ?? waits[0];
  return (
    <>
      {!isTimed && <p className="quiet">{t('talk.voice.noTimes')}</p>}
      <Lines
        rows={[
          [t('talk.figure.pace'), paceText(pace.agent)],
          [t('talk.voice.band'), limits.pace && pace.agent && t('talk.voice.bandText', limits.pace)],
          [t('talk.voice.customerPace'), paceText(pace.customer)],
          [
            t('talk.figure.monologue'),
            monologue && monologue.seconds !== null
              ? [
                  clockOf(monologue.seconds),
                  t('talk.voice.from', { place: monologue.from + 1 }),
                  monologue.isLong && t('talk.voice.long', { seconds: limits.monologueSeconds }),
                ]
                  .filter(Boolean)
                  .join(' · ')
              : '',
          ],
          [
            t('talk.figure.overlap'),
            overlap &&
              [
                t('talk.voice.overlap', { seconds: overlap.seconds, count: overlap.interruptions.length }),
                overlap.isOften && t('talk.voice.often'),
              ]
                .filter(Boolean)
                .join(' · '),
          ],
          [t('talk.figure.silence'), silence && t('talk.voice.silence', silence)],
          [
            t('talk.figure.holds'),
            waits.map(({ utterance, seconds, isLong, missing, isCourteous }) => (
              <div key={utterance}>
                {[
                  t('talk.voice.hold', { place: utterance + 1, time: clockOf(seconds ?? 0) }),
                  isCourteous !== null && t(isCourteous ? 'talk.voice.courteous' : 'talk.voice.notCourteous'),
                  isLong && t('talk.voice.holdLong', { seconds: limits.holdSeconds }),
                  missing.length > 0 &&
                    t('talk.voice.holdMissing', {
                      what: missing.map((part) => t(`talk.voice.holdPart.${part}`)).join(t('talk.voice.and')),
                    }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            )),
          ],
          [
            t('talk.figure.repeats'),
            repeats.places.length > 0 &&
              [
                t('talk.voice.repeats', {
                  count: repeats.places.length,
                  places: repeats.places.map((one) => one + 1).join(t('talk.voice.and')),
                }),
                repeats.isOften && t('talk.voice.often'),
              ]
                .filter(Boolean)
                .join(' · '),
          ],
          [t('talk.figure.ending'), endedBy && t(hungUpFirst ? 'talk.ending.tooSoon' : `talk.ending.${endedBy}`)],
        ]}
      />
      {pace.agent && limits.paceReason && <p className="quiet">{limits.paceReason}</p>}
    </>
  );
}
