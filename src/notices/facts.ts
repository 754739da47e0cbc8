import { factKind } from '../base/facts.ts';

export const crisisAcknowledged = factKind<{ complaintId: string; noticeId: string; seconds: number }>()(
  'crisis-acknowledged',
);
/** Nobody acknowledged it, and everybody whom the pack names has been told. */
export const crisisUnheard = factKind<{ complaintId: string; told: number }>()('crisis-unheard');
export const mailSettingsChanged = factKind<{ removed: boolean; passwordChanged: boolean }>()('mail-settings-changed');
export const deliveryRetried = factKind<{ deliveryId: string; way: string }>()('notice-delivery-retried');
export const noticeRobotChanged = factKind<{
  robotId: string;
  kind: string;
  change: 'added' | 'changed' | 'removed';
}>()('notice-robot-changed');
