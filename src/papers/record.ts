import type { ComplaintView } from '../complaints/case-contract.ts';
import type { ComplaintsSection, PackField } from '../complaints/pack.ts';
import type { RecordAct, Records } from '../complaints/records.ts';
import { maskIdNumber, maskPhone } from '../people/mask.ts';
import { inFigures, onPaper } from './amount.ts';
import { type EmergencyPlan, emergencyPlaces, emergencyTables } from './emergency.ts';
import type { Letterhead } from './paper.ts';
import type { TableName } from './slots.ts';

/** One line of a table: texts by column. */
export type Line = Readonly<Record<string, string>>;

/** A case as paper says it: every value a text, at the places that SLOTS names. What the reader may not see is not in it. */
export interface CaseRecord {
  readonly [place: string]: unknown;
  readonly store: Letterhead;
  readonly fields: Readonly<Record<string, string>>;
  /** Typed into a sheet of the case, by form and line. */
  readonly typed: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly tables: Readonly<Record<TableName, readonly Line[]>>;
  /** Responsibility is judged ours. */
  readonly faultFound: boolean;
}

export interface Sayer {
  /** `words('complaints', 'stages.closed')`. */
  readonly words: (room: string, key: string) => string;
  readonly when: (at: string) => string;
  readonly day: (at: string) => string;
}

/** What lies beside the view of a case. */
export interface Beside {
  readonly organisation: string;
  readonly head: Letterhead;
  readonly printedBy: string;
  readonly now: string;
  readonly departments: ReadonlyMap<string, string>;
  readonly posts: ReadonlyMap<string, string>;
  readonly contacts: readonly { at: string; by: string; means: string; outcome: string; summary: string }[];
  readonly letters: readonly {
    number: string | null;
    title: string;
    state: string;
    sealedAt: string | null;
    sentAt: string | null;
    tracking: string;
  }[];
  /** Only for a form that asks for it. */
  readonly emergency: EmergencyPlan | null;
  /** The number and fields whole; absent: as the view masks them. */
  readonly whole?: { readonly phone: string; readonly fields: ComplaintView['fields'] };
}

type Of<Act extends RecordAct> = { at: string; by: string; data: Records[Act] };

