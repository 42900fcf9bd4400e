import { z } from 'zod';

/** What is taken for a sign of abuse. */
export const AbuseKind = z.enum([
  /** What was asked for was refused by moderation. */
  'moderated-prompts',
  /** Went on asking at a limit: each counts many refusals. */
  'limit-hammering',
  /** An app gave back all that its word can in a day, and wanted more. */
  'client-returns',
  /** Yet another account from an address where many were opened. */
  'many-accounts',
]);
export type AbuseKind = z.infer<typeof AbuseKind>;

export const Severity = z.enum(['low', 'medium', 'high', 'critical']);
export type Severity = z.infer<typeof Severity>;

/** From how many within an hour on a signal is medium, high, critical; null: never by number alone. */
const steps: Record<AbuseKind, readonly [medium: number, high: number, critical: number | null]> = {
  'moderated-prompts': [3, 10, 30],
  'limit-hammering': [5, 20, 100],
  'client-returns': [5, 20, 60],
  'many-accounts': [5, 10, null],
};

/** How bad so many of a kind within an hour are. */
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
