import { type AbuseKind, type AbuseSignal, ErrorCode } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { describeFailure } from '../../lib/errors/describe-error.ts';

type Details = NonNullable<AbuseSignal['evidence'][number]['details']>;

const sentences: { readonly [K in AbuseKind]: (details: Details) => string } = {
  'moderated-prompts': ({ category }) => t`Prompt refused: ${category || t`not allowed`}`,
  'limit-hammering': ({ requests, code }) => {
    const count = Number(requests);
    const known = ErrorCode.safeParse(code);
    const last = known.success
      ? describeFailure({ code: known.data, message: null, details: {} }).title
      : String(code);
    return plural(count, {
      one: `# request past a limit. Last answer: ${last}`,
      other: `# requests past a limit. Last answer: ${last}`,
    });
  },
  'client-returns': () => t`An app reached its daily limit of self-reported refunds, and asked for more.`,
  'many-accounts': ({ accounts }) =>
    plural(Number(accounts), {
      one: '# account opened from one address in a day',
      other: '# accounts opened from one address in a day',
    }),
};

/** A sign of abuse in words; one of an earlier build as it was written. */
export function evidenceText(kind: AbuseKind, { text, details }: AbuseSignal['evidence'][number]): string {
  return details ? sentences[kind](details) : text;
}
