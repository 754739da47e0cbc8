import { clockFindings } from '../clocks/go-live.ts';
import { type ClocksSection, clocksSchema } from '../clocks/pack.ts';
import * as complaintFacts from '../complaints/facts.ts';
import { complaintFindings } from '../complaints/go-live.ts';
import { type ComplaintsSection, complaintsSchema } from '../complaints/pack.ts';
import { incidentFindings } from '../incidents/go-live.ts';
import { type IncidentsSection, incidentsPart } from '../incidents/pack.ts';
import { noticeFindings } from '../notices/go-live.ts';
import { type NoticesSection, noticesPart } from '../notices/pack.ts';
import { postFindings } from '../people/go-live.ts';
import { type PostsSection, postsSchema } from '../people/pack.ts';
import type { Pack, PackSection } from '../policies/pack.ts';

const posts: PackSection<PostsSection> = { schema: postsSchema, findings: postFindings };

const clocks: PackSection<ClocksSection> = {
  schema: clocksSchema,
  findings: (section, pack) =>
    clockFindings(section, {
      posts: postKeys(pack),
      facts: new Set(Object.values(complaintFacts).map((fact) => fact.kind)),
    }),
};

const complaints: PackSection<ComplaintsSection> = {
  schema: complaintsSchema,
  findings: (section, pack) =>
    complaintFindings(section, { posts: postKeys(pack), clocks: (pack.sections['clocks'] as ClocksSection).clocks }),
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

const postKeys = (pack: Pack): Set<string> =>
  new Set((pack.sections['posts'] as PostsSection).posts.map((post) => post.key));

/** What a policy pack is made of, each section answered for by the room that reads it. */
export const packSections = { posts, clocks, complaints, incidents, notices };
