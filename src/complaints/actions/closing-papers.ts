import type { InputOf } from '../../base/contract.ts';
import { Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { mustBeIn } from '../choices.ts';
import type { decide, writeClosingPaper } from '../closing-contract.ts';
import { closingPaperWritten, courseDecided } from '../facts.ts';
import type { ClosingPaper } from '../records.ts';
import { openCase } from './case-work.ts';
import { mustBeOnCase } from './note-records.ts';

/** 签字、归档、统计、改进…: what the pack's document asks for before closing, each by its small form. */
export async function writePaper(tx: Tx<Staff>, asked: Given<typeof writeClosingPaper>) {
  const work = await openCase(tx, asked.id, 'writeClosingPaper');
  const { id: _, ...rest } = asked;
  const given = rest as InputOf<typeof writeClosingPaper>;
  const { pack } = work.policy;
  if (given.need === 'statistics') {
    mustBeIn(pack.categories, given.category, '类别');
    mustBeIn(pack.findings, given.finding, '核实情况');
    mustBeIn(pack.rootCauses, given.rootCause, '根本原因');
  }
  if (given.need === 'told-customer' && given.at > tx.now)
    throw new Refusal('complaints.not-yet-happened', { status: 400 });
  if (given.need === 'signature') {
    // drawn, on paper and spoken consent is a file of the case; a message may be copied as words
    if (!given.attachmentId && (given.how !== 'message' || !given.words.trim()))
      throw new Refusal('complaints.consent-unproven', { status: 400 });
    if (given.attachmentId) await mustBeOnCase(work, given.attachmentId);
  }
  work.record('closing-paper', asKept(given), [closingPaperWritten, { need: given.need }]);
  return work.done();
}

function asKept(paper: InputOf<typeof writeClosingPaper>): ClosingPaper {
  switch (paper.need) {
    case 'signature':
      return { ...paper, attachmentId: paper.attachmentId ?? null };
    case 'archive':
      return { ...paper, pages: paper.pages ?? null };
    case 'statistics':
      return { ...paper, finding: paper.finding ?? null };
    case 'improvement':
      return { ...paper, dueAt: paper.dueAt?.toISOString() ?? null };
    case 'told-customer':
      return { ...paper, at: paper.at.toISOString() };
    default:
      return paper;
  }
}

/** How it goes on once the pack's number of rounds is over; counting begins anew. */
export async function decideCourse(tx: Tx<Staff>, given: Given<typeof decide>) {
  const work = await openCase(tx, given.id, 'decide');
  const { decision, words } = given;
  work.record('decision', { decision, words }, [courseDecided, { decision }]);
  return work.done();
}
