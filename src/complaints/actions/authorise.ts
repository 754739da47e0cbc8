import type { InputOf } from '../../base/contract.ts';
import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { holds, may, postsIn } from '../../people/staff.ts';
import type { Matter } from '../approval-of.ts';
import { approversFor, authorityOf, beyond, isAuthorised, type Promised } from '../authority.ts';
import { mustBeIn } from '../choices.ts';
import { askersOf } from '../closing.ts';
import type { approve, askApproval } from '../closing-contract.ts';
import {
  approvalAsked,
  approvalGiven,
  authorisationAsked,
  authorisationDeclined,
  authorisationGiven,
} from '../facts.ts';
import { speakersFor } from '../independence.sql.ts';
import { allOf, current } from '../records.ts';
import type { CaseWork } from './case-work.ts';
import { answersAlone } from './second-person.ts';

const isAuthorisation = (of: Matter): boolean => of === 'authorisation' || of === 'above-ceiling';

/** 授权申请、特殊事项: asked before anything is agreed that one may not promise alone. */
export async function askAbout(work: CaseWork, of: Matter, given: InputOf<typeof askApproval>) {
  const { policy, tx, row } = work;
  const { note, what, amountFen, remedy = null, matter = null } = given;
  mustBeIn(policy.pack.remedies, remedy, '处理方式');
  mustBeIn(policy.pack.special, matter, '特殊事项');
  if (isAuthorisation(of) && amountFen === null && !remedy && !what)
    throw new Refusal('complaints.authorise-what', { status: 400 });
  const posts = approversFor(policy.pack, policy.posts, work.file, of, amountFen);
  if (!posts) throw new Refusal('complaints.needs-no-approval');
  const data = { of, note, what, amountFen, remedy, matter };
  if (isAuthorisation(of)) work.record('approval-request', data, [authorisationAsked, { of, amountFen, remedy }]);
  else work.record('approval-request', data, [approvalAsked, { of }]);
  work.involve(...(await speakersFor(tx.sql, tx.caller.orgId, row, policy.pack, posts, tx.now)).holders);
  return work.done();
}

/** The answer of a post that the pack names, or whose own authority covers it; never of whoever asks or owns the case. */
export async function answerAbout(work: CaseWork, of: Matter, given: InputOf<typeof approve>) {
  const { policy, tx, row, file } = work;
  const requests = allOf(file.records, 'approval-request').filter(({ data, endedAt }) => data.of === of && !endedAt);
  const asked = given.requestId ? requests.find(({ id }) => id === given.requestId) : requests.at(-1);
  if (!asked) throw given.requestId ? notFound() : new Refusal('complaints.nothing-asked-for');
  const amountFen = given.amountFen === undefined ? (asked.data.amountFen ?? null) : given.amountFen;
  const named = approversFor(policy.pack, policy.posts, file, of, given.approved ? amountFen : 0);
  if (!named) throw new Refusal('complaints.needs-no-approval');
  const { posts } = await speakersFor(tx.sql, tx.caller.orgId, row, policy.pack, named, tx.now);
  const post = posts.find((wanted) => holds(tx.caller, wanted, row.storeId));
  if (!post && tx.caller.staffId !== null) {
    const titles = posts.map((key) => policy.posts.find((known) => known.key === key)?.title ?? key).join('、');
    throw new Refusal('complaints.not-the-approver', { status: 403, values: { posts: titles } });
  }
  if (!may(tx.caller, 'complaint.approve', row.storeId)) throw forbidden('complaint.approve');
  if (given.until && given.until <= tx.now) throw new Refusal('complaints.due-in-past', { status: 400 });
  const alone = given.approved && (await answersAlone(work, posts, askersOf(file.records, of), 'complaint.approve'));
  const said = { of, approved: given.approved, post: post ?? 'desk', alone };
  const data = {
    ...said,
    note: given.note,
    amountFen: given.approved ? amountFen : null,
    remedy: asked.data.remedy ?? null,
    until: given.until?.toISOString() ?? null,
    requestId: asked.id,
  };
  if (!isAuthorisation(of)) work.record('approval', data, [approvalGiven, said]);
  else if (given.approved)
    work.record('approval', data, [authorisationGiven, { of, amountFen, post: said.post, alone }]);
  else work.record('approval', data, [authorisationDeclined, { of, post: said.post, alone }]);
  return work.done();
}

/**
 * A promise beyond one's own authority waits for somebody's yes. Those who signed the plan count with theirs, and so
 * does whoever picked the option.
 */
export function mustHaveAuthority(work: CaseWork, given: Promised): void {
  const { tx, row, policy, file } = work;
  if (tx.caller.staffId === null) return;
  const plan = allOf(file.records, 'plan').findLast(({ endedAt }) => !endedAt);
  const signed = [...allOf(file.records, 'signature'), ...allOf(file.records, 'choice')].filter(
    ({ data, endedAt }) => !endedAt && data.planId === plan?.id,
  );
  const held = [...postsIn(tx.caller, row.storeId), ...signed.map(({ data }) => data.post)];
  const own = authorityOf(policy.posts, held);
  const what = beyond(own, given);
  if (what === null || isAuthorised(file, own, given, tx.now)) return;
  const posts = approversFor(policy.pack, policy.posts, file, 'authorisation', given.amountFen) ?? [];
  throw new Refusal(what === 'amount' ? 'complaints.beyond-authority' : 'complaints.beyond-duty', {
    status: 403,
    values: {
      yuan: String((own.fen ?? 0) / 100),
      remedy: policy.pack.remedies.find(({ key }) => key === given.remedy)?.title ?? '',
      posts: posts.map((key) => policy.posts.find((known) => known.key === key)?.title ?? key).join('、'),
    },
    details: { posts: [...posts], limitFen: own.fen },
  });
}

/** What a demand was met with lies within what was agreed, or within one's own authority. */
export function mustHaveAgreed(work: CaseWork, amountFen: number): void {
  const agreement = current(work.file.records, 'agreement');
  const plan = current(work.file.records, 'plan');
  const agreed =
    plan && agreement?.data.planId === plan.id ? plan.data.options[agreement.data.option]?.amountFen : null;
  if ((agreed ?? 0) < amountFen) mustHaveAuthority(work, { amountFen });
}
