import { z } from 'zod';

/** The signs of abuse that are counted. */
export const AbuseKind = z.enum([
  /** Moderation rejected a prompt. */
  'moderated-prompts',
  /** An account kept sending requests at a limit. One sign stands for many rejections. */
  'limit-hammering',
  /** An app used up what it can return in a day, and tried to return more. */
  'client-returns',
  /** Another account was opened from an address that had opened many. */
  'many-accounts',
]);
export type AbuseKind = z.infer<typeof AbuseKind>;

/** Numbers and names that go with a sign: a category, an error code, a count. */
export const AbuseDetails = z.record(z.string(), z.union([z.string(), z.number()]));
export type AbuseDetails = z.infer<typeof AbuseDetails>;

/** The states that staff can give a signal. */
export const TriageState = z.enum(['open', 'watching', 'confirmed', 'dismissed']);
export type TriageState = z.infer<typeof TriageState>;

export const Severity = z.enum(['low', 'medium', 'high', 'critical']);
export type Severity = z.infer<typeof Severity>;

/**
 * The counts within an hour from which a sign is medium, high or critical; null: its count alone never makes it
 * critical.
 */
const steps: Record<AbuseKind, readonly [medium: number, high: number, critical: number | null]> = {
  'moderated-prompts': [3, 10, 30],
  // A client that retries too often is not fraud.
  'limit-hammering': [5, 20, null],
  'client-returns': [5, 20, 60],
  'many-accounts': [5, 10, null],
};

/** Returns the severity of a number of signs within an hour. */
export function severityOf(kind: AbuseKind, count: number): Severity {
  const [medium, high, critical] = steps[kind];
  if (critical !== null && count >= critical) return 'critical';
  if (count >= high) return 'high';
  return count >= medium ? 'medium' : 'low';
}

export function worstOf(...severities: readonly Severity[]): Severity {
  const { options } = Severity;
  return options[Math.max(0, ...severities.map((severity) => options.indexOf(severity)))] ?? 'low';
}
