import type { NewAlert } from '../contract/index.ts';
import { UnbalancedDecision } from './assert-balanced.ts';
import { type Command, findSubject } from './commands.ts';

/** Returns the alert for a command that was rejected because of a fault of ours. */
export function toAlert(accountId: string, command: Command, cause: unknown): NewAlert {
  const traceId = 'draft' in command ? command.draft.traceId : 'traceId' in command ? command.traceId : null;
  const subject = [command.kind, findSubject(command)?.id ?? ''].join(' ').trim();
  const common = { accountId, subject, traceId };
  if (cause instanceof UnbalancedDecision) {
    const { kind: code, offByMicros } = cause;
    return { ...common, kind: 'decision-unbalanced', severity: 'critical', code, details: { offByMicros } };
  }
  return { ...common, kind: 'command-failed', severity: 'high', code: 'internal', details: {} };
}
