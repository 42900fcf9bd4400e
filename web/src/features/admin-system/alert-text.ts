import { type Alert, exactCredits } from '@firemeter/functions/contract';

/** An alert in words; one of a newer server by its code. */
export function alertText({ kind, code, details }: Alert): string {
  switch (kind) {
    case 'books-off': {
      const drifts = Number(details.drifts ?? 0);
      return `The books are off: ${drifts.toLocaleString('en-US')} ${drifts === 1 ? 'drift' : 'drifts'}.`;
    }
    case 'decision-unbalanced':
      return `A request was refused because its books would not have balanced, by ${exactCredits(Number(details.offByMicros ?? 0))} credits.`;
    case 'command-failed':
      return 'A request was refused because of a fault in Firemeter. The log says more.';
    default:
      return code;
  }
}
