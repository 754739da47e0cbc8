import * as z from 'zod';
import { stopper } from '../base/finding.ts';
import type { Json } from './canonical.ts';
import type { PackSections } from './pack.ts';

type Draft = { [name: string]: Json };

const greetings = z.strictObject({
  greetings: z.array(z.strictObject({ key: z.string(), text: z.string(), minutes: z.number() })).min(1),
  loud: z.boolean().default(false),
});

/** A tiny section, so that the room's own rules can be told without a trade. */
export const greetingSections: PackSections = {
  greetings: {
    schema: greetings,
    findings: (section: z.output<typeof greetings>) =>
      section.greetings
        .filter(({ text }) => text === '')
        .map(({ key }) => stopper('missing', `greetings.greetings.${key}.text`)),
  },
};

/** A flattened draft that may go live, with changes. */
export const aDraft = (changes: Draft = {}): Draft => ({
  schema: 1,
  key: 'hello',
  title: '问候',
  trade: '问候业',
  edition: 1,
  purpose: '让人高兴',
  scope: '所有人',
  ours: [{ path: 'greetings.greetings.morning', why: '文件未写，先按5分钟' }],
  sections: { greetings: { greetings: [{ key: 'morning', text: '早上好', minutes: 5 }] } },
  ...changes,
});
