import { type Activity, MINUTE_MS } from '@firemeter/functions/contract';
import { UsageHistoryView } from '#kit/components/usage-history.tsx';
import { Case, Example } from './example.tsx';
import { exampleActivity } from './example-account.ts';

const code = `import { UsageHistory } from '@firemeter/react';

<UsageHistory />`;

const made = Date.now();
const labels: Readonly<Record<string, string>> = { image: 'Image', video: 'Video', chat: 'Chat' };
const activities: readonly Partial<Activity>[] = [
  { operation: 'video', status: 'processing', heldMicros: 40_000_000, capturedMicros: 0 },
  { operation: 'image', status: 'completed', capturedMicros: 5_000_000 },
  { operation: 'chat', status: 'completed', capturedMicros: 1_250_000 },
  { operation: 'image', status: 'failed', capturedMicros: 0 },
];
const items = activities.map((changes, index) => {
  const value = exampleActivity({ ...changes, createdAt: made - index * 7 * MINUTE_MS });
  return { id: `example-${index}`, order: value.createdAt, raw: value.createdAt, value };
});
const list = { status: 'live', older: 'idle', loadOlder: () => undefined } as const;

/** Requests with what each has cost. */
export function HistoryExample() {
  return (
    <Example
      title="Usage"
      text="Each request, newest first: whether it runs, and what it has cost."
      code={code}
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Case name="requests">
          <div className="rounded-2xl border border-line bg-surface">
            <UsageHistoryView {...list} items={items} hasOlder labelOf={(name) => labels[name] ?? name} />
          </div>
        </Case>
        <Case name="nothing yet">
          <div className="rounded-2xl border border-line bg-surface">
            <UsageHistoryView {...list} items={[]} hasOlder={false} labelOf={(name) => name} />
          </div>
        </Case>
      </div>
    </Example>
  );
}
