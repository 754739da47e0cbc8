import { useWords } from '../../../base/web/i18n.ts';
import type { ComplaintsSection } from '../../../complaints/pack.ts';
import type { PostsSection } from '../../../people/pack.ts';
import { Lines, Titles, titled } from '../../../policies/web/Listing.tsx';
import { Tick } from '../../../policies/web/PostsPart.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { WideTable } from '../../../ui/WideTable.tsx';

interface Props {
  section: ComplaintsSection;
  posts: PostsSection['posts'];
}

/** What comes in: kinds, severities, categories and the questions of the trade. */
export function IntakePart({ section, posts }: Props) {
  const t = useWords('policies');
  const comma = t('base:common.listComma');
  const groups = [...new Set(section.categories.map(({ group }) => group))];
  return (
    <Panel title={t('page.intake')} id="intake">
      <Titles heading={t('complaints.kinds')} items={section.kinds} />
      <Lines
        heading={t('complaints.severities')}
        lines={section.severities.map(({ title, meaning, joins }) => (
          <>
            <strong>{title}</strong> {meaning}
            {joins.length > 0 && (
              <div className="quiet">
                {t('complaints.joins')}
                {t('base:common.colon')}
                {titled(joins, posts).join(comma)}
              </div>
            )}
          </>
        ))}
      />
      {groups.map((group) => (
        <Titles
          key={group}
          heading={group ? `${t('complaints.categories')} · ${group}` : t('complaints.categories')}
          items={section.categories.filter((one) => one.group === group)}
        />
      ))}
      <Titles heading={t('complaints.channels')} items={section.channels} />
      <Titles heading={t('complaints.sources')} items={section.sources} />
      {section.raisedChannels.length > 0 && (
        <Lines
          heading={t('complaints.raisedChannels')}
          lines={titled(section.raisedChannels, [...section.channels, ...section.sources])}
        />
      )}
      <Lines
        heading={t('complaints.relations')}
        lines={section.relations.map(
          ({ title, authorised }) => `${title}${authorised ? `（${t('complaints.authorised')}）` : ''}`,
        )}
      />
      <Titles heading={t('complaints.subjects')} items={section.subjects} />
      <Titles heading={t('complaints.demandTypes')} items={section.demandTypes} />
      <Titles heading={t('complaints.departments')} items={section.departments} />
      <h3>{t('complaints.fields')}</h3>
      <WideTable label={t('complaints.fields')}>
        <table className="table">
          <tbody>
            {section.fields.map((field) => (
              <tr key={field.key}>
                <th scope="row">{field.title}</th>
                <td>
                  {t(`page.fieldTypes.${field.type}`)}
                  {field.unit ? `（${field.unit}）` : ''}
                </td>
                <td>
                  {field.neededAt && t('complaints.fieldNeededAt', { stage: t(`complaints:stages.${field.neededAt}`) })}
                </td>
                <td className="quiet">
                  {[field.personal && t('complaints.personal'), field.searchable && t('complaints.searchable')]
                    .filter(Boolean)
                    .join(comma)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <p className="quiet">{t('complaints.correctMinutes', { count: section.words.correctMinutes })}</p>
    </Panel>
  );
}

/** Dangers and how a case climbs. */
export function LadderPart({ section, posts }: Props) {
  const t = useWords('policies');
  const comma = t('base:common.listComma');
  return (
    <Panel title={t('complaints.ladder')} id="ladder">
      <Lines
        heading={t('complaints.ladder')}
        lines={section.ladder.map((rung) => (
          <>
            <strong>{rung.title}</strong> {titled(rung.posts, posts).join(comma)}
            {rung.signOffs.length > 0 && (
              <div className="quiet">
                {t('complaints.signOffs')}
                {t('base:common.colon')}
                {titled(rung.signOffs, posts).join(comma)}
              </div>
            )}
          </>
        ))}
      />
      <Titles heading={t('complaints.jumpReasons')} items={section.jumpReasons} />
      <h3>{t('complaints.triggers')}</h3>
      <WideTable label={t('complaints.triggers')}>
        <table className="table">
          <tbody>
            {section.triggers.map((trigger) => (
              <tr key={trigger.key}>
                <th scope="row">{trigger.title}</th>
                <td>
                  {titled([trigger.severity], section.severities)[0]}
                  {trigger.jump && ` · ${t('complaints.jump')}`}
                </td>
                <td>
                  {trigger.words.join(comma)}
                  {trigger.safety && (
                    <div>
                      <strong>
                        {t('complaints.safety')}
                        {t('base:common.colon')}
                      </strong>
                      {trigger.safety}
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <Lines
        heading={t('complaints.crisis')}
        lines={section.crisis.checklist.map(
          ({ title, withinMinutes }) =>
            `${title}${withinMinutes ? `（${t('complaints.withinMinutes', { count: withinMinutes })}）` : ''}`,
        )}
      />
      <p className="quiet">
        {t('complaints.crisisPosts')}
        {t('base:common.colon')}
        {titled(section.crisis.posts, posts).join(comma)}
      </p>
      <Titles
        heading={t('complaints.supervisors')}
        items={posts.filter(({ key }) => section.supervisors.includes(key))}
      />
      <Titles
        heading={t('complaints.secondReaders')}
        items={posts.filter(({ key }) => section.secondReaders.includes(key))}
      />
      <Lines heading={t('complaints.urges')} lines={[t('complaints.urgesText', section.urges)]} />
    </Panel>
  );
}

/** What must be there before a case closes, by kind and severity; the first fitting line counts. */
export function ClosingPart({ section, posts }: Props) {
  const t = useWords('policies');
  const comma = t('base:common.listComma');
  const { closing, followUp } = section;
  const columns = [...new Set(closing.needs.flatMap(({ needs }) => needs))];
  const named = ({ kind = [], severity = [], close = [] }: (typeof closing.needs)[number]['when']) =>
    [
      titled(kind, section.kinds).join(comma),
      titled(severity, section.severities).join(comma),
      close.map((one) => t(`complaints.closeKinds.${one}`)).join(comma),
    ]
      .filter(Boolean)
      .join(' · ') || t('complaints.anyCase');
  return (
    <Panel title={t('complaints.closing')} id="closing">
      <h3>{t('complaints.closingNeeds')}</h3>
      <WideTable label={t('complaints.closingNeeds')}>
        <table className="matrix">
          <thead>
            <tr>
              <td />
              {columns.map((need) => (
                <th scope="col" key={need}>
                  <span>{t(`complaints.needs.${need}`)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {closing.needs.map(({ when, needs }) => (
              <tr key={JSON.stringify(when)}>
                <th scope="row">{named(when)}</th>
                {columns.map((need) => (
                  <td key={need}>{needs.includes(need) && <Tick />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <Lines
        heading={t('complaints.approvals')}
        lines={closing.approvals.map(
          ({ close, severity = [], posts: by }) =>
            `${[t(`complaints.closeKinds.${close}`), titled(severity, section.severities).join(comma)].filter(Boolean).join(' · ')}${t('base:common.colon')}${titled(by, posts).join(comma)}`,
        )}
      />
      <Lines heading={t('complaints.outsideWays')} lines={closing.outsideWays} />
      <Lines
        heading={t('complaints.followUp')}
        lines={[
          t('complaints.followUpText', {
            posts: titled(followUp.by, posts).join(comma),
            days: followUp.onDays,
            count: followUp.attempts,
          }),
        ]}
      />
      <h3>{t('complaints.grounds')}</h3>
      <WideTable label={t('complaints.grounds')}>
        <table className="table">
          <tbody>
            {section.grounds.map((ground) => (
              <tr key={ground.key}>
                <th scope="row">{ground.title}</th>
                <td>{t(ground.standing === 'stands' ? 'complaints.groundStands' : 'complaints.groundDoesNot')}</td>
                <td>{ground.evidence}</td>
                <td>{ground.secondReader && t('complaints.secondReader')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <Lines
        heading={t('complaints.remedies')}
        lines={section.remedies.map(
          ({ title, needsFault }) => `${title}${needsFault ? `（${t('complaints.needsFault')}）` : ''}`,
        )}
      />
    </Panel>
  );
}

export function ReasonsPart({ section }: { section: ComplaintsSection }) {
  const t = useWords('policies');
  const groups = [...new Set(section.rootCauses.map(({ group }) => group))];
  return (
    <Panel title={t('complaints.reasons')} id="reasons">
      {groups.map((group) => (
        <Titles
          key={group}
          heading={group ? `${t('complaints.rootCauses')} · ${group}` : t('complaints.rootCauses')}
          items={section.rootCauses.filter((one) => one.group === group)}
        />
      ))}
      <Titles heading={t('complaints.nextSteps')} items={section.nextSteps} />
      {Object.entries(section.reasons).map(([list, items]) => (
        <Titles key={list} heading={t(`complaints.reasonLists.${list}`)} items={items} />
      ))}
    </Panel>
  );
}
