import { type Finding, unknownNames } from '../base/finding.ts';
import type { AssistSection } from './pack.ts';

/** Posts that are named and not there. */
export const assistFindings = ({ stopped }: AssistSection, { posts }: { posts: ReadonlySet<string> }): Finding[] =>
  unknownNames('unknown-post', 'assist.stopped.posts', stopped.posts, posts);
