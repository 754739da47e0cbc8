import type { Kind, Mood, Severity } from '../../complaints/complaint.ts';

/** One thing a customer said or wrote. Everything here is invented; nobody said it. */
export interface SampleText {
  readonly theme: string;
  readonly mood: Mood;
  readonly words: string;
  /** complaint unless told. */
  readonly kind?: Kind;
  /** general unless told. */
  readonly severity?: Severity;
  readonly triggers?: readonly string[];
  /** Type and words of each demand, and the amount where the customer named one. */
  readonly demands?: readonly (readonly [type: string, body: string, yuan?: number])[];
  readonly feeling?: string;
  readonly process?: string;
  readonly result?: string;
  /** Channel of the pack; telephone unless told. */
  readonly via?: string;
  /** The office whose letter it is. */
  readonly sender?: string;
  readonly relation?: string;
  /** Answers to the pack's own questions that this story fixes. */
  readonly fields?: Readonly<Record<string, string | number | boolean>>;
  /** Other than the theme's own. */
  readonly category?: string;
}

/** What the staff write while they work on one sort of trouble. Several of each, so that files do not look alike. */
export interface StaffTexts {
  readonly category: string;
  readonly department: string;
  readonly notes: readonly string[];
  readonly contacts: readonly string[];
  readonly findings: readonly string[];
  readonly plans: readonly SamplePlan[];
  readonly executions: readonly string[];
  readonly resolutions: readonly string[];
  readonly delivered: readonly string[];
  readonly followUps: readonly string[];
  readonly lessons: readonly { readonly rootCause: string; readonly lesson: string; readonly prevention: string }[];
  readonly tasks: readonly (readonly [task: string, reply: string])[];
}

export interface SampleOption {
  readonly outline: string;
  readonly benefit: string;
  readonly details?: string;
  readonly remedy: string;
  readonly yuan?: number;
  readonly immediate?: string;
  readonly minutes?: number;
}

export interface SamplePlan {
  readonly need: string;
  readonly options: readonly SampleOption[];
}
