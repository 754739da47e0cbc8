import { kept } from '../../base/web/kept.ts';
import { URGENCIES, type Urgency } from '../reporter.ts';

export interface ReportDraft {
  readonly what: string;
  readonly who: string;
  readonly phone: string;
  readonly field: string;
  readonly value: string;
  readonly urgency: Urgency | null;
  readonly did: string;
}

export const EMPTY: ReportDraft = { what: '', who: '', phone: '', field: '', value: '', urgency: null, did: '' };

const store = kept<string>('wanhui.frontline.draft');

/** What was typed survives the camera: phones close the page behind it when memory is short. */
export function keptDraft(): ReportDraft {
  const text = store.get();
  if (!text) return EMPTY;
  try {
    const found = JSON.parse(text) as Partial<Record<keyof ReportDraft, unknown>>;
    const texts = Object.entries(found).filter(([name, value]) => name in EMPTY && typeof value === 'string');
    const urgency = URGENCIES.find((one) => one === found.urgency) ?? null;
    return { ...EMPTY, ...Object.fromEntries(texts), urgency };
  } catch {
    // written by another edition of this page
    return EMPTY;
  }
}

export const keepDraft = (draft: ReportDraft | null): void => store.set(draft && JSON.stringify(draft));
