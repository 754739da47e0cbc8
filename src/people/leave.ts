/** 请假. Why somebody is away is theirs and their managers'; that they are away is the store's. */
export const LEAVE_KINDS = ['annual', 'sick', 'personal', 'outside', 'other'] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];
