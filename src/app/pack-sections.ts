import { assistFindings } from '../assist/go-live.ts';
import { type AssistSection, assistPart } from '../assist/pack.ts';
import { clockFindings, lawSectionFindings, rhythmFindings } from '../clocks/go-live.ts';
import { type LawSection, lawSchema, withLaw } from '../clocks/law.ts';
import { type ClocksSection, clocksSchema } from '../clocks/pack.ts';
import { type RhythmsSection, rhythmsSchema } from '../clocks/rhythms.ts';
import { APPROVAL_OF } from '../complaints/approval-of.ts';
import { RESPONSIBLE, SEVERITIES } from '../complaints/complaint.ts';
import { complaintFindings, namedPosts } from '../complaints/go-live.ts';
import { type ComplaintsSection, complaintsSchema } from '../complaints/pack.ts';
import { crisisFindings, crisisPosts } from '../crisis/go-live.ts';
import { type CrisisSection, crisisPart } from '../crisis/pack.ts';
import { incidentFindings } from '../incidents/go-live.ts';
import { type IncidentsSection, incidentsPart } from '../incidents/pack.ts';
import { noticeFindings } from '../notices/go-live.ts';
import { type NoticesSection, noticesPart } from '../notices/pack.ts';
import { paperFindings } from '../papers/go-live.ts';
import { type PapersSection, papersPart } from '../papers/pack.ts';
import { postFindings } from '../people/go-live.ts';
import { type PostsSection, postsSchema } from '../people/pack.ts';
import type { Pack, PackSection } from '../policies/pack.ts';
import { CLOCK_FACTS } from './pack-sections-facts.ts';

const posts: PackSection<PostsSection> = { schema: postsSchema, findings: postFindings };

const clocks: PackSection<ClocksSection> = {
  schema: clocksSchema,
  findings: (section, pack, { today }) =>
    clockFindings(section, {
      posts: postKeys(pack),
      facts: new Set(CLOCK_FACTS),
      values: {
        severity: new Set(SEVERITIES),
        responsible: new Set(RESPONSIBLE),
        department: new Set((pack.sections['complaints'] as ComplaintsSection).departments.map(({ key }) => key)),
        flow: new Set((pack.sections['complaints'] as ComplaintsSection).routing.flows.map(({ key }) => key)),
        form: new Set([(pack.sections['complaints'] as ComplaintsSection).reportUp?.sheet?.key ?? '']),
        of: new Set<string>(['feeling', 'fault', ...APPROVAL_OF]),
      },
      law: pack.sections['law'] as LawSection,
      today,
    }),
  // the owner and the next rung hear in any case; named posts alone may be nobody
  posts: ({ clocks }) =>
    clocks
      .filter(({ hears, off }) => off === '' && !hears.breach.includes('owner') && !hears.breach.includes('next-rung'))
      .map(({ key, hears }) => ({ path: `clocks.clocks.${key}.hears.breach`, posts: hears.breach })),
};

const rhythms: PackSection<RhythmsSection> = {
  schema: rhythmsSchema,
  findings: (section, pack) =>
    rhythmFindings(section, {
      posts: postKeys(pack),
      calendars: new Set(['always', ...(pack.sections['clocks'] as ClocksSection).calendars.map(({ key }) => key)]),
    }),
};

const law: PackSection<LawSection> = {
  schema: lawSchema,
  findings: lawSectionFindings,
  library: { file: 'law.yaml', fill: withLaw },
};

const complaints: PackSection<ComplaintsSection> = {
  schema: complaintsSchema,
  findings: (section, pack) =>
    complaintFindings(section, { posts: postKeys(pack), clocks: (pack.sections['clocks'] as ClocksSection).clocks }),
  posts: (section) =>
    namedPosts(section)
      // a joint plan needs each of those who sign
      .flatMap(([path, posts]) =>
        path.endsWith('.signOffs') ? posts.map((post) => [path, [post]] as const) : [[path, posts] as const],
      )
      .filter(([, posts]) => posts.length > 0)
      .map(([path, posts]) => ({ path: `complaints.${path}`, posts })),
};

const incidents: PackSection<IncidentsSection> = {
  schema: incidentsPart.schema,
  findings: (section, pack) =>
    incidentFindings(section, {
      fields: new Set((pack.sections['complaints'] as ComplaintsSection).fields.map((field) => field.key)),
    }),
};

const notices: PackSection<NoticesSection> = {
  schema: noticesPart.schema,
  findings: (section, pack) => noticeFindings(section, { posts: postKeys(pack) }),
};

const papers: PackSection<PapersSection> = {
  schema: papersPart.schema,
  findings: (section, pack) => {
    const { fields, crisis } = pack.sections['complaints'] as ComplaintsSection;
    return paperFindings(section, {
      posts: postKeys(pack),
      fields: new Set(fields.map((field) => field.key)),
      plans: new Set(crisis.plans.map((plan) => plan.key)),
    });
  },
};

const crisis: PackSection<CrisisSection> = {
  schema: crisisPart.schema,
  findings: (section, pack) => {
    const { triggers, fields, crisis } = pack.sections['complaints'] as ComplaintsSection;
    const keys = (list: readonly { key: string }[]) => new Set(list.map(({ key }) => key));
    return crisisFindings(section, {
      posts: postKeys(pack),
      triggers: keys(triggers),
      fields: keys(fields),
      plans: crisis.plans.length,
    });
  },
  posts: crisisPosts,
};

const assist: PackSection<AssistSection> = {
  schema: assistPart.schema,
  findings: (section, pack) => assistFindings(section, { posts: postKeys(pack) }),
};

const postKeys = (pack: Pack): Set<string> =>
  new Set((pack.sections['posts'] as PostsSection).posts.map((post) => post.key));

/** What a policy pack is made of, each section answered for by the room that reads it. */
export const packSections = { posts, law, clocks, rhythms, complaints, incidents, papers, crisis, assist, notices };
