import { type Route, read } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import * as contract from './contract.ts';
import { languageFor } from './server/language-for.ts';

export const routes: Route<Staff>[] = [read(contract.language, languageFor)];