export function recordOf(view: ComplaintView, pack: ComplaintsSection, beside: Beside, say: Sayer): CaseRecord {
  const masked = beside.whole === undefined;
  const of = (key: string) => say.words('complaints', key);
  const free = (text: string | null | undefined): string => (masked ? withoutNumbers(text ?? '') : (text ?? ''));
  const when = (at: string | null | undefined): string => (at ? say.when(at) : '');
  const titleIn = (list: readonly { key: string; title: string | null }[], key: string | null | undefined): string =>
    key ? (list.find((entry) => entry.key === key)?.title ?? key) : '';
  const all = <Act extends RecordAct>(act: Act): Of<Act>[] =>
    view.records
      .filter((record) => record.act === act)
      .map(({ at, by, data }) => ({ at, by: by?.name ?? '', data: data as unknown as Records[Act] }));
  const last = <Act extends RecordAct>(act: Act): Of<Act> | undefined => {
    const found = view.records.filter((record) => record.act === act && !record.endedAt).at(-1);
    return found && { at: found.at, by: found.by?.name ?? '', data: found.data as unknown as Records[Act] };
  };
  const amount = (fen: number | null | undefined): string => (fen ? onPaper(fen) : '');

  const [investigation, finding, standing, responsibility] = [
    last('investigation'),
    last('finding'),
    last('standing'),
    last('responsibility'),
  ];
  const [plan, agreement, execution, resolution] = [
    last('plan'),
    last('agreement'),
    last('execution'),
    last('resolution'),
  ];
  const option = plan?.data.options[agreement?.data.option ?? 0];
  const followUps = all('follow-up');
  const followUp = followUps.at(-1);
  const escalations = all('escalation');
  const escalation = escalations.at(-1);
  const reportUp = all('report-up').at(-1);
  const [closing, lesson] = [last('closing'), last('lesson')];
  const order = view.workOrders.at(-1);
  const promise = view.promises.at(-1);
  const outside = view.outsideNumbers.at(0);
  const reached = beside.contacts.find(({ outcome }) => outcome === 'reached');
  const rung = (place: number): string => view.ladder[place]?.title ?? '';
  const fields = beside.whole?.fields ?? view.fields;

  return {
    today: say.day(beside.now),
    printedBy: beside.printedBy,
    organisation: beside.organisation,
    store: beside.head,
    faultFound: responsibility?.data.responsible === 'ours',
    case: {
      number: view.number,
      title: pack.caseTitle,
      kind: titleIn(pack.kinds, view.kind),
      category: titleIn(pack.categories, view.category),
      severity: titleIn(pack.severities, view.severity),
      stage: of(`stages.${view.stage}`),
      channel: titleIn(pack.channels, view.channel),
      source: titleIn(pack.sources, view.source),
      subjects: view.subjects.map((key) => titleIn(pack.subjects, key)),
      receivedAt: when(view.receivedAt),
      enteredAt: when(view.enteredAt),
      registeredBy: view.registeredBy?.name ?? '',
      owner: view.owner?.name ?? '',
    },
    caller: {
      name: view.callerName,
      phone: beside.whole?.phone ?? view.phone,
      relation: titleIn(pack.relations, view.relation),
    },
    ownWords: free(view.ownWords.map(({ body }) => body).join('\n')),
    demands: view.demands.map(
      ({ type, body, claimedFen }) =>
        free([titleIn(pack.demandTypes, type), body].filter(Boolean).join('：')) +
        (claimedFen === null ? '' : `（${inFigures(claimedFen)}元）`),
    ),
    expectedResult: free(view.expectedResult),
    respondents: view.respondents.map(({ name }) => name),
    outside: { number: outside?.number ?? '', sender: outside?.sender ?? '', due: when(outside?.dueAt) },
    firstContactAt: when(reached?.at),
    next: { step: free(view.nextStep), at: when(view.nextStepAt) },
    promise: { body: free(promise?.body), due: when(promise?.dueAt) },
    investigation: { by: investigation?.by ?? '', question: free(investigation?.data.question) },
    finding: finding
      ? {
          at: when(finding.at),
          truth: of(`case.truth.${finding.data.truth}`),
          cause: free(finding.data.cause),
          statements: free(finding.data.statements),
          ours: free(finding.data.ours),
          theirs: free(finding.data.theirs),
        }
      : null,
    standing: standing
      ? {
          standing: of(`case.standing.${standing.data.standing}`),
          ground: titleIn(pack.grounds, standing.data.ground),
          evidence: free(standing.data.evidence),
          reason: free(standing.data.reason),
        }
      : null,
    responsibility: responsibility
      ? {
          responsible: of(`case.responsible.${responsibility.data.responsible}`),
          department: beside.departments.get(responsibility.data.departmentId ?? '') ?? '',
          evidence: free(responsibility.data.evidence),
          reason: free(responsibility.data.reason),
        }
      : null,
    plan: plan
      ? {
          need: free(plan.data.need),
          outline: free(option?.outline),
          benefit: free(option?.benefit),
          details: free(option?.details),
          remedy: titleIn(pack.remedies, option?.remedy),
          amount: amount(option?.amountFen),
          due: when(plan.data.dueAt),
        }
      : null,
    agreement: agreement
      ? { by: agreement.data.by, at: when(agreement.at), means: of(`means.${agreement.data.means}`) }
      : null,
    workOrder: order
      ? {
          department: order.departmentName,
          assignee: order.assignee?.name ?? '',
          task: free(order.task),
          sentAt: when(order.sentAt),
          due: when(order.dueAt),
          reply: free(order.reply),
          repliedAt: when(order.repliedAt),
        }
      : null,
    escalation: escalation
      ? { at: when(escalation.at), to: rung(escalation.data.to), why: free(escalation.data.whyNot) }
      : null,
    reportUp: reportUp
      ? {
          at: when(reportUp.at),
          by: reportUp.by,
          to: reportUp.data.posts.map((post) => beside.posts.get(post) ?? post),
          note: free(reportUp.data.note),
        }
      : null,
    execution: { what: free(execution?.data.what) },
    resolution: resolution
      ? {
          result: free(resolution.data.result),
          delivered: free(resolution.data.delivered),
          at: when(resolution.at),
          by: resolution.by,
        }
      : closing?.data.onTheSpot
        ? {
            result: free([closing.data.what, closing.data.how].filter(Boolean).join('\n')),
            at: when(closing.at),
            by: closing.by,
          }
        : null,
    followUp: followUp
      ? {
          at: when(followUp.data.at),
          by: followUp.by,
          outcome: of(`contactOutcomes.${followUp.data.outcome}`),
          satisfaction: followUp.data.satisfaction ? of(`case.satisfaction.${followUp.data.satisfaction}`) : '',
          note: free(followUp.data.note),
        }
      : null,
    outsideWays: pack.closing.outsideWays,
    emergency: emergencyPlaces(beside.emergency, say),
    closing: closing
      ? {
          as: of(`closeKinds.${closing.data.as}`),
          at: when(view.closedAt ?? closing.at),
          by: closing.by,
          note: free(closing.data.note),
        }
      : null,
    lesson: lesson
      ? {
          rootCause: titleIn(pack.rootCauses, lesson.data.rootCause),
          lesson: free(lesson.data.lesson),
          prevention: free(lesson.data.prevention),
        }
      : null,
    fields: Object.fromEntries(
      pack.fields.map((field) => [field.key, free(fieldText(field, fields[field.key], { say, of }))]),
    ),
    typed: Object.fromEntries(
      all('form').map(({ data }) => [
        data.form,
        Object.fromEntries(data.values.map(({ field, text }) => [field, free(text)])),
      ]),
    ),
    tables: {
      words: view.ownWords.map(({ at, by, body }) => ({ at: when(at), by: by?.name ?? '', body: free(body) })),
      demands: view.demands.map((demand) => ({
        ordinal: String(demand.ordinal),
        type: titleIn(pack.demandTypes, demand.type),
        body: free(demand.body),
        answer: of(`case.answer.${demand.answer}`),
        note: free(demand.answerNote),
        claimed: amount(demand.claimedFen),
        amount: amount(demand.amountFen),
      })),
      contacts: beside.contacts.map(({ at, by, means, outcome, summary }) => ({
        at: when(at),
        by,
        means: of(`means.${means}`),
        outcome: of(`contactOutcomes.${outcome}`),
        summary: free(summary),
      })),
      promises: view.promises.map(({ body, dueAt, keptAt, by }) => ({
        body: free(body),
        due: when(dueAt),
        kept: when(keptAt),
        by: by?.name ?? '',
      })),
      'work-orders': view.workOrders.map((one) => ({
        ordinal: String(one.ordinal),
        department: one.departmentName,
        assignee: one.assignee?.name ?? '',
        task: free(one.task),
        due: when(one.dueAt),
        state: of(`case.workOrderState.${one.state}`),
        reply: free(one.reply),
        'replied-at': when(one.repliedAt),
      })),
      options: (plan?.data.options ?? []).map((one, n) => ({
        ordinal: String(n + 1),
        outline: free(one.outline),
        benefit: free(one.benefit),
        remedy: titleIn(pack.remedies, one.remedy),
        amount: amount(one.amountFen),
      })),
      escalations: escalations.map(({ at, data }) => ({
        at: when(at),
        from: rung(data.from),
        to: rung(data.to),
        tried: free(data.tried),
        why: free(data.whyNot || titleIn(pack.jumpReasons, data.jump)),
      })),
      approvals: all('approval').map(({ at, by, data }) => ({
        at: when(at),
        by,
        of: say.words('papers', `approvalOf.${data.of}`),
        answer: say.words('papers', data.approved ? 'answer.yes' : 'answer.no'),
        note: free(data.note),
      })),
      'follow-ups': followUps.map(({ by, data }) => ({
        at: when(data.at),
        by,
        outcome: of(`contactOutcomes.${data.outcome}`),
        satisfaction: data.satisfaction ? of(`case.satisfaction.${data.satisfaction}`) : '',
        note: free(data.note),
      })),
      attachments: view.attachments
        .filter(({ redacted }) => !redacted)
        .map(({ name, by, at }, n) => ({ ordinal: String(n + 1), name, by: by?.name ?? '', at: when(at) })),
      letters: beside.letters.map((letter) => ({
        number: letter.number ?? '',
        title: letter.title,
        state: say.words('papers', `states.${letter.state}`),
        'sealed-at': when(letter.sealedAt),
        'sent-at': when(letter.sentAt),
        tracking: letter.tracking,
      })),
      ...emergencyTables(beside.emergency, say),
      chronicle: [
        { at: view.enteredAt, by: view.registeredBy?.name ?? '', act: say.words('papers', 'acts.registered') },
        ...view.records.map(({ at, by, act }) => ({ at, by: by?.name ?? '', act: say.words('papers', `acts.${act}`) })),
      ]
        .sort((one, other) => one.at.localeCompare(other.at))
        .map(({ at, by, act }) => ({ at: when(at), by, act })),
    },
  };
}

function fieldText(
  field: PackField,
  value: string | number | boolean | null | undefined,
  { say, of }: { say: Sayer; of: (key: string) => string },
): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return of(value ? 'case.yes' : 'case.no');
  if (field.type === 'choice') return field.choices?.find(({ key }) => key === value)?.title ?? String(value);
  if (field.type === 'date-time' && !Number.isNaN(Date.parse(String(value)))) return say.when(String(value));
  return `${value}${field.unit ?? ''}`;
}

/** Phone and identity numbers that somebody wrote into words. */
export const withoutNumbers = (text: string): string =>
  text
    .replace(/(?<![0-9])[1-9]\d{16}[0-9Xx](?![0-9])/g, maskIdNumber)
    .replace(/(?<![0-9])1\d{10}(?![0-9])/g, maskPhone);
