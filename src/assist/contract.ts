import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { languageSchema } from './language.ts';
import { librarySchema, scenariosSchema } from './library.ts';
import { ownWords, receptionStep } from './pack.ts';

export const language = endpoint({
  method: 'GET',
  path: '/api/assist/language',
  permission: 'signed-in',
  summary: 'What the browser checks words with while somebody writes: rules, other spellings, phrases, practice',
  reply: z.strictObject({
    /** Rules without their examples. */
    language: languageSchema,
    /** Lines of a syllable and its characters, and of a simplified character and its traditional ones. */
    sounds: z.string(),
    simple: z.string(),
    /** Learned weights, as `packed-sense.ts` reads them. */
    sense: z.string(),
    library: librarySchema,
    scenarios: scenariosSchema.shape.scenarios,
    /** What the policy in force adds: competitors, words of the trade. */
    own: ownWords,
    /** 接待: what is done for a customer at the counter. */
    reception: z.array(receptionStep),
    /** Families that are stopped before sending, for whoever asks. */
    stopped: z.array(z.string()),
  }),
});
