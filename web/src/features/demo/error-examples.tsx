import { type ErrorCode, type ErrorDetails, errors } from '@firemeter/functions/contract';
import { useState } from 'react';
import { CallError } from '#kit/core/call-error.ts';
import { Select } from '../../components/controls/select.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Example } from './example.tsx';

const code = `import { ErrorNotice } from './components/error-notice.tsx';
import { toCallError } from '@firemeter/react';

<ErrorNotice error={toCallError(error)} action={<Button onClick={again}>Try again</Button>} />`;

const codes = Object.keys(errors) as ErrorCode[];

const details: Partial<Record<ErrorCode, ErrorDetails>> = {
  'insufficient-credits': { priceMicros: 5_000_000, balanceMicros: 2_500_000 },
  'rate-limited': { retryAfterMs: 90_000 },
  'guest-limit': { retryAfterMs: 3_600_000 },
  'plan-required': { label: 'Veo 3 Fast', plans: [{ name: 'max', label: 'Max' }] },
  moderated: { category: 'violence' },
};

/** Each error that can be met, in words that help. */
export function ErrorExamples() {
  const [chosen, setChosen] = useState<ErrorCode>('insufficient-credits');
  const error = new CallError({
    code: chosen,
    message: 'This is where the server says what happened and what to do about it.',
    details: details[chosen] ?? {},
    traceId: '0af7651916cd43dd8448eb211c80319c',
    answered: true,
    cause: undefined,
  });
  return (
    <Example
      title="Errors"
      text="What went wrong, what to do, and the trace id by which the team finds it."
      code={code}
      controls={
        <Select
          label="Error"
          value={chosen}
          options={codes.map((value) => ({ value, label: value }))}
          onChange={setChosen}
        />
      }
    >
      <ErrorNotice key={chosen} error={error} />
    </Example>
  );
}
