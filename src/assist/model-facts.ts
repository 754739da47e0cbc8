import { factKind } from '../base/facts.ts';
import type { ModelUse } from './model.ts';

/** Of the organisation. */
export const modelSettingsChanged = factKind<{
  removed: boolean;
  keyChanged: boolean;
  host: string;
  uses: readonly ModelUse[];
}>()('model-settings-changed');
