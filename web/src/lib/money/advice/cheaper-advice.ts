import { assertNever } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { isolated } from '../../texts/isolated.ts';
import { cheaperWay } from './cheaper-way.ts';

/** Returns advice for whoever has too few credits; null: none but to get more. */
export function cheaperAdvice(
  question: Parameters<typeof cheaperWay>[0],
  creditsSold: boolean,
): string | null {
  const cheaper = cheaperWay(question);
  switch (cheaper?.kind) {
    case undefined:
      return null;
    case 'shorter':
      return shorterAdvice(cheaper.what, creditsSold);
    case 'model':
      return creditsSold
        ? t`Choose ${isolated(cheaper.label)}, or get more credits.`
        : t`Choose ${isolated(cheaper.label)}.`;
    default:
      return assertNever(cheaper);
  }
}

function shorterAdvice(what: 'text' | 'length', creditsSold: boolean): string {
  if (what === 'text') {
    return creditsSold ? t`Choose a shorter text, or get more credits.` : t`Choose a shorter text.`;
  }
  return creditsSold ? t`Choose a shorter length, or get more credits.` : t`Choose a shorter length.`;
}
