import { CheckCircleOutlined, CheckOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { useMemo, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Panel } from '../../ui/Panel.tsx';
import { stylesEar } from '../ear.ts';
import { type Language, OBJECTIONS, type Objection, PHASES } from '../language.ts';
import type { Library, Scenario, Style } from '../library.ts';
import { reviewOf } from '../review.ts';
import { fillSlots } from '../slots.ts';
import { PhrasePicker, Pick, WithSlots } from './PhrasePicker.tsx';
import type { Practice } from './use-practice.ts';

interface Props {
  practice: Practice;
  language: Language;
  library: Library;
  scenario: Scenario | null;
  slots: Readonly<Record<string, string>>;
  insert: (phrase: string) => void;
}

/** What unfolds on demand. Steps of talk are shown, never locked. */
export function PracticeHelp(props: Props) {
  const t = useWords('assist');
  return (
    <>
      <PhaseBar {...props} />
      {props.scenario && (
        <Panel title={t('help.facts')} level={3}>
          <Facts {...props} scenario={props.scenario} />
        </Panel>
      )}
      <Panel title={t('help.phrases')} level={3}>
        <PhrasePicker {...props} />
      </Panel>
      <ObjectionPanel {...props} />
      <Panel title={t('help.style')} level={3} collapsed>
        <StyleCard {...props} />
      </Panel>
      <Panel title={t('help.promises')} level={3} collapsed>
        <PromisesAndApologies {...props} />
      </Panel>
      <Panel title={t('help.case')} level={3} collapsed>
        <CaseFlags {...props} />
      </Panel>
    </>
  );
}

/** What is needed of a talk, practised or real. */
interface OfAnalysis {
  practice: Pick<Practice, 'analysis'>;
}

export function PhaseBar({ practice: { analysis } }: OfAnalysis) {
  const t = useWords('assist');
  const agent = analysis.utterances.filter(({ speaker }) => speaker === 'agent');
  const here = agent.at(-1)?.phase ?? 'invite';
  const { phases } = reviewOf(analysis, null);
  return (
    <ol className="practice-phases" aria-label={t('help.phases')}>
      {PHASES.map((phase) => {
        const isDone = phases.includes(phase);
        return (
          <li key={phase} data-done={isDone} aria-current={phase === here ? 'step' : undefined}>
            {isDone && <CheckOutlined aria-label={t('help.done')} />}
            {t(`phase.${phase}`)}
          </li>
        );
      })}
    </ol>
  );
}

function Facts({ scenario, practice: { customer } }: Props & { scenario: Scenario }) {
  const t = useWords('assist');
  return (
    <ul className="practice-facts">
      {scenario.facts.map(({ key, title, answer }) => {
        const isTold = customer?.told.includes(key);
        return (
          <li key={key}>
            {isTold ? (
              <CheckCircleOutlined aria-label={t('help.told')} />
            ) : (
              <QuestionCircleOutlined aria-label={t('help.open')} />
            )}
            <span>
              {title}
              {isTold && <span className="quiet"> · {answer}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

type ObjectionProps = OfAnalysis & Pick<Props, 'library' | 'slots' | 'insert'>;

const objectionIn = ({ practice: { analysis } }: OfAnalysis): Objection | null =>
  analysis.utterances.findLast(({ speaker }) => speaker === 'customer')?.objection ?? null;

/** Unfolds by itself when an objection is heard. */
export function ObjectionPanel(props: ObjectionProps) {
  const t = useWords('assist');
  const isHeard = objectionIn(props) !== null;
  return (
    <Panel key={`${isHeard}`} title={t('help.objection')} level={3} collapsed={!isHeard}>
      <ObjectionHelper {...props} />
    </Panel>
  );
}

function ObjectionHelper(props: ObjectionProps) {
  const t = useWords('assist');
  const { library, slots, insert } = props;
  const heard = objectionIn(props) ?? '';
  const [chosen, setChosen] = useState<Objection | ''>('');
  const kind = chosen || heard;
  const card = library.objectionCards.find((one) => one.kind === kind);
  return (
    <>
      <Pick
        label={t('help.objectionKind')}
        all={heard ? t('help.heard', { kind: t(`objection.${heard}`) }) : t('help.noObjection')}
        names={OBJECTIONS}
        value={chosen}
        titleOf={(name) => t(`objection.${name}`)}
        onPick={setChosen}
      />
      {card && (
        <>
          <p className="quiet">{card.sign}</p>
          <ol className="practice-steps">
            {card.steps.map(({ title, say }) => (
              <li key={title}>
                {title}
                <button type="button" className="practice-say" onClick={() => insert(say)}>
                  <WithSlots text={fillSlots(say, slots)} />
                </button>
              </li>
            ))}
          </ol>
          <p>{card.never}</p>
        </>
      )}
    </>
  );
}

interface OfStyles {
  practice: Pick<Practice, 'said'>;
  language: Language;
  library: Library;
}

export function StyleCard({ practice: { said }, language, library }: OfStyles) {
  const t = useWords('assist');
  const ear = useMemo(() => stylesEar(language, library.styles), [language, library]);
  const proposed = useMemo(
    () => ear(said.filter(({ speaker }) => speaker === 'customer').map(({ text }) => text)),
    [ear, said],
  );
  const [chosen, setChosen] = useState('');
  const style = library.styles.find(({ key }) => key === chosen) ?? (chosen === '' ? proposed[0] : undefined);
  return (
    <>
      <Pick
        label={t('help.styleKind')}
        all={proposed[0] ? t('help.proposed', { style: proposed[0].title }) : t('help.noStyle')}
        names={library.styles.map(({ key }) => key)}
        value={chosen}
        titleOf={(name) => library.styles.find(({ key }) => key === name)?.title ?? name}
        onPick={setChosen}
      />
      <p className="field-hint">{t('help.styleNote')}</p>
      {style && <StyleAdvice style={style} />}
    </>
  );
}

export function StyleAdvice({ style: { hint, dos, donts } }: { style: Style }) {
  const t = useWords('assist');
  return (
    <>
      <p>{hint}</p>
      <h4>{t('help.dos')}</h4>
      <ul>
        {dos.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h4>{t('help.donts')}</h4>
      <ul>
        {donts.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

export function PromisesAndApologies({ practice: { analysis } }: OfAnalysis) {
  const t = useWords('assist');
  const { promises, apologies } = reviewOf(analysis, null);
  return (
    <>
      <p>{t('help.apologies', apologies)}</p>
      <PromiseList promises={promises} />
    </>
  );
}

/** What was promised, and what it binds us to. */
export function PromiseList({ promises }: { promises: ReturnType<typeof reviewOf>['promises'] }) {
  const t = useWords('assist');
  if (promises.length === 0) return <p className="quiet">{t('help.noPromise')}</p>;
  return (
    <ul className="practice-promises">
      {promises.map(({ utterance, kind, words }) => (
        <li key={`${utterance}-${kind}-${words}`}>
          <strong>{t(`promise.${kind}`)}</strong> “{words}”<div className="quiet">{t(`binds.${kind}`)}</div>
        </li>
      ))}
    </ul>
  );
}

const FLAGS = ['faultVerified', 'withinAuthority', 'preventionLinked'] as const;

function CaseFlags({ practice: { flags, setFlag }, scenario }: Props) {
  const t = useWords('assist');
  const names = scenario ? FLAGS : ([...FLAGS, 'factsComplete'] as const);
  return (
    <>
      <p className="field-hint">{t('help.caseNote')}</p>
      {names.map((flag) => (
        <label key={flag} className="practice-flag">
          <input
            type="checkbox"
            checked={flags[flag] ?? false}
            onChange={(event) => setFlag(flag, event.target.checked)}
          />
          {t(`flag.${flag}`)}
        </label>
      ))}
    </>
  );
}
