import { type Finding, hint, repeatedKeys, stopper, unknownNames } from '../base/finding.ts';
import { HAPPENINGS, HEARERS } from './notice.ts';
import type { NoticesSection } from './pack.ts';

export function noticeFindings(section: NoticesSection, around: { readonly posts: ReadonlySet<string> }): Finding[] {
  const { rules, quiet, crisis } = section;
  const hearers = new Set<string>([...around.posts, ...HEARERS]);
  const known = new Set<string>(rules.map((rule) => rule.key));
  const crisisRule = rules.find((rule) => rule.key === 'crisis');
  return [
    ...repeatedKeys('notices.rules', rules),
    ...rules.flatMap((rule) => unknownNames('unknown-post', `notices.rules.${rule.key}.to`, rule.to, hearers)),
    ...unknownNames('unknown-post', 'notices.crisis.next', crisis.next, around.posts),
    ...(crisisRule?.to.length && crisisRule.ways.length
      ? []
      : [stopper('nobody-notified', 'notices.rules.crisis', { name: 'crisis' })]),
    ...HAPPENINGS.filter((name) => name !== 'crisis' && !known.has(name)).map((name) =>
      hint('nobody-notified', `notices.rules.${name}`, { name }),
    ),
    ...(crisis.next.length ? [] : [hint('nobody-next', 'notices.crisis.next')]),
    ...(quiet && quiet.from === quiet.to ? [hint('quiet-hours-empty', 'notices.quiet', { time: quiet.from })] : []),
  ];
}
