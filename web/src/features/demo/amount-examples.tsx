import { ActivityStatus, creditsToMicros } from '@firemeter/functions/contract';
import { useState } from 'react';
import { Segmented } from '../../components/controls/segmented.tsx';
import { CreditAmount, CreditFlowAmounts } from '../../components/work/credit-amount.tsx';
import { StatusBadge } from '../../components/work/status-badge.tsx';
import { creditFlow } from '../../lib/money/credits/credit-flow.ts';
import { Case, Example } from './example.tsx';

const code = `import { CreditFlowAmounts } from './components/credit-amount.tsx';
import { StatusBadge } from './components/status-badge.tsx';
import { creditFlow } from './lib/credit-flow.ts';

<StatusBadge status={activity.status} />
<CreditFlowAmounts flow={creditFlow(activity)} />`;

const statuses = ActivityStatus.options;

/** Where the credits of a request are, as it goes on. */
export function AmountExamples() {
  const [status, setStatus] = useState<ActivityStatus>('processing');
  const capturedMicros = status === 'completed' ? creditsToMicros(3.25) : 0;
  const flow = creditFlow({ status, heldMicros: creditsToMicros(5), capturedMicros });
  return (
    <Example
      title="Credits of a request"
      text="Held, spent and returned: never told apart by color alone."
      code={code}
      controls={
        <Segmented
          label="Status"
          value={status}
          options={statuses.map((value) => ({ value, label: value }))}
          onChange={setStatus}
          className="max-w-full overflow-x-auto"
        />
      }
    >
      <div className="mb-6 flex flex-wrap items-center gap-4">
        <StatusBadge status={status} />
        <CreditFlowAmounts flow={flow} />
      </div>
      <div className="flex flex-wrap gap-x-8 gap-y-5">
        {(['held', 'spent', 'returned'] as const).map((kind) => (
          <Case key={kind} name={kind}>
            <CreditAmount kind={kind} micros={creditsToMicros(5)} />
          </Case>
        ))}
        <Case name="nothing charged">
          <CreditFlowAmounts flow={{ heldMicros: 0, spentMicros: 0, returnedMicros: 0 }} />
        </Case>
      </div>
    </Example>
  );
}
