import { sayIn } from '../base/server/room-words.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import type { EmergencySource } from '../papers/record.sql.ts';
import { plansFor } from './plans.ts';
import { crisisPolicyOf, holdersWithPhone } from './reads.ts';
import { planView, viewCrisis } from './view.sql.ts';

/** The plan that runs, or else ran last, on the case, with what was done; without one, the pack's plan with its call tree. */
export const planOnPaper: EmergencySource = async (read, { id, plan: wanted }) => {
  const { sql, caller, now } = read;
  const row = await visibleRow(sql, caller, id);
  const [begun] = await sql<{ id: string }[]>`
    select id from crisis
    where org_id = ${caller.orgId} and complaint_id = ${id} and (${wanted}::text is null or plan_key = ${wanted})
    order by level = 'over', activated_at desc, id limit 1`;
  if (begun) return asItRuns(await viewCrisis(read, begun));
  const { crisis, complaints, postTitle } = await crisisPolicyOf(sql, caller.orgId, row.policyEditionId);
  const { plans } = complaints.crisis;
  const plan = wanted === null ? plansFor(plans, row)[0] : plans.find(({ key }) => key === wanted);
  if (!plan) return null;
  const { title, responsible, flow, points } = planView(plan, plan.key, postTitle);
  const called = [...new Set(crisis.tree.flatMap(({ to }) => to))];
  const holders = await holdersWithPhone(sql, caller.orgId, called, row.storeId, now);
  return {
    title,
    responsible,
    flow,
    activated: null,
    points: points.map((point) => ({ ...point, dueAt: null, metAt: null, metBy: '' })),
    calls: crisis.tree.map(({ from, to, withinMinutes, says }) => ({
      from: from === null ? null : postTitle(from),
      to: to.map(postTitle),
      names: [...new Set(holders.filter(({ post }) => to.includes(post)).map(({ name }) => name))],
      withinMinutes,
      says,
      reached: '',
      reachedAt: null,
    })),
  };
};

type View = Awaited<ReturnType<typeof viewCrisis>>;

const asItRuns = ({ title, number, level, activatedAt, activatedBy, plan, points, calls }: View) => ({
  title,
  responsible: plan.responsible,
  flow: plan.flow,
  activated: {
    number,
    level: sayIn('zh')('crisis', `level.${level}`),
    at: activatedAt.toISOString(),
    by: activatedBy?.name ?? '',
  },
  points: points.map((point) => ({
    title: point.title,
    withinMinutes: plan.points.find(({ key }) => key === point.key)?.withinMinutes ?? null,
    dueAt: point.dueAt.toISOString(),
    metAt: point.metAt?.toISOString() ?? null,
    metBy: point.metBy?.name ?? '',
  })),
  calls: calls.map(({ from, to, callees, dueAt, says, reached, reachedAt }) => ({
    from,
    to,
    names: [...new Set(callees.map(({ name }) => name))],
    withinMinutes: Math.round((dueAt.getTime() - activatedAt.getTime()) / 60_000),
    says,
    reached: reached?.name ?? '',
    reachedAt: reachedAt?.toISOString() ?? null,
  })),
});
